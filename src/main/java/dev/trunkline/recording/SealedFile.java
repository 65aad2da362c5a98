package dev.trunkline.recording;

import dev.trunkline.store.SealingKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * A file that is sealed with AES-256-GCM in chunks of {@value #CHUNK_BYTES} bytes: any of them can be read alone, and one that was cut off is
 * readable up to its last whole chunk. It begins with a header, which every chunk vouches for: {@code TKREC1}, two bytes of 0, the
 * key's id (8 bytes), the file's salt (16). Chunk n has the nonce n. Blocks; not thread-safe.
 */
final class SealedFile extends SoundFile {

    static final int CHUNK_BYTES = 4_096;
    static final int SALT_BYTES = 16;
    static final byte[] MAGIC = {'T', 'K', 'R', 'E', 'C', '1', 0, 0};
    static final int HEADER_BYTES = 32;

    private final SecretKeySpec key;
    private final byte[] header;
    private final ByteBuffer open = ByteBuffer.allocate(CHUNK_BYTES);
    private final ByteBuffer sealed = ByteBuffer.allocate(CHUNK_BYTES + SealingKey.TAG_BYTES);
    private long chunks;

    SealedFile(Path path, RecordingKey master) throws IOException {
        super(path);
        byte[] salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        this.key = master.ofFile(salt);
        this.header = ByteBuffer.allocate(HEADER_BYTES)
                .put(MAGIC)
                .put(master.idBytes())
                .put(salt)
                .array();
        super.write(header, HEADER_BYTES);
    }

    @Override
    void write(byte[] bytes, int lengthBytes) throws IOException {
        for (int from = 0; from < lengthBytes; ) {
            int part = Math.min(open.remaining(), lengthBytes - from);
            open.put(bytes, from, part);
            from += part;
            if (!open.hasRemaining()) {
                seal();
            }
        }
    }

    private void seal() throws IOException {
        open.flip();
        sealed.clear();
        try {
            SealingKey.cipher(Cipher.ENCRYPT_MODE, key, chunks, header).doFinal(open, sealed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-256-GCM fails", e);
        }
        chunks++;
        open.clear();
        writeWhole(sealed.flip());
    }

    /** Never: the nonce would come twice. */
    @Override
    boolean overwrite(long position, byte[] bytes) {
        return false;
    }

    @Override
    public void close() throws IOException {
        try {
            if (open.position() > 0) {
                seal();
            }
        } finally {
            super.close();
        }
    }
}
