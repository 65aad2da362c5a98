package dev.trunkline.flight;

import dev.trunkline.store.SealingKey;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/** What flights are sealed with, block by block: made of the key of recordings. Immutable. */
public final class FlightKey {

    static final int ID_BYTES = SealingKey.ID_BYTES;
    static final int SALT_BYTES = 16;

    private final SealingKey key;

    /**
     * @param hex 64 hexadecimal digits
     * @throws IllegalArgumentException when it is none; the message says nothing of it
     */
    public FlightKey(String hex) {
        this.key = new SealingKey(hex, "flight");
    }

    /** Names it without telling it. */
    byte[] id() {
        return key.id();
    }

    /** What seals the blocks of one file, and opens them. */
    Seal ofFile(byte[] salt) {
        return new Seal(key.ofFile(salt));
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
            return SealingKey.cipher(mode, key, block, new byte[] {(byte) flags});
        }
    }

    @Override
    public String toString() {
        return "FlightKey[" + HexFormat.of().formatHex(id()) + "]";
    }
}
