package dev.trunkline.engine.speaking;

/**
 * Makes speech quicker or slower, at the same pitch: windows are laid over one another nearer or farther apart, each from where the sound goes on
 * best from the one before (waveform similarity overlap-add, Verhelst and Roelands 1993). Costs some ten million multiplications for a second of
 * 24 kHz. Stateless.
 */
final class Tempo {

    private static final double HOP_SECONDS = 0.015; // two hops are a window: two periods of a low voice
    private static final double SEARCH_SECONDS = 0.008; // a period of a low voice

    private Tempo() {}

    /**
     * The same speech at another tempo.
     *
     * @param speed 1 for as it is, more for quicker
     */
    static short[] changed(short[] samples, int sampleRateHz, double speed) {
        int hop = (int) (HOP_SECONDS * sampleRateHz);
        int search = (int) (SEARCH_SECONDS * sampleRateHz);
        if (speed == 1 || samples.length <= 2 * hop + search) {
            return samples;
        }
        int length = (int) Math.round(samples.length / speed);
        float[] out = new float[length + 2 * hop];
        float[] window = window(2 * hop);
        int from = 0;
        for (int at = 0; at < length; at += hop) {
            if (at > 0) {
                int ideal = (int) Math.round(at * speed);
                from = best(samples, from + hop, ideal - search, ideal + search, hop);
            }
            for (int i = 0; i < 2 * hop && from + i < samples.length; i++) {
                boolean isBeginning = at == 0 && i < hop; // there is nothing it lies over
                out[at + i] += isBeginning ? samples[i] : window[i] * samples[from + i];
            }
        }
        short[] changed = new short[length];
        for (int i = 0; i < length; i++) {
            changed[i] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, Math.round(out[i])));
        }
        return changed;
    }

    /** Where the sound is most like what would follow by itself at {@code natural}. */
    private static int best(short[] samples, int natural, int least, int most, int hop) {
        int last = samples.length - hop;
        if (natural > last) {
            return Math.max(0, Math.min(most, last));
        }
        int best = Math.max(0, Math.min(least, last));
        double bestLikeness = Double.NEGATIVE_INFINITY;
        for (int from = best; from <= Math.min(most, last); from++) {
            double alike = 0;
            double energy = 1;
            for (int i = 0; i < hop; i++) {
                alike += (double) samples[from + i] * samples[natural + i];
                energy += (double) samples[from + i] * samples[from + i];
            }
            double normalized = alike / Math.sqrt(energy);
            if (normalized > bestLikeness) {
                bestLikeness = normalized;
                best = from;
            }
        }
        return best;
    }

    /** Two of them, half a window apart, add up to 1. */
    private static float[] window(int length) {
        float[] window = new float[length];
        for (int i = 0; i < length; i++) {
            window[i] = (float) (0.5 - 0.5 * Math.cos(2 * Math.PI * i / length));
        }
        return window;
    }
}
