package dev.trunkline.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Packets in the pages of one Ogg stream. Source: RFC 3533. Not thread-safe. */
final class OggPages {

    private static final int FIRST = 2;
    private static final int LAST = 4;
    private static final int HEADER_BYTES = 27;
    private static final int CRC_AT = 22;
    private static final int MAX_SEGMENTS = 255;
    private static final int SEGMENT_BYTES = 255;
    private static final int POLYNOMIAL = 0x04c11db7;
    private static final int[] CRC = new int[256];

    static {
        for (int i = 0; i < CRC.length; i++) {
            int value = i << 24;
            for (int bit = 0; bit < 8; bit++) {
                value = value < 0 ? value << 1 ^ POLYNOMIAL : value << 1;
            }
            CRC[i] = value;
        }
    }

    private final Target target;
    private final int serial;
    private final byte[] segments = new byte[MAX_SEGMENTS];
    private final byte[] body = new byte[MAX_SEGMENTS * SEGMENT_BYTES];
    private final byte[] page = new byte[HEADER_BYTES + MAX_SEGMENTS + MAX_SEGMENTS * SEGMENT_BYTES];
    private int segmentCount;
    private int bodyBytes;
    private int pages;
    private long granule;

    /** Where pages go. */
    interface Target {
        void write(byte[] bytes, int lengthBytes) throws IOException;
    }

    /** @param serial tells it from other streams of the file */
    OggPages(Target target, int serial) {
        this.target = target;
        this.serial = serial;
    }

    /**
     * Adds a packet.
     *
     * @param lengthBytes below 65,025, with which a page is full
     * @param granuleAfter how many samples of 48 kHz there are with it
     */
    void packet(byte[] bytes, int lengthBytes, long granuleAfter) throws IOException {
        int needed = lengthBytes / SEGMENT_BYTES + 1;
        if (segmentCount + needed > MAX_SEGMENTS) {
            flush(false);
        }
        for (int left = lengthBytes; left >= 0; left -= SEGMENT_BYTES) {
            segments[segmentCount++] = (byte) Math.min(left, SEGMENT_BYTES);
        }
        System.arraycopy(bytes, 0, body, bodyBytes, lengthBytes);
        bodyBytes += lengthBytes;
        granule = granuleAfter;
    }

    /** Writes a page with what came since the last one. */
    void flush(boolean isLast) throws IOException {
        if (segmentCount == 0 && !isLast) {
            return;
        }
        int headerBytes = HEADER_BYTES + segmentCount;
        int lengthBytes = headerBytes + bodyBytes;
        ByteBuffer.wrap(page)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(new byte[] {'O', 'g', 'g', 'S', 0})
                .put((byte) ((pages == 0 ? FIRST : 0) | (isLast ? LAST : 0)))
                .putLong(granule)
                .putInt(serial)
                .putInt(pages)
                .putInt(0)
                .put((byte) segmentCount)
                .put(segments, 0, segmentCount)
                .put(body, 0, bodyBytes);
        ByteBuffer.wrap(page).order(ByteOrder.LITTLE_ENDIAN).putInt(CRC_AT, crc(page, lengthBytes));
        target.write(page, lengthBytes);
        pages++;
        segmentCount = 0;
        bodyBytes = 0;
    }

    private static int crc(byte[] bytes, int lengthBytes) {
        int crc = 0;
        for (int i = 0; i < lengthBytes; i++) {
            crc = (crc << 8) ^ CRC[(crc >>> 24) ^ (bytes[i] & 0xFF)];
        }
        return crc;
    }
}
