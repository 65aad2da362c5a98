package dev.trunkline.lab.phone;

/**
 * The blocks of 5 ms in which a simulated telephone line runs: the period of a loop's ticker, and so the resolution of
 * everything measured on the line. Immutable.
 */
public final class Blocks {

    /** What a telephone line carries. */
    public static final int SAMPLE_RATE_HZ = 8_000;

    /** How long a block lasts. */
    public static final int MILLIS = 5;

    /** How many samples a block has, and how many mu-law bytes. */
    public static final int SAMPLES = SAMPLE_RATE_HZ / 1_000 * MILLIS;

    // -50 dB below full scale: softer than any syllable, louder than mu-law's own hiss
    private static final long AUDIBLE_RMS = 100;

    private Blocks() {}

    /** How many whole blocks fit into {@code millis}. */
    public static int of(long millis) {
        return Math.toIntExact(millis / MILLIS);
    }

    /** How long {@code blocks} last. */
    public static long millis(int blocks) {
        return (long) blocks * MILLIS;
    }

    /** Whether a person would hear something in the block that starts at {@code offset}. */
    public static boolean isAudible(short[] samples, int offset) {
        long energy = 0;
        int end = Math.min(samples.length, offset + SAMPLES);
        for (int i = offset; i < end; i++) {
            energy += (long) samples[i] * samples[i];
        }
        return energy >= AUDIBLE_RMS * AUDIBLE_RMS * SAMPLES;
    }
}
