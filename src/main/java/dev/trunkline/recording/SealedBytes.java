package dev.trunkline.recording;

import dev.trunkline.store.SealingKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/** What a {@link SealedFile} holds, up to its last whole chunk. Blocks; not thread-safe. */
final class SealedBytes implements SoundBytes {

    private static final int SEALED_BYTES = SealedFile.CHUNK_BYTES + SealingKey.TAG_BYTES;

    private final FileChannel channel;
    private final byte[] header = new byte[SealedFile.HEADER_BYTES];
    private final SecretKeySpec key;
    private final long lengthBytes;
    private byte[] chunk = {};
    private long chunkNumber = -1;

    /**
     * @param keys one of which has sealed it
     * @throws IOException when none has, or it is no such file
     */
    SealedBytes(Path path, List<RecordingKey> keys) throws IOException {
        this.channel = FileChannel.open(path, StandardOpenOption.READ);
        try {
            this.key = key(keys);
            this.lengthBytes = measured();
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private SecretKeySpec key(List<RecordingKey> keys) throws IOException {
        readWhole(ByteBuffer.wrap(header), 0);
        if (!Arrays.equals(header, 0, SealedFile.MAGIC.length, SealedFile.MAGIC, 0, SealedFile.MAGIC.length)) {
            throw new IOException("this is no sealed recording");
        }
        int saltAt = SealedFile.MAGIC.length + SealingKey.ID_BYTES;
        byte[] id = Arrays.copyOfRange(header, SealedFile.MAGIC.length, saltAt);
        byte[] salt = Arrays.copyOfRange(header, saltAt, SealedFile.HEADER_BYTES);
        for (RecordingKey each : keys) {
            if (Arrays.equals(each.idBytes(), id)) {
                return each.ofFile(salt);
            }
        }
        throw new IOException("this recording was sealed with the key "
                + HexFormat.of().formatHex(id) + "; give it in recording.formerKeys");
    }

    /** A last chunk that was cut off while it was written opens with no key. */
    private long measured() throws IOException {
        long bytes = channel.size() - SealedFile.HEADER_BYTES;
        long whole = bytes / SEALED_BYTES;
        int rest = (int) (bytes % SEALED_BYTES);
        long wholeBytes = whole * SealedFile.CHUNK_BYTES;
        if (rest <= SealingKey.TAG_BYTES) {
            return wholeBytes;
        }
        try {
            return wholeBytes + open(whole, rest).length;
        } catch (IOException cutOff) {
            return wholeBytes;
        }
    }

    private void readWhole(ByteBuffer target, long position) throws IOException {
        while (target.hasRemaining()) {
            if (channel.read(target, position + target.position()) < 0) {
                throw new IOException("the file ends too early");
            }
        }
    }

    private byte[] open(long number, int sealedBytes) throws IOException {
        byte[] sealed = new byte[sealedBytes];
        readWhole(ByteBuffer.wrap(sealed), SealedFile.HEADER_BYTES + number * SEALED_BYTES);
        try {
            return SealingKey.cipher(Cipher.DECRYPT_MODE, key, number, header).doFinal(sealed);
        } catch (GeneralSecurityException e) {
            throw new IOException("the recording was changed, or sealed with another key", e);
        }
    }

    @Override
    public long lengthBytes() {
        return lengthBytes;
    }

    @Override
    public int read(long from, byte[] target, int offset, int length) throws IOException {
        long number = from / SealedFile.CHUNK_BYTES;
        if (number != chunkNumber) {
            long restBytes = lengthBytes - number * SealedFile.CHUNK_BYTES;
            chunk = open(number, (int) Math.min(restBytes, SealedFile.CHUNK_BYTES) + SealingKey.TAG_BYTES);
            chunkNumber = number;
        }
        int at = (int) (from % SealedFile.CHUNK_BYTES);
        int given = Math.min(length, chunk.length - at);
        System.arraycopy(chunk, at, target, offset, given);
        return given;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
