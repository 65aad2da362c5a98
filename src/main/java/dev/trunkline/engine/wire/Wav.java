package dev.trunkline.engine.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Small WAV files: writes what {@code audio_output} carries, and finds the sound in what clients send. */
public final class Wav {

    /** RIFF, fmt and data headers, nothing else: clients strip exactly as many. */
    public static final int HEADER_BYTES = 44;

    private static final int PCM = 1;
    private static final int EXTENSIBLE = 0xFFFE;

    private Wav() {}

    /** A whole file of 16-bit mono from {@code length} samples at {@code offset}. */
    public static byte[] of(short[] samples, int offset, int length, int sampleRateHz) {
        int dataBytes = 2 * length;
        ByteBuffer file = ByteBuffer.allocate(HEADER_BYTES + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
        file.put(ascii("RIFF")).putInt(HEADER_BYTES - 8 + dataBytes).put(ascii("WAVE"));
        file.put(ascii("fmt ")).putInt(16).putShort((short) PCM).putShort((short) 1);
        file.putInt(sampleRateHz).putInt(2 * sampleRateHz).putShort((short) 2).putShort((short) 16);
        file.put(ascii("data")).putInt(dataBytes);
        file.asShortBuffer().put(samples, offset, length);
        return file.array();
    }

    /**
     * Where the sound lies in a file. Immutable.
     *
     * @param format of the sound
     * @param offsetBytes its first byte
     * @param endBytes the byte after its last
     */
    public record Sound(AudioFormat format, int offsetBytes, int endBytes) {}

    /** Whether {@code bytes} claim to be a WAV file. */
    public static boolean isWav(byte[] bytes) {
        return bytes.length >= 12 && hasTag(bytes, 0, "RIFF") && hasTag(bytes, 8, "WAVE");
    }

    /** Finds the 16-bit PCM of a file, or null when there is none that we can hear. Lengths in it are not trusted. */
    public static @Nullable Sound find(byte[] bytes) {
        ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        AudioFormat format = null;
        long offset = 12;
        while (offset + 8 <= bytes.length) {
            int at = (int) offset;
            long sizeBytes = file.getInt(at + 4) & 0xFFFFFFFFL;
            if (hasTag(bytes, at, "fmt ") && at + 24 <= bytes.length) {
                format = format(file, at + 8);
            } else if (hasTag(bytes, at, "data")) {
                // Streams carry 0 or the largest length, because nobody knows it yet.
                long endBytes = sizeBytes == 0 ? bytes.length : Math.min(bytes.length, at + 8 + sizeBytes);
                return format == null ? null : new Sound(format, at + 8, (int) endBytes);
            }
            offset += 8 + sizeBytes + (sizeBytes & 1);
        }
        return null;
    }

    private static @Nullable AudioFormat format(ByteBuffer file, int at) {
        int tag = file.getShort(at) & 0xFFFF;
        AudioFormat format = new AudioFormat(file.getInt(at + 4), file.getShort(at + 2));
        boolean isPcm16 = (tag == PCM || tag == EXTENSIBLE) && file.getShort(at + 14) == 16;
        return isPcm16 && format.isSupported() ? format : null;
    }

    private static boolean hasTag(byte[] bytes, int at, String tag) {
        for (int i = 0; i < 4; i++) {
            if (bytes[at + i] != tag.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static byte[] ascii(String tag) {
        return tag.getBytes(StandardCharsets.US_ASCII);
    }
}
