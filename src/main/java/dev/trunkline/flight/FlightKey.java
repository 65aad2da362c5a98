package dev.trunkline.flight;

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
 * A key of 256 bits, the one of recordings, that flights are sealed with: AES-256-GCM, block by block. Each file has a key of its own
 * (HKDF, RFC 5869, from this one and the file's salt), so that a block's number is a nonce that never comes twice. Immutable.
 */
public final class FlightKey {

    static final int ID_BYTES = 8;
    static final int SALT_BYTES = 16;

    private static final String HMAC = "HmacSHA256";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final byte[] FOR_ID = "trunkline flight id\u0001".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FOR_FILE = "trunkline flight file\u0001".getBytes(StandardCharsets.US_ASCII);

    private final byte[] secret;

    /**
     * @param hex 64 hexadecimal digits
     * @throws IllegalArgumentException when it is none; the message says nothing of it
     */
    public FlightKey(String hex) {
        if (!hex.matches("[0-9a-fA-F]{64}")) {
            throw new IllegalArgumentException("a key is 64 hexadecimal digits");
        }
        this.secret = HexFormat.of().parseHex(hex);
    }

    /** Names it without telling it. */
    byte[] id() {
        return Arrays.copyOf(hmac(secret, FOR_ID), ID_BYTES);
    }

    /** What seals the blocks of one file, and opens them. */
    Seal ofFile(byte[] salt) {
        return new Seal(new SecretKeySpec(hmac(hmac(salt, secret), FOR_FILE), "AES"));
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

    /** Of one file. Immutable. */
    record Seal(SecretKeySpec key) {

        byte[] close(long block, int flags, byte[] payload) {
            try {
                return cipher(Cipher.ENCRYPT_MODE, block, flags).doFinal(payload);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("AES-256-GCM fails", e);
            }
        }

        /** @throws GeneralSecurityException when it was changed, or sealed by another key */
        byte[] open(long block, int flags, byte[] sealed) throws GeneralSecurityException {
            return cipher(Cipher.DECRYPT_MODE, block, flags).doFinal(sealed);
        }

        private Cipher cipher(int mode, long block, int flags) throws GeneralSecurityException {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            byte[] nonce =
                    ByteBuffer.allocate(NONCE_BYTES).putInt(0).putLong(block).array();
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(new byte[] {(byte) flags});
            return cipher;
        }
    }

    @Override
    public String toString() {
        return "FlightKey[" + HexFormat.of().formatHex(id()) + "]";
    }
}
