package dev.trunkline.recording;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key of 256 bits that files are sealed with. Each file has a key of its own (HKDF, RFC 5869, from this one and the file's salt), so
 * that a counter is a nonce that never comes twice. Immutable.
 */
public final class RecordingKey {

    static final int KEY_BYTES = 32;
    static final int ID_BYTES = 8;
    static final int TAG_BYTES = 16;

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 8 * TAG_BYTES;
    private static final String HMAC = "HmacSHA256";
    private static final byte[] FOR_ID = ascii("trunkline recording id\u0001");
    private static final byte[] FOR_FILE = ascii("trunkline recording file\u0001");

    private final byte[] secret;
    private final byte[] id;

    /**
     * @param hex 64 hexadecimal digits
     * @throws IllegalArgumentException when it is none; the message says nothing of it
     */
    public RecordingKey(String hex) {
        if (!hex.matches("[0-9a-fA-F]{64}")) {
            throw new IllegalArgumentException("a key is 64 hexadecimal digits");
        }
        this.secret = HexFormat.of().parseHex(hex);
        this.id = Arrays.copyOf(hmac(secret, FOR_ID), ID_BYTES);
    }

    /** Names it without telling it. */
    public String id() {
        return HexFormat.of().formatHex(id);
    }

    byte[] idBytes() {
        return id.clone();
    }

    /** The key of one file. */
    SecretKeySpec ofFile(byte[] salt) {
        byte[] extracted = hmac(salt, secret);
        return new SecretKeySpec(hmac(extracted, FOR_FILE), "AES");
    }

    /** A cipher for one chunk of a file. */
    static Cipher cipher(int mode, SecretKeySpec key, long chunk, byte[] header) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        byte[] nonce = ByteBuffer.allocate(NONCE_BYTES).putInt(0).putLong(chunk).array();
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(header);
        return cipher;
    }

    private static byte[] hmac(byte[] key, byte[] of) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac.doFinal(of);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JVM has " + HMAC, e);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public String toString() {
        return "RecordingKey[" + id() + "]";
    }
}
