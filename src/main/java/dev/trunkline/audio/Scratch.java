package dev.trunkline.audio;

/**
 * Room for sound in the middle of a conversion; what is in it outlasts no method. One for all calls of a loop: it is always in
 * the processor's cache, and a call keeps only what it must remember. Confined to its thread.
 */
final class Scratch {

    private static final ThreadLocal<Scratch> OF_THREAD = ThreadLocal.withInitial(Scratch::new);

    private float[] input = new float[0];
    private float[] output = new float[0];
    private float[] window = new float[0];
    private float[] sums = new float[0];
    private float[][] lanes = new float[0][0];

    private Scratch() {}

    static Scratch ofThisThread() {
        return OF_THREAD.get();
    }

    /** At least {@code samples}, for what goes into a resampler. */
    float[] input(int samples) {
        if (input.length < samples) {
            input = new float[samples];
        }
        return input;
    }

    /** At least {@code samples}, for what comes out of it. */
    float[] output(int samples) {
        if (output.length < samples) {
            output = new float[samples];
        }
        return output;
    }

    /** At least {@code samples}, for its past and present in one piece. */
    float[] window(int samples) {
        if (window.length < samples) {
            window = new float[samples];
        }
        return window;
    }

    /** At least {@code samples}, for sums that run. */
    float[] sums(int samples) {
        if (sums.length < samples) {
            sums = new float[samples];
        }
        return sums;
    }

    /** At least {@code count} arrays of at least {@code samples} each. */
    float[][] lanes(int count, int samples) {
        if (lanes.length < count || lanes[0].length < samples) {
            int length = lanes.length == 0 ? samples : Math.max(samples, lanes[0].length);
            lanes = new float[Math.max(count, lanes.length)][length];
        }
        return lanes;
    }
}
