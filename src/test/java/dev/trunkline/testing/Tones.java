package dev.trunkline.testing;

/** Finds tones in sound. */
public final class Tones {

    private static final int WINDOW_MILLIS = 10;

    private Tones() {}

    /** The amplitude of a tone in all of the sound, on the scale of the samples (Hann window, so that loud neighbours do not leak). */
    public static double amplitude(short[] samples, int sampleRateHz, double hz) {
        double re = 0;
        double im = 0;
        double weights = 0;
        for (int i = 0; i < samples.length; i++) {
            double weight = 0.5 - 0.5 * Math.cos(2 * Math.PI * (i + 0.5) / samples.length);
            double phase = 2 * Math.PI * hz * i / sampleRateHz;
            re += weight * samples[i] * Math.cos(phase);
            im += weight * samples[i] * Math.sin(phase);
            weights += weight;
        }
        return weights == 0 ? 0 : 2 * Math.hypot(re, im) / weights;
    }

    /** How long anything louder than a whisper sounds, in ms, in steps of 10 ms. */
    public static long soundingMillis(short[] samples, int sampleRateHz) {
        int window = sampleRateHz * WINDOW_MILLIS / 1_000;
        long millis = 0;
        for (int from = 0; from + window <= samples.length; from += window) {
            int loudest = 0;
            for (int i = from; i < from + window; i++) {
                loudest = Math.max(loudest, Math.abs(samples[i]));
            }
            millis += loudest > 1_000 ? WINDOW_MILLIS : 0;
        }
        return millis;
    }

    public static double decibels(double ratio) {
        return 20 * Math.log10(Math.max(ratio, 1e-12));
    }
}
