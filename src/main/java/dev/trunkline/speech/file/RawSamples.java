package dev.trunkline.speech.file;

import dev.trunkline.speech.Speech;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;

/** Samples without a header: signed 16-bit, little-endian, mono. Half a sample at the end is nothing. */
public final class RawSamples {

    /** What voices have. A free choice would let a strange answer build resampling filters without end. */
    private static final Set<Integer> USUAL_RATES_HZ =
            Set.of(8_000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 96_000);

    private RawSamples() {}

    /** Whether voices may have this rate. */
    public static boolean isUsualRate(int sampleRateHz) {
        return USUAL_RATES_HZ.contains(sampleRateHz);
    }

    /** The sound in all of {@code bytes}. */
    public static Speech speech(byte[] bytes, int sampleRateHz) {
        return new Speech(samples(bytes, 0, bytes.length), sampleRateHz);
    }

    /** The samples in some of {@code bytes}. */
    public static short[] samples(byte[] bytes, int offset, int length) {
        short[] samples = new short[length / Short.BYTES];
        ByteBuffer.wrap(bytes, offset, length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asShortBuffer()
                .get(samples);
        return samples;
    }

    /** The bytes of {@code samples}. */
    public static byte[] bytes(short[] samples) {
        ByteBuffer bytes = ByteBuffer.allocate(Short.BYTES * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asShortBuffer().put(samples);
        return bytes.array();
    }
}
