package dev.trunkline.audio;

/**
 * Changes the sample rate of one stream of mono sound. Holds the state of that stream: one instance per call and
 * direction, never shared. Samples are on the 16-bit scale. Confined to the call's loop. Allocates nothing after
 * construction.
 */
public interface Resampler {

    /**
     * Takes {@code length} samples and gives what they complete.
     *
     * @param input from index 0
     * @param output at least {@link #maxOutputSamples} long; written from index 0
     * @return how many samples were written
     */
    int process(float[] input, int length, float[] output);

    /**
     * Gives the rest that still hung in the filter, as if silence followed, and starts anew.
     *
     * @param output at least {@code maxOutputSamples(0)} long
     * @return how many samples were written
     */
    int flush(float[] output);

    /** Forgets everything heard so far. */
    void reset();

    /** The most that {@link #process} of {@code inputSamples} (or {@link #flush}) can write. */
    int maxOutputSamples(int inputSamples);

    /**
     * A resampler for one stream.
     *
     * @throws IllegalArgumentException when a rate is not between 4,000 and 192,000 Hz, or {@code toHz} in lowest terms of
     *     {@code fromHz} is over 1,024 (8,000 to 44,100 Hz is 80 to 441)
     */
    static Resampler between(int fromHz, int toHz) {
        return fromHz == toHz ? new SameRate() : new PolyphaseResampler(PolyphaseFilter.between(fromHz, toHz));
    }

    /** Nothing to do. */
    final class SameRate implements Resampler {
        private SameRate() {}

        @Override
        public int process(float[] input, int length, float[] output) {
            System.arraycopy(input, 0, output, 0, length);
            return length;
        }

        @Override
        public int flush(float[] output) {
            return 0;
        }

        @Override
        public void reset() {}

        @Override
        public int maxOutputSamples(int inputSamples) {
            return inputSamples;
        }
    }
}
