package dev.trunkline.speech.moonshine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts a long turn where the caller pauses: the network's work and memory grow with the square of a clip's length, and what it
 * learned from was short.
 */
final class Clips {

    static final int MOST_SECONDS = 12;

    private static final int LEAST_SECONDS = 5; // before a cut: words lose their company
    private static final int STEP_SAMPLES = MoonshineModel.SAMPLE_RATE_HZ / 50; // 20 ms
    private static final int PAUSE_STEPS = 10; // 200 ms: the shortest that is surely between two words

    private Clips() {}

    /** The parts, in order; nothing is lost. At {@value MoonshineModel#SAMPLE_RATE_HZ} Hz. */
    static List<float[]> of(float[] samples) {
        int most = MOST_SECONDS * MoonshineModel.SAMPLE_RATE_HZ;
        List<float[]> clips = new ArrayList<>();
        int start = 0;
        while (samples.length - start > most) {
            int end = quietest(samples, start + LEAST_SECONDS * MoonshineModel.SAMPLE_RATE_HZ, start + most);
            clips.add(Arrays.copyOfRange(samples, start, end));
            start = end;
        }
        clips.add(Arrays.copyOfRange(samples, start, samples.length));
        return clips;
    }

    /** The middle of the 200 ms with the least sound; of several the last. */
    private static int quietest(float[] samples, int from, int to) {
        int steps = (to - from) / STEP_SAMPLES;
        double[] energies = new double[steps];
        for (int step = 0; step < steps; step++) {
            for (int i = from + step * STEP_SAMPLES; i < from + (step + 1) * STEP_SAMPLES; i++) {
                energies[step] += samples[i] * samples[i];
            }
        }
        double least = Double.POSITIVE_INFINITY;
        int best = 0;
        for (int step = 0; step + PAUSE_STEPS <= steps; step++) {
            double energy = Arrays.stream(energies, step, step + PAUSE_STEPS).sum();
            if (energy <= least) {
                least = energy;
                best = step;
            }
        }
        return from + (best + PAUSE_STEPS / 2) * STEP_SAMPLES;
    }
}
