package dev.trunkline.outbound.answer;

/**
 * How much of 20 ms of sound is one tone, and which: the frequency from how well each sample follows from the two before it (a
 * sine is {@code x[n+1] + x[n-1] = 2 cos(w) x[n]}), the share of the energy by Goertzel's filter at that frequency.
 */
final class ToneFrame {

    static final int SAMPLES = 160;
    private static final double RATE_HZ = 8_000;

    private double hertz;
    private double share;
    private double level;

    /** Looks at one frame. */
    void look(short[] samples) {
        double product = 0;
        double square = 0;
        double energy = 0;
        double sum = 0;
        for (int i = 0; i < SAMPLES; i++) {
            energy += (double) samples[i] * samples[i];
            sum += Math.abs(samples[i]);
        }
        for (int i = 1; i < SAMPLES - 1; i++) {
            product += samples[i] * (double) (samples[i + 1] + samples[i - 1]);
            square += (double) samples[i] * samples[i];
        }
        level = sum / SAMPLES;
        if (square == 0) {
            hertz = 0;
            share = 0;
            return;
        }
        double cosine = Math.max(-1, Math.min(1, product / (2 * square)));
        double radians = Math.acos(cosine);
        hertz = radians * RATE_HZ / (2 * Math.PI);
        share = Math.min(1, power(samples, cosine, radians) / energy);
    }

    /** Of a sine of that frequency, summed over the frame. */
    private static double power(short[] samples, double cosine, double radians) {
        double before = 0;
        double last = 0;
        for (int i = 0; i < SAMPLES; i++) {
            double now = samples[i] + 2 * cosine * last - before;
            before = last;
            last = now;
        }
        double real = last - before * cosine;
        double imaginary = before * Math.sin(radians);
        return 2 * (real * real + imaginary * imaginary) / SAMPLES;
    }

    /** The tone's frequency. */
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
