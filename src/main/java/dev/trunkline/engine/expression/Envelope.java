package dev.trunkline.engine.expression;

import dev.trunkline.speech.Speech;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How loud a piece of sound is from 10 ms to 10 ms, and so where there is sound in it and where pauses are. Immutable.
 */
public final class Envelope {

    private static final int FRAME_MILLIS = 10;
    private static final double SILENCE_DB = -90;
    private static final double FAINTEST_DB = -60; // of full scale: below is the line's hum
    private static final double BELOW_LOUDEST_DB =
            25; // vowels and most consonants of one voice lie that close together
    private static final double ABOVE_NOISE_DB = 6;
    private static final double CLEAR_OF_NOISE_DB = 15; // with less between loud and faint, there are no pauses in it
    private static final int SHORTEST_RUN_MILLIS = 40; // less is a click
    private static final int SMOOTHED_FRAMES = 5;
    private static final int PEAK_APART_FRAMES = 10; // nobody says more than ten syllables a second
    private static final double PEAK_DIP_DB = 2;

    private final double[] levelsDb;
    private final boolean[] sounding;

    private Envelope(double[] levelsDb) {
        this.levelsDb = levelsDb;
        this.sounding = sounding(levelsDb);
    }

    /**
     * A stretch of sound. Immutable.
     *
     * @param beginMillis from the beginning
     * @param endMillis before this
     */
    public record Run(int beginMillis, int endMillis) {
        public int millis() {
            return endMillis - beginMillis;
        }
    }

    /** Measures; quick. */
    public static Envelope of(Speech speech) {
        int frameSamples = Math.max(1, speech.sampleRateHz() * FRAME_MILLIS / 1_000);
        short[] samples = speech.samples();
        double[] levelsDb = new double[samples.length / frameSamples];
        for (int frame = 0; frame < levelsDb.length; frame++) {
            double power = 0;
            for (int i = frame * frameSamples; i < (frame + 1) * frameSamples; i++) {
                power += (double) samples[i] * samples[i];
            }
            double ofFullScale = power / frameSamples / (32_768.0 * 32_768.0);
            levelsDb[frame] = ofFullScale == 0 ? SILENCE_DB : Math.max(SILENCE_DB, 10 * Math.log10(ofFullScale));
        }
        return new Envelope(levelsDb);
    }

    /** The stretches of sound that pauses of at least so long separate. */
    public List<Run> runs(int pauseMillis) {
        List<Run> runs = new ArrayList<>();
        int begin = -1;
        int last = -1;
        for (int frame = 0; frame <= sounding.length; frame++) {
            boolean isEnd = frame == sounding.length;
            if (!isEnd && sounding[frame]) {
                begin = begin < 0 ? frame : begin;
                last = frame;
            } else if (begin >= 0 && (isEnd || (frame - last) * FRAME_MILLIS >= pauseMillis)) {
                Run run = new Run(begin * FRAME_MILLIS, (last + 1) * FRAME_MILLIS);
                if (run.millis() >= SHORTEST_RUN_MILLIS) {
                    runs.add(run);
                }
                begin = -1;
            }
        }
        return runs;
    }

    /** How loud the sound is, without the pauses, relative to full scale. */
    double levelDb() {
        double power = 0;
        int frames = 0;
        for (int frame = 0; frame < levelsDb.length; frame++) {
            if (sounding[frame]) {
                power += Math.pow(10, levelsDb[frame] / 10);
                frames++;
            }
        }
        return frames == 0 ? SILENCE_DB : 10 * Math.log10(power / frames);
    }

    /** The standard deviation of the sound's level, without the pauses. */
    double variationDb() {
        double sum = 0;
        double squares = 0;
        int frames = 0;
        for (int frame = 0; frame < levelsDb.length; frame++) {
            if (sounding[frame]) {
                sum += levelsDb[frame];
                squares += levelsDb[frame] * levelsDb[frame];
                frames++;
            }
        }
        return frames == 0 ? 0 : Math.sqrt(Math.max(0, squares / frames - sum / frames * (sum / frames)));
    }

    /** When it swells, in milliseconds: about once a syllable. */
    public List<Integer> peaksMillis() {
        return peaksMillis(PEAK_DIP_DB);
    }

    /** The same for swells that are at least so deep apart. */
    public List<Integer> peaksMillis(double dipDb) {
        double[] smooth = smoothed();
        List<Integer> peaks = new ArrayList<>();
        double lowest = SILENCE_DB; // since the last peak
        int best = -1;
        for (int frame = 0; frame < smooth.length; frame++) {
            if (best >= 0 && smooth[best] - smooth[frame] >= dipDb) {
                if (peaks.isEmpty() || best - peaks.get(peaks.size() - 1) / FRAME_MILLIS >= PEAK_APART_FRAMES) {
                    peaks.add(best * FRAME_MILLIS);
                }
                best = -1;
                lowest = smooth[frame];
            }
            lowest = Math.min(lowest, smooth[frame]);
            boolean rises = sounding[frame] && smooth[frame] - lowest >= dipDb;
            if (rises && (best < 0 || smooth[frame] > smooth[best])) {
                best = frame;
            }
        }
        if (best >= 0) {
            peaks.add(best * FRAME_MILLIS);
        }
        return peaks;
    }

    private double[] smoothed() {
        double[] smooth = new double[levelsDb.length];
        for (int frame = 0; frame < smooth.length; frame++) {
            int from = Math.max(0, frame - SMOOTHED_FRAMES / 2);
            int to = Math.min(levelsDb.length, frame + SMOOTHED_FRAMES / 2 + 1);
            for (int i = from; i < to; i++) {
                smooth[frame] += levelsDb[i] / (to - from);
            }
        }
        return smooth;
    }

    private static boolean[] sounding(double[] levelsDb) {
        double[] sorted = levelsDb.clone();
        Arrays.sort(sorted);
        boolean[] sounding = new boolean[levelsDb.length];
        if (sorted.length == 0) {
            return sounding;
        }
        double loudest = sorted[sorted.length - 1];
        double noise = sorted[sorted.length / 10];
        double threshold = Math.max(FAINTEST_DB, loudest - BELOW_LOUDEST_DB);
        if (loudest - noise >= CLEAR_OF_NOISE_DB) {
            threshold = Math.max(threshold, Math.min(noise + ABOVE_NOISE_DB, loudest - ABOVE_NOISE_DB));
        }
        for (int frame = 0; frame < sounding.length; frame++) {
            sounding[frame] = levelsDb[frame] >= threshold;
        }
        return sounding;
    }
}
