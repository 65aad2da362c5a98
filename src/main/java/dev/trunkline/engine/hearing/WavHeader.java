package dev.trunkline.engine.hearing;

import dev.trunkline.engine.wire.AudioFormat;
import dev.trunkline.speech.file.SampleEncoding;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads the beginning of a WAV file up to its first sample, however it is cut in pieces. Believes format, rate and channels,
 * for there is nothing else to go by, and no length. Confined to the chat's loop.
 */
final class WavHeader {

    static final int MAGIC_BYTES = 12;

    private static final int TAG_BYTES = 4;
    private static final int CHUNK_HEAD_BYTES = 8;
    private static final int FORMAT_BYTES = 16;
    private static final int MAX_HEADER_BYTES = 64 * 1024; // a thousand times what writers of streams need
    private static final int EXTENSIBLE = 0xFFFE;
    private static final int EXTENSIBLE_BYTES = 40;
    private static final int SUB_FORMAT_AT = 24; // the first two bytes of a GUID

    private final ByteBuffer part = ByteBuffer.allocate(EXTENSIBLE_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private boolean inFormat;
    private long formatRestBytes;
    private long skipBytes;
    private int readBytes;
    private boolean bad;
    private @Nullable AudioFormat format;
    private SampleEncoding encoding = SampleEncoding.SIGNED_16;
    private int formatBytes = FORMAT_BYTES;
    private long soundBytes;

    WavHeader() {
        expect(MAGIC_BYTES);
    }

    /** Whether {@code bytes} begin as a WAV file does. */
    static boolean isAt(byte[] bytes) {
        return bytes.length >= MAGIC_BYTES
                && new String(bytes, 0, 4, StandardCharsets.ISO_8859_1).equals("RIFF")
                && new String(bytes, 8, 4, StandardCharsets.ISO_8859_1).equals("WAVE");
    }

    /** This is no WAV file that we can hear. */
    boolean isBad() {
        return bad;
    }

    /** The format of the sound; null until the sound begins. */
    @Nullable
    AudioFormat soundFormat() {
        return soundBytes > 0 ? format : null;
    }

    /** How its samples are written. */
    SampleEncoding encoding() {
        return encoding;
    }

    /** How much sound there is, as the header has it. */
    long soundBytes() {
        return soundBytes;
    }

    /**
     * Reads on.
     *
     * @return how many of the bytes belong to the header
     */
    int accept(byte[] bytes) {
        int at = 0;
        while (at < bytes.length && !bad && soundBytes == 0) {
            int length = (int) Math.min(bytes.length - at, skipBytes > 0 ? skipBytes : part.remaining());
            if (skipBytes > 0) {
                skipBytes -= length;
            } else {
                part.put(bytes, at, length);
            }
            at += length;
            readBytes += length;
            if (skipBytes == 0 && !part.hasRemaining()) {
                onPart();
            }
            bad |= readBytes + skipBytes > MAX_HEADER_BYTES || isSoundWithoutFormat();
        }
        return at;
    }

    private boolean isSoundWithoutFormat() {
        return format == null && part.position() >= TAG_BYTES && tag().equals("data");
    }

    private String tag() {
        return new String(part.array(), 0, TAG_BYTES, StandardCharsets.ISO_8859_1);
    }

    private void expect(int length) {
        part.clear().limit(length);
    }

    private void onPart() {
        int length = part.position();
        if (inFormat) {
            onFormat();
            inFormat = false;
        } else if (length == CHUNK_HEAD_BYTES) {
            onChunk();
            return;
        }
        expect(CHUNK_HEAD_BYTES);
    }

    private void onChunk() {
        String tag = tag();
        long sizeBytes = part.getInt(4) & 0xFFFFFFFFL;
        long paddedBytes = sizeBytes + (sizeBytes & 1);
        if (tag.equals("data")) {
            soundBytes = sizeBytes == 0 ? Long.MAX_VALUE : sizeBytes; // 0: a stream, nobody knows yet
            return;
        }
        inFormat = tag.equals("fmt ") && sizeBytes >= FORMAT_BYTES;
        formatBytes = sizeBytes >= EXTENSIBLE_BYTES ? EXTENSIBLE_BYTES : FORMAT_BYTES;
        expect(inFormat ? formatBytes : CHUNK_HEAD_BYTES);
        skipBytes = inFormat ? 0 : paddedBytes;
        formatRestBytes = paddedBytes - formatBytes;
    }

    private void onFormat() {
        int code = part.getShort(0) & 0xFFFF;
        if (code == EXTENSIBLE && formatBytes == EXTENSIBLE_BYTES) {
            code = part.getShort(SUB_FORMAT_AT) & 0xFFFF;
        }
        AudioFormat found = new AudioFormat(part.getInt(4), part.getShort(2));
        SampleEncoding known = SampleEncoding.of(code, part.getShort(14));
        bad = known == null || !found.isSupported();
        encoding = known == null ? encoding : known;
        format = found;
        skipBytes = formatRestBytes;
    }
}
