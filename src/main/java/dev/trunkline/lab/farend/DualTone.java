package dev.trunkline.lab.farend;

/**
 * 64 sounds that can be told from each other, from speech and from {@link Tag}s: two tones at once, as a telephone's keys
 * have, one of eight low ones and one of eight high ones, all whole multiples of 100 Hz. Confined to one thread.
 */
public final class DualTone {

    /** How many sounds there are, numbered from 0. */
    public static final int CODES = 64;

    /** Nothing that can be heard. */
    public static final int SILENCE = -1;

    /** Something that can be heard, and is none of these sounds. */
    public static final int OTHER = -2;

    private static final int[] LOW_HZ = {500, 600, 700, 800, 900, 1_100, 1_200, 1_300};
    private static final int[] HIGH_HZ = {1_500, 1_600, 1_700, 1_800, 1_900, 2_100, 2_200, 2_300};
    private static final int GROUP = LOW_HZ.length;
    private static final int BLOCKS_PER_SECOND = 50;

    private static final double AUDIBLE = 60; // of 32,768: -55 dB
    private static final double LOUD = 700;
    private static final double PURE = 0.75; // of all power, in both tones together
    private static final double EACH = 0.2;

    private final double[] low;
    private final double[] high;
    private final int blockSamples;

    /** Listens to sound of this rate. */
    public DualTone(int sampleRateHz) {
        this.low = coefficients(LOW_HZ, sampleRateHz);
        this.high = coefficients(HIGH_HZ, sampleRateHz);
        this.blockSamples = sampleRateHz / BLOCKS_PER_SECOND;
    }

    /** How much sound is judged together: 20 ms. */
    public int blockSamples() {
        return blockSamples;
    }

    /** A moment of one of the sounds, between -1 and 1; half a second of it can follow itself for ever. */
    public static double sample(int code, double seconds) {
        double lowTone = Math.sin(2 * Math.PI * LOW_HZ[code / GROUP] * seconds);
        double highTone = Math.sin(2 * Math.PI * HIGH_HZ[code % GROUP] * seconds);
        return (lowTone + highTone) / 2;
    }

    /** Which of the sounds these 20 ms are, or {@link #SILENCE}, or {@link #OTHER}. */
    public int detect(short[] samples, int count) {
        double energy = 0;
        for (int i = 0; i < count; i++) {
            energy += samples[i] * samples[i];
        }
        if (energy < AUDIBLE * AUDIBLE * count) {
            return SILENCE;
        }
        if (energy < LOUD * LOUD * count) {
            return OTHER;
        }
        double whole = energy * count / 2;
        int lowest = strongest(samples, count, low);
        int highest = strongest(samples, count, high);
        double lowPower = power(samples, count, low[lowest]);
        double highPower = power(samples, count, high[highest]);
        boolean isOurs = lowPower + highPower > PURE * whole && lowPower > EACH * whole && highPower > EACH * whole;
        return isOurs ? lowest * GROUP + highest : OTHER;
    }

    private static int strongest(short[] samples, int count, double[] coefficients) {
        int strongest = 0;
        double most = -1;
        for (int i = 0; i < coefficients.length; i++) {
            double power = power(samples, count, coefficients[i]);
            if (power > most) {
                most = power;
                strongest = i;
            }
        }
        return strongest;
    }

    /** Goertzel's, as in {@link TagDetector}. */
    private static double power(short[] samples, int count, double coefficient) {
        double before = 0;
        double beforeThat = 0;
        for (int i = 0; i < count; i++) {
            double now = samples[i] + coefficient * before - beforeThat;
            beforeThat = before;
            before = now;
        }
        return before * before + beforeThat * beforeThat - coefficient * before * beforeThat;
    }

    private static double[] coefficients(int[] frequencies, int sampleRateHz) {
        double[] coefficients = new double[frequencies.length];
        for (int i = 0; i < coefficients.length; i++) {
            coefficients[i] = 2 * Math.cos(2 * Math.PI * frequencies[i] / sampleRateHz);
        }
        return coefficients;
    }
}
