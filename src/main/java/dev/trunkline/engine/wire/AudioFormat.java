package dev.trunkline.engine.wire;

import java.util.Set;

/**
 * How the caller's linear16 sound comes. Immutable.
 *
 * @param sampleRateHz one of {@link #SAMPLE_RATES_HZ}
 * @param channels interleaved, 1 to 8
 */
public record AudioFormat(int sampleRateHz, int channels) {

    /** What microphones and telephones have. A free choice would let strangers fill the memory with resampling filters. */
    public static final Set<Integer> SAMPLE_RATES_HZ =
            Set.of(8_000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 96_000);

    private static final int MAX_CHANNELS = 8;

    /** Whether the engine can hear it. */
    public boolean isSupported() {
        return SAMPLE_RATES_HZ.contains(sampleRateHz) && channels >= 1 && channels <= MAX_CHANNELS;
    }
}
