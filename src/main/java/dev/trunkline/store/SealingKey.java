package dev.trunkline.store;

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
 * A key of 256 bits that files of one kind are sealed with, piece by piece, by AES-256-GCM. Each file has a key of its own (HKDF, RFC
 * 5869, from this one and the file's salt), so that a piece's number is a nonce that never comes twice. Immutable.
 */
public final class SealingKey {

    public static final int ID_BYTES = 8;

    /** By so much a sealed piece is longer. */
    public static final int TAG_BYTES = 16;

    private static final int NONCE_BYTES = 12;
    private static final String HMAC = "HmacSHA256";

    private final byte[] secret;
    private final byte[] id;
    private final byte[] forFile;

    /**
     * @param hex 64 hexadecimal digits
     * @param kind of files, such as "recording": what seals one kind opens no other
     * @throws IllegalArgumentException when it is no key; the message says nothing of it
     */
    public SealingKey(String hex, String kind) {
        if (!hex.matches("[0-9a-fA-F]{64}")) {
            throw new IllegalArgumentException("a key is 64 hexadecimal digits");
        }
        this.secret = HexFormat.of().parseHex(hex);
        this.id = Arrays.copyOf(hmac(secret, info(kind, "id")), ID_BYTES);
        this.forFile = info(kind, "file");
    }

    private static byte[] info(String kind, String purpose) {
        return ("trunkline " + kind + " " + purpose + "\u0001").getBytes(StandardCharsets.US_ASCII);
    }

    /** Names it without telling it. */
    public byte[] id() {
        return id.clone();
    }

    public SecretKeySpec ofFile(byte[] salt) {
        return new SecretKeySpec(hmac(hmac(salt, secret), forFile), "AES");
    }

    /** A cipher for one piece of a file, which holds only beside these {@code associated} bytes. */
    public static Cipher cipher(int mode, SecretKeySpec key, long piece, byte[] associated)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        byte[] nonce = ByteBuffer.allocate(NONCE_BYTES).putInt(0).putLong(piece).array();
        cipher.init(mode, key, new GCMParameterSpec(8 * TAG_BYTES, nonce));
        cipher.updateAAD(associated);
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

    @Override
    public String toString() {
        return "SealingKey[" + HexFormat.of().formatHex(id) + "]";
    }
}
