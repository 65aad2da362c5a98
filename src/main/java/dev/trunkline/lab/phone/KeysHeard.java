package dev.trunkline.lab.phone;

/**
 * Finds the keys that were pressed for whoever is at a telephone, by their tones: what a menu of a bank's machine would have
 * understood. Looks at 20 ms at a time with Goertzel's filter. Source: ITU-T Q.23, Q.24 (40 ms are a key; up to 8 dB between its
 * two tones).
 */
public final class KeysHeard {

    private static final int FRAME_SAMPLES = Blocks.SAMPLE_RATE_HZ / 50;
    private static final int LEAST_FRAMES = 2;
    private static final double LEAST_AMPLITUDE = 500; // -36 dB below full scale
    private static final double MOST_TWIST = 2.5; // 8 dB
    private static final double TONES_SHARE = 0.8; // of all that is heard: voices have more than two tones
    private static final int[] LOW_HZ = {697, 770, 852, 941};
    private static final int[] HIGH_HZ = {1_209, 1_336, 1_477, 1_633};
    private static final String KEYS = "123A456B789C*0#D";
    private static final char NONE = ' ';

    private KeysHeard() {}

    /** The keys, in order. */
    public static String in(short[] samples) {
        StringBuilder keys = new StringBuilder();
        char before = NONE;
        int frames = 0;
        for (int from = 0; from + FRAME_SAMPLES <= samples.length; from += FRAME_SAMPLES) {
            char key = key(samples, from);
            frames = key == before ? frames + 1 : 1;
            before = key;
            if (key != NONE && frames == LEAST_FRAMES) {
                keys.append(key);
            }
        }
        return keys.toString();
    }

    private static char key(short[] samples, int from) {
        int low = loudest(samples, from, LOW_HZ);
        int high = loudest(samples, from, HIGH_HZ);
        double lowAmplitude = amplitude(samples, from, LOW_HZ[low]);
        double highAmplitude = amplitude(samples, from, HIGH_HZ[high]);
        double energy = 0;
        for (int i = from; i < from + FRAME_SAMPLES; i++) {
            energy += (double) samples[i] * samples[i] / FRAME_SAMPLES;
        }
        double tones = (lowAmplitude * lowAmplitude + highAmplitude * highAmplitude) / 2;
        boolean isKey = Math.min(lowAmplitude, highAmplitude) >= LEAST_AMPLITUDE
                && lowAmplitude <= MOST_TWIST * highAmplitude
                && highAmplitude <= MOST_TWIST * lowAmplitude
                && tones >= TONES_SHARE * energy;
        return isKey ? KEYS.charAt(4 * low + high) : NONE;
    }

    private static int loudest(short[] samples, int from, int[] hertz) {
        int loudest = 0;
        double most = -1;
        for (int i = 0; i < hertz.length; i++) {
            double amplitude = amplitude(samples, from, hertz[i]);
            if (amplitude > most) {
                most = amplitude;
                loudest = i;
            }
        }
        return loudest;
    }

    /** Of a sine of that frequency. */
    private static double amplitude(short[] samples, int from, int hertz) {
        double twoCos = 2 * Math.cos(2 * Math.PI * hertz / Blocks.SAMPLE_RATE_HZ);
        double before = 0;
        double last = 0;
        for (int i = from; i < from + FRAME_SAMPLES; i++) {
            double now = samples[i] + twoCos * last - before;
            before = last;
            last = now;
        }
        double power = last * last + before * before - twoCos * last * before;
        return 2 * Math.sqrt(Math.max(0, power)) / FRAME_SAMPLES;
    }
}
