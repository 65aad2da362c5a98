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
    private static final long WITHIN_WORDS_MILLIS = 30;
    private static final double SOFTEST_VOICE_RMS = 823; // -32 dB, at its loudest: below is comfort noise
    private static final int AROUND_FRAMES = 10; // of a vowel: what is soft so near to it belongs to the word
    private static final double SOFTEST_RMS = 184; // -45 dB below full scale
    private static final double LOUDEST_THRESHOLD_RMS = 1_036; // -30 dB
    private static final double ABOVE_NOISE = 2.8; // 9 dB
    private static final double QUIET_SHARE = 0.1;

    private SpeechDetector() {}

    /** Where speech is, pauses up to {@link #PAUSE_MILLIS} closed. */
    public static List<Span> speech(short[] samples, int sampleRateHz) {
        double[] rms = loudness(samples, sampleRateHz * FRAME_MILLIS / 1_000);
        return joined(sounds(rms, threshold(rms), SOFTEST_VOICE_RMS), PAUSE_MILLIS);
    }

    /** Where something is heard at all, be it the noise that tells a waiting caller that somebody is there. */
    public static List<Span> sounds(short[] samples, int sampleRateHz) {
        double[] rms = loudness(samples, sampleRateHz * FRAME_MILLIS / 1_000);
        return joined(sounds(rms, threshold(rms), 0), WITHIN_WORDS_MILLIS);
    }

    private static List<Span> joined(List<Span> sounds, long pauseMillis) {
        List<Span> joined = new ArrayList<>();
        for (Span sound : sounds) {
            int last = joined.size() - 1;
            if (last >= 0 && sound.startMillis() - joined.get(last).endMillis() < pauseMillis) {
                joined.set(last, new Span(joined.get(last).startMillis(), sound.endMillis()));
            } else {
                joined.add(sound);
            }
        }
        return joined;
    }

    /** Frames above the threshold, of those that are near one which is really loud. */
    private static List<Span> sounds(double[] rms, double threshold, double loud) {
        boolean[] heard = new boolean[rms.length];
        for (int i = 0; i < rms.length; i++) {
            for (int j = Math.max(0, i - AROUND_FRAMES); j < Math.min(rms.length, i + AROUND_FRAMES); j++) {
                heard[i] |= rms[j] >= loud;
            }
            heard[i] &= rms[i] >= threshold;
        }
        List<Span> sounds = new ArrayList<>();
        int from = 0;
        while (from < heard.length) {
            int to = from;
            while (to < heard.length && heard[to]) {
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
