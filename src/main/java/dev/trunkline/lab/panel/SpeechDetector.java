package dev.trunkline.lab.panel;

import dev.trunkline.lab.phone.PhoneRecord.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds where somebody speaks in a recording, by its loudness alone: frames of 10 ms that are louder than both a soft voice
 * and the noise of the recording. Knows the whole recording, so it needs no time to settle. Immutable.
 */
public final class SpeechDetector {

    /** A pause up to here belongs to the speech around it: people pause so long between two sentences. */
    public static final long PAUSE_MILLIS = 500;

    private static final int FRAME_MILLIS = 10;
    private static final int SHORTEST_FRAMES = 4; // a click is no speech
    private static final double SOFTEST_RMS = 184; // -45 dB below full scale
    private static final double LOUDEST_THRESHOLD_RMS = 1_036; // -30 dB
    private static final double ABOVE_NOISE = 2.8; // 9 dB
    private static final double QUIET_SHARE = 0.1;

    private SpeechDetector() {}

    /**
     * Where speech is.
     *
     * @param pauseMillis a pause that is shorter is part of the speech
     */
    public static List<Span> speech(short[] samples, int sampleRateHz, long pauseMillis) {
        double[] rms = loudness(samples, sampleRateHz * FRAME_MILLIS / 1_000);
        double threshold = threshold(rms);
        List<Span> joined = new ArrayList<>();
        for (Span sound : sounds(rms, threshold)) {
            int last = joined.size() - 1;
            if (last >= 0 && sound.startMillis() - joined.get(last).endMillis() < pauseMillis) {
                joined.set(last, new Span(joined.get(last).startMillis(), sound.endMillis()));
            } else {
                joined.add(sound);
            }
        }
        return joined;
    }

    private static List<Span> sounds(double[] rms, double threshold) {
        List<Span> sounds = new ArrayList<>();
        int from = 0;
        while (from < rms.length) {
            int to = from;
            while (to < rms.length && rms[to] >= threshold) {
                to++;
            }
            if (to - from >= SHORTEST_FRAMES) {
                sounds.add(new Span((long) from * FRAME_MILLIS, (long) to * FRAME_MILLIS));
            }
            from = to + 1;
        }
        return sounds;
    }

    private static double threshold(double[] rms) {
        if (rms.length == 0) {
            return SOFTEST_RMS;
        }
        double[] sorted = rms.clone();
        Arrays.sort(sorted);
        double noise = sorted[(int) (sorted.length * QUIET_SHARE)];
        return Math.min(LOUDEST_THRESHOLD_RMS, Math.max(SOFTEST_RMS, noise * ABOVE_NOISE));
    }

    private static double[] loudness(short[] samples, int frame) {
        double[] rms = new double[samples.length / frame];
        for (int i = 0; i < rms.length; i++) {
            double energy = 0;
            for (int j = i * frame; j < (i + 1) * frame; j++) {
                energy += (double) samples[j] * samples[j];
            }
            rms[i] = Math.sqrt(energy / frame);
        }
        return rms;
    }
}
