package dev.trunkline.speech;

import dev.trunkline.audio.Resampler;
import java.util.Arrays;

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

    /**
     * The same sound at another rate.
     *
     * @throws IllegalArgumentException when there is no {@link Resampler} between the two
     */
    public Speech at(int otherRateHz) {
        return at(otherRateHz, true);
    }

    /**
     * As {@link #at}, but no longer than it was: the rest that hangs in the resampler's filter, about a millisecond, is left
     * out.
     *
     * @throws IllegalArgumentException when there is no {@link Resampler} between the two
     */
    public Speech withoutRestAt(int otherRateHz) {
        return at(otherRateHz, false);
    }

    private Speech at(int otherRateHz, boolean withRest) {
        if (otherRateHz == sampleRateHz) {
            return this;
        }
        Resampler resampler = Resampler.between(sampleRateHz, otherRateHz);
        float[] input = new float[samples.length];
        for (int i = 0; i < input.length; i++) {
            input[i] = samples[i];
        }
        float[] body = new float[resampler.maxOutputSamples(input.length)];
        int bodyLength = resampler.process(input, input.length, body);
        float[] rest = new float[resampler.maxOutputSamples(0)];
        int restLength = withRest ? resampler.flush(rest) : 0;
        float[] whole = Arrays.copyOf(body, bodyLength + restLength);
        System.arraycopy(rest, 0, whole, bodyLength, restLength);
        return new Speech(rounded(whole), otherRateHz);
    }

    private static short[] rounded(float[] values) {
        short[] rounded = new short[values.length];
        for (int i = 0; i < values.length; i++) {
            rounded[i] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, Math.round(values[i])));
        }
        return rounded;
    }
}
