package dev.trunkline.speech.moonshine;

import java.util.Arrays;

/**
 * Takes the silence from both ends of a turn, and makes loud ones softer. The network learned from clips that were cut at the words: of
 * 150 recorded prompts of three words at most 34 were written as nothing with 300 ms of silence around them, 10 without, and softer ones
 * had fewer wrong words.
 */
final class Edges {

    private static final int STEP_SAMPLES = MoonshineModel.SAMPLE_RATE_HZ / 50; // 20 ms
    private static final int LATER_SAMPLES = STEP_SAMPLES / 2; // 10 ms; the network goes by 24 ms
    private static final int KEPT_STEPS = 5; // 100 ms: weak beginnings and ends of words
    private static final double SILENCE = 0.04 * 0.04; // of the loudest step's power: 28 dB below

    private static final double LOUDEST = 0.05; // of a step, root mean square

    private Edges() {}

    /** From 100 ms before the first sound to 100 ms after the last; all of it when it is equally loud; a new array. */
    static float[] cut(float[] samples) {
        int steps = samples.length / STEP_SAMPLES;
        double[] powers = new double[steps];
        double loudest = 0;
        for (int step = 0; step < steps; step++) {
            for (int i = step * STEP_SAMPLES; i < (step + 1) * STEP_SAMPLES; i++) {
                powers[step] += samples[i] * samples[i];
            }
            loudest = Math.max(loudest, powers[step]);
        }
        int first = 0;
        while (first < steps && powers[first] < SILENCE * loudest) {
            first++;
        }
        int last = steps - 1;
        while (last > first && powers[last] < SILENCE * loudest) {
            last--;
        }
        int from = Math.max(0, first - KEPT_STEPS) * STEP_SAMPLES;
        int to = last + 1 + KEPT_STEPS >= steps ? samples.length : (last + 1 + KEPT_STEPS) * STEP_SAMPLES;
        float[] cut = Arrays.copyOfRange(samples, Math.min(from, to), to);
        soften(cut, (float) Math.min(1, LOUDEST / Math.sqrt(Math.max(1e-12, loudest / STEP_SAMPLES))));
        return cut;
    }

    /** With 100 ms of silence more on both sides; a new array. */
    static float[] widened(float[] clip) {
        int more = KEPT_STEPS * STEP_SAMPLES;
        float[] wide = new float[clip.length + 2 * more];
        System.arraycopy(clip, 0, wide, more, clip.length);
        return wide;
    }

    /** With 10 ms of silence more in front; a new array. */
    static float[] later(float[] clip) {
        float[] more = new float[clip.length + LATER_SAMPLES];
        System.arraycopy(clip, 0, more, LATER_SAMPLES, clip.length);
        return more;
    }

    /** With 100 ms less on both sides, which was silence; a new array. */
    static float[] narrowed(float[] clip) {
        int less = KEPT_STEPS * STEP_SAMPLES;
        return Arrays.copyOfRange(clip, less, clip.length - less);
    }

    private static void soften(float[] samples, float factor) {
        for (int i = 0; i < samples.length; i++) {
            samples[i] *= factor;
        }
    }
}
