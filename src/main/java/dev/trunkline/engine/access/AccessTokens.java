package dev.trunkline.engine.access;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that carry their own proof, so that nothing is remembered and every node with the same keys accepts them:
 * expiry (8 bytes, Unix seconds), nonce (8 bytes), HMAC-SHA256 of both (32 bytes), as base64url. The HMAC's key is derived
 * from the secret and the API key: a key that is taken away takes its tokens with it. Thread-safe.
 */
final class AccessTokens {

    static final int LIFE_SECONDS = 1_800; // EVI's documented 30 minutes

    private static final int CLAIM_BYTES = 2 * Long.BYTES;
    private static final int PROOF_BYTES = 32;
    private static final int TOKEN_LENGTH = (CLAIM_BYTES + PROOF_BYTES) * 4 / 3;
    private static final String PURPOSE = "access token of "; // nothing else is ever signed under such a key
    private static final String HMAC = "HmacSHA256";

    private final @Nullable String secretKey;
    private final InstantSource wallClock;
    private final SecureRandom random = new SecureRandom();

    /** @param secretKey null: the API key alone is the secret */
    AccessTokens(@Nullable String secretKey, InstantSource wallClock) {
        this.secretKey = secretKey;
        this.wallClock = wallClock;
    }

    String issue(String apiKey) {
        byte[] claim = ByteBuffer.allocate(CLAIM_BYTES)
                .putLong(wallClock.instant().getEpochSecond() + LIFE_SECONDS)
                .putLong(random.nextLong())
                .array();
        byte[] token = ByteBuffer.allocate(CLAIM_BYTES + PROOF_BYTES)
                .put(claim)
                .put(proof(claim, apiKey))
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    /** Whether the token was issued for this key, and not too long ago. */
    boolean isGood(String token, String apiKey) {
        byte[] bytes = decode(token);
        if (bytes == null) {
            return false;
        }
        byte[] claim = Arrays.copyOf(bytes, CLAIM_BYTES);
        byte[] proof = Arrays.copyOfRange(bytes, CLAIM_BYTES, bytes.length);
        return MessageDigest.isEqual(proof, proof(claim, apiKey))
                && wallClock.instant().getEpochSecond() < ByteBuffer.wrap(claim).getLong();
    }

    private static byte @Nullable [] decode(String token) {
        if (token.length() != TOKEN_LENGTH) {
            return null;
        }
        try {
            return Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private byte[] proof(byte[] claim, String apiKey) {
        byte[] root = utf8(secretKey == null ? apiKey : secretKey);
        return hmac(hmac(root, utf8(PURPOSE + apiKey)), claim);
    }

    private static byte[] hmac(byte[] key, byte[] message) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JVM has HMAC-SHA256", e);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
