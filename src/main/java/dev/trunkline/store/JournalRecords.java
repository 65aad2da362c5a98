package dev.trunkline.store;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The form of a journal: records one after the other, each with a mark, its length and a check sum, so that one that was torn by a
 * crash, or damaged, is skipped and those after it are found.
 */
public final class JournalRecords {

    /** More is no payload, but damage. */
    public static final int MAX_PAYLOAD_BYTES = 16 * 1024 * 1024;

    /** What a payload needs beside itself. */
    public static final int HEADER_BYTES = 12;

    private static final int MARK = 0x544B_4A31; // "TKJ1"

    private JournalRecords() {}

    /** The record of a payload, ready to be written. */
    public static ByteBuffer of(byte[] payload) {
        if (payload.length > MAX_PAYLOAD_BYTES) {
            throw new IllegalArgumentException("a record of " + payload.length + " bytes");
        }
        return ByteBuffer.allocate(HEADER_BYTES + payload.length)
                .putInt(MARK)
                .putInt(payload.length)
                .putInt(sum(payload))
                .put(payload)
                .flip();
    }

    /**
     * Every whole record of a file.
     *
     * @param each takes the payloads in their order
     * @return how many bytes belonged to none
     */
    public static int read(ByteBuffer file, Consumer<byte[]> each) {
        int skippedBytes = 0;
        while (file.hasRemaining()) {
            byte[] payload = payloadAt(file, file.position());
            if (payload == null) {
                file.get();
                skippedBytes++;
            } else {
                file.position(file.position() + HEADER_BYTES + payload.length);
                each.accept(payload);
            }
        }
        return skippedBytes;
    }

    private static byte @Nullable [] payloadAt(ByteBuffer file, int at) {
        if (file.limit() - at < HEADER_BYTES || file.getInt(at) != MARK) {
            return null;
        }
        int length = file.getInt(at + 4);
        if (length < 0 || length > MAX_PAYLOAD_BYTES || length > file.limit() - at - HEADER_BYTES) {
            return null;
        }
        byte[] payload = new byte[length];
        file.get(at + HEADER_BYTES, payload);
        return file.getInt(at + 8) == sum(payload) ? payload : null;
    }

    private static int sum(byte[] payload) {
        CRC32 crc = new CRC32();
        crc.update(payload);
        return (int) crc.getValue();
    }
}
