package dev.trunkline.outbound.answer;

/**
 * How much of 20 ms of sound is one tone, and which: the loudest of a row of Goertzel's filters, and once more where a parabola
 * through it and its neighbours has its top. Allocates nothing once it is made.
 */
final class ToneFrame {

    static final int SAMPLES = 160;
    static final double LOWEST_HZ = 390;
    static final double HIGHEST_HZ = 2_130;

    private static final double RATE_HZ = 8_000;
    private static final double STEP_HZ = 30; // a filter of 20 ms is 50 Hz wide
    private static final double LEAST_LEVEL = 250; // of 32,124: what is softer is looked at no further

    private final double[] powers = new double[(int) Math.ceil((HIGHEST_HZ - LOWEST_HZ) / STEP_HZ) + 3];
    private double hertz;
    private double share;
    private double level;

    void look(short[] samples) {
        double energy = 0;
        double sum = 0;
        for (short sample : samples) {
            energy += (double) sample * sample;
            sum += Math.abs(sample);
        }
        level = sum / SAMPLES;
        hertz = 0;
        share = 0;
        if (level >= LEAST_LEVEL) {
            find(samples, energy);
        }
    }

    private void find(short[] samples, double energy) {
        int loudest = 1;
        for (int i = 0; i < powers.length; i++) {
            powers[i] = power(samples, at(i));
            if (i > 0 && i < powers.length - 1 && powers[i] > powers[loudest]) {
                loudest = i;
            }
        }
        double left = powers[loudest - 1];
        double right = powers[loudest + 1];
        double bend = left - 2 * powers[loudest] + right;
        double offset = bend >= 0 ? 0 : Math.max(-1, Math.min(1, 0.5 * (left - right) / bend));
        hertz = at(loudest + offset);
        share = Math.min(1, power(samples, hertz) / energy);
    }

    private static double at(double filter) {
        return LOWEST_HZ + (filter - 1) * STEP_HZ;
    }

    /** Of a sine of that frequency, summed over the frame. */
    private static double power(short[] samples, double hertz) {
        double radians = 2 * Math.PI * hertz / RATE_HZ;
        double cosine = Math.cos(radians);
        double before = 0;
        double last = 0;
        for (short sample : samples) {
            double now = sample + 2 * cosine * last - before;
            before = last;
            last = now;
        }
        double real = last - before * cosine;
        double imaginary = before * Math.sin(radians);
        return 2 * (real * real + imaginary * imaginary) / SAMPLES;
    }

    /** The tone's frequency; 0 where it is too soft. */
    double hertz() {
        return hertz;
    }

    /** How much of the energy it has, 0 to 1. */
    double share() {
        return share;
    }

    /** The mean of all that is heard, of 32,124. */
    double level() {
        return level;
    }
}
