package dev.trunkline.speech;

/**
 * A piece of sound: mono. Never written to after construction.
 *
 * @param samples signed 16-bit
 * @param sampleRateHz samples a second
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Speech(short[] samples, int sampleRateHz) {

    public long durationMillis() {
        return samples.length * 1000L / sampleRateHz;
    }
}
