package dev.trunkline.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The sound as it came, in a WAV file: mu-law (format code 7), 8 kHz, two channels, 16 KB a second, nothing converted. A sealed file has no
 * header inside, because lengths in it could not be put right later; readers get one. Source: RIFF, and RFC 2361 for the code.
 */
final class MuLawWav implements StereoEncoder {

    /** Of the header. */
    static final int HEADER_BYTES = 58;

    /** Of a sample of both channels. */
    static final int FRAME_BYTES = 2;

    private static final int RIFF_SIZE_AT = 4;
    private static final int FACT_AT = 46;
    private static final int DATA_SIZE_AT = 54;
    private static final int CORRECTED_EVERY_BYTES = 64 * 1024; // four seconds: what a crash leaves unsaid

    private final SoundFile file;
    private final boolean hasHeader;
    private long dataBytes;
    private long correctedBytes;

    MuLawWav(SoundFile file, boolean hasHeader) throws IOException {
        this.file = file;
        this.hasHeader = hasHeader;
        if (hasHeader) {
            file.write(header(0), HEADER_BYTES);
        }
    }

    /** Of a file with so much sound. */
    static byte[] header(long dataBytes) {
        return ByteBuffer.allocate(HEADER_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(ascii("RIFF"))
                .putInt((int) (HEADER_BYTES - 8 + dataBytes))
                .put(ascii("WAVEfmt "))
                .putInt(18)
                .putShort((short) 7)
                .putShort((short) FRAME_BYTES)
                .putInt(TimeLine.RATE_HZ)
                .putInt(FRAME_BYTES * TimeLine.RATE_HZ)
                .putShort((short) FRAME_BYTES)
                .putShort((short) 8)
                .putShort((short) 0)
                .put(ascii("fact"))
                .putInt(4)
                .putInt((int) (dataBytes / FRAME_BYTES))
                .put(ascii("data"))
                .putInt((int) dataBytes)
                .array();
    }

    private static byte[] ascii(String tag) {
        return tag.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void write(byte[] interleaved, int frames) throws IOException {
        file.write(interleaved, frames * FRAME_BYTES);
        dataBytes += (long) frames * FRAME_BYTES;
    }

    @Override
    public void flush() throws IOException {
        if (dataBytes - correctedBytes >= CORRECTED_EVERY_BYTES) {
            correct();
        }
    }

    private void correct() throws IOException {
        correctedBytes = dataBytes;
        if (hasHeader) {
            file.overwrite(RIFF_SIZE_AT, number(HEADER_BYTES - 8 + dataBytes));
            file.overwrite(FACT_AT, number(dataBytes / FRAME_BYTES));
            file.overwrite(DATA_SIZE_AT, number(dataBytes));
        }
    }

    private static byte[] number(long value) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt((int) value)
                .array();
    }

    @Override
    public void close() throws IOException {
        try {
            correct();
        } finally {
            file.close();
        }
    }
}
