package dev.trunkline.phone.twilio;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A grant as a token that only nodes with the same key can make or read: AES-256-GCM, so that neither the caller's number nor
 * anything else stands readable in a URL. 96 random bits make each token another. Thread-safe.
 */
final class SealedGrants {

    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int LEAST_BYTES = NONCE_BYTES + TAG_BITS / Byte.SIZE; // of nothing
    private static final int MAX_TOKEN_CHARACTERS = 1_000;
    private static final int MAX_TEXT_BYTES = 200; // of each of the three

    private final SecureRandom random = new SecureRandom();
    private final List<SecretKeySpec> keys;
    private final InstantSource clock;

    /** @param keys which all nodes share: the first seals, all open */
    SealedGrants(List<byte[]> keys, InstantSource clock) {
        this.keys = keys.stream()
                .map(key -> new SecretKeySpec(new Hmac("HmacSHA256", key).of("trunkline stream token"), "AES"))
                .toList();
        this.clock = clock;
    }

    /**
     * What a token says.
     *
     * @param ageMillis since it was sealed, by the clocks of both machines
     */
    record Opened(StreamGrant grant, long ageMillis) {}

    String seal(StreamGrant grant) {
        byte[] callSid = bytes(grant.callSid());
        byte[] from = bytes(grant.from());
        byte[] to = bytes(grant.to());
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] plain = ByteBuffer.allocate(Long.BYTES + 3 + callSid.length + from.length + to.length)
                .putLong(clock.millis())
                .put((byte) callSid.length)
                .put(callSid)
                .put((byte) from.length)
                .put(from)
                .put((byte) to.length)
                .put(to)
                .array();
        try {
            Cipher cipher = Cipher.getInstance(CIPHER);
            cipher.init(Cipher.ENCRYPT_MODE, keys.get(0), new GCMParameterSpec(TAG_BITS, nonce));
            byte[] sealed = cipher.doFinal(plain);
            byte[] token = ByteBuffer.allocate(NONCE_BYTES + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array();
            return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JVM has " + CIPHER, e);
        }
    }

    private static byte[] bytes(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return bytes.length <= MAX_TEXT_BYTES ? bytes : new byte[0]; // no number and no address is so long
    }

    /** Null when nobody who has one of the keys has made it. */
    @Nullable
    Opened open(String token) {
        if (token.length() > MAX_TOKEN_CHARACTERS) {
            return null;
        }
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException e) {
            return null;
        }
        if (bytes.length < LEAST_BYTES || !isCanonical(token, bytes)) {
            return null;
        }
        for (SecretKeySpec each : keys) {
            Opened opened = open(bytes, each);
            if (opened != null) {
                return opened;
            }
        }
        return null;
    }

    private @Nullable Opened open(byte[] bytes, SecretKeySpec key) {
        try {
            Cipher cipher = Cipher.getInstance(CIPHER);
            cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, bytes, 0, NONCE_BYTES));
            ByteBuffer plain = ByteBuffer.wrap(cipher.doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES));
            long sealedMillis = plain.getLong();
            StreamGrant grant = new StreamGrant(text(plain), text(plain), text(plain));
            return new Opened(grant, clock.millis() - sealedMillis);
        } catch (GeneralSecurityException e) {
            return null;
        }
    }

    /** The last character of Base64 has bits that say nothing: with others it would be another token of the same grant. */
    private static boolean isCanonical(String token, byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(token);
    }

    private static String text(ByteBuffer plain) {
        byte[] bytes = new byte[Byte.toUnsignedInt(plain.get())];
        plain.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
