package dev.trunkline.speech.turn;

import java.util.Arrays;

/**
 * Sound as Whisper's encoder takes it: the logarithm of its energy in 80 bands, every 10 ms. Immutable; some 20 ms of one thread for eight
 * seconds.
 *
 * <p>Source: Whisper's feature extractor: windows of 25 ms (Hann), bands of equal width on Slaney's mel scale from 0 to 8 kHz, each of
 * area 1, 80 dB of range below the loudest.
 */
final class LogMel {

    static final int SAMPLE_RATE_HZ = 16_000;
    static final int BANDS = 80;
    static final int HOP = 160;

    private static final int WINDOW = 400;
    private static final int HALF = WINDOW / 2;
    private static final int BINS = HALF + 1;
    private static final double LEAST_POWER = 1e-10;
    private static final float RANGE = 8; // powers of ten
    private static final float SHIFT = 4;

    private static final double LINEAR_HZ = 1_000; // below, the scale is linear
    private static final double MEL_HZ = 200.0 / 3;
    private static final double LINEAR_MELS = LINEAR_HZ / MEL_HZ;
    private static final double LOG_STEP = Math.log(6.4) / 27;

    private final float[] hann = new float[WINDOW];
    private final float[][] cosines = new float[HALF + 1][BINS];
    private final float[][] sines = new float[HALF + 1][BINS];
    private final float[][] filters = new float[BANDS][BINS];

    LogMel() {
        for (int n = 0; n < WINDOW; n++) {
            hann[n] = (float) (0.5 - 0.5 * Math.cos(2 * Math.PI * n / WINDOW));
        }
        for (int n = 0; n <= HALF; n++) {
            for (int k = 0; k < BINS; k++) {
                cosines[n][k] = (float) Math.cos(2 * Math.PI * n * k / WINDOW);
                sines[n][k] = (float) Math.sin(2 * Math.PI * n * k / WINDOW);
            }
        }
        double mostMels = mels(SAMPLE_RATE_HZ / 2.0);
        for (int band = 0; band < BANDS; band++) {
            double low = hz(mostMels * band / (BANDS + 1));
            double middle = hz(mostMels * (band + 1) / (BANDS + 1));
            double high = hz(mostMels * (band + 2) / (BANDS + 1));
            for (int k = 0; k < BINS; k++) {
                double at = (double) k * SAMPLE_RATE_HZ / WINDOW;
                double height = Math.min((at - low) / (middle - low), (high - at) / (high - middle));
                filters[band][k] = (float) (Math.max(0, height) * 2 / (high - low));
            }
        }
    }

    /**
     * The energies of {@code samples}, whose length is a multiple of {@value #HOP}.
     *
     * @param silent how many samples at the beginning have all the same value
     * @return band by band, the earliest first
     */
    float[] of(float[] samples, int silent) {
        int frames = samples.length / HOP;
        float[] energies = new float[BANDS * frames];
        float[] bands = new float[BANDS];
        float loudest = -Float.MAX_VALUE;
        for (int frame = 0; frame < frames; frame++) {
            boolean isLikeTheOneBefore = frame > 2 && frame * HOP + HALF <= silent;
            if (!isLikeTheOneBefore) {
                bands(samples, frame * HOP - HALF, bands);
            }
            for (int band = 0; band < BANDS; band++) {
                energies[band * frames + frame] = bands[band];
                loudest = Math.max(loudest, bands[band]);
            }
        }
        for (int i = 0; i < energies.length; i++) {
            energies[i] = (Math.max(energies[i], loudest - RANGE) + SHIFT) / SHIFT;
        }
        return energies;
    }

    /** A window is real, so its halves are added and subtracted before they are taken apart. */
    private void bands(float[] samples, int from, float[] bands) {
        float[] real = new float[BINS];
        float[] imaginary = new float[BINS];
        for (int n = 0; n <= HALF; n++) {
            float first = hann[n] * at(samples, from + n);
            float second = n == 0 || n == HALF ? 0 : hann[WINDOW - n] * at(samples, from + WINDOW - n);
            float even = first + second;
            float odd = first - second;
            float[] cosine = cosines[n];
            float[] sine = sines[n];
            for (int k = 0; k < BINS; k++) {
                real[k] += even * cosine[k];
                imaginary[k] += odd * sine[k];
            }
        }
        Arrays.fill(bands, 0);
        for (int band = 0; band < BANDS; band++) {
            double power = 0;
            for (int k = 0; k < BINS; k++) {
                power += filters[band][k] * (real[k] * real[k] + imaginary[k] * imaginary[k]);
            }
            bands[band] = (float) Math.log10(Math.max(LEAST_POWER, power));
        }
    }

    /** Beyond its ends the sound is mirrored. */
    private static float at(float[] samples, int index) {
        int last = samples.length - 1;
        int mirrored = index < 0 ? -index : index > last ? 2 * last - index : index;
        return samples[mirrored];
    }

    private static double mels(double hz) {
        return hz < LINEAR_HZ ? hz / MEL_HZ : LINEAR_MELS + Math.log(hz / LINEAR_HZ) / LOG_STEP;
    }

    private static double hz(double mels) {
        return mels < LINEAR_MELS ? mels * MEL_HZ : LINEAR_HZ * Math.exp(LOG_STEP * (mels - LINEAR_MELS));
    }
}
