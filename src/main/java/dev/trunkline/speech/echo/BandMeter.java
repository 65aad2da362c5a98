package dev.trunkline.speech.echo;

/**
 * How loud a stream of sound at 8 kHz is in each of {@value #BANDS} bands of the telephone, frame by frame. Allocates nothing. Confined to
 * one thread.
 */
final class BandMeter {

    static final int BANDS = 4;
    static final float SILENCE_DB = -70; // of full scale: below is the line's noise and mu-law's
    private static final int RATE_HZ = 8_000;
    private static final double[] CENTRE_HZ = {460, 950, 1_700, 2_750};
    private static final double[] QUALITY = {1.1, 1.6, 1.9, 2.3}; // the bands touch at half power

    /** Of each band's filter, normalised: b0, a1, a2; b1 is 0 and b2 is -b0. */
    private static final double[][] COEFFICIENTS = coefficients();

    private final double[] x1 = new double[BANDS];
    private final double[] x2 = new double[BANDS];
    private final double[] y1 = new double[BANDS];
    private final double[] y2 = new double[BANDS];

    private static double[][] coefficients() {
        double[][] all = new double[BANDS][];
        for (int band = 0; band < BANDS; band++) {
            double angle = 2 * Math.PI * CENTRE_HZ[band] / RATE_HZ;
            double alpha = Math.sin(angle) / (2 * QUALITY[band]);
            double a0 = 1 + alpha;
            all[band] = new double[] {alpha / a0, -2 * Math.cos(angle) / a0, (1 - alpha) / a0};
        }
        return all;
    }

    /**
     * Measures the next frame.
     *
     * @param samples of which {@code length} from {@code offset} are the frame
     * @param into gets dB of full scale, one for each band
     */
    void measure(short[] samples, int offset, int length, float[] into) {
        for (int band = 0; band < BANDS; band++) {
            into[band] = measure(band, samples, offset, length);
        }
    }

    private float measure(int band, short[] samples, int offset, int length) {
        double b0 = COEFFICIENTS[band][0];
        double a1 = COEFFICIENTS[band][1];
        double a2 = COEFFICIENTS[band][2];
        double power = 0;
        for (int i = offset; i < offset + length; i++) {
            double x = samples[i] / 32_768.0;
            double y = b0 * (x - x2[band]) - a1 * y1[band] - a2 * y2[band];
            x2[band] = x1[band];
            x1[band] = x;
            y2[band] = y1[band];
            y1[band] = y;
            power += y * y;
        }
        return (float) Math.max(SILENCE_DB, 10 * Math.log10(power / length + 1e-12));
    }
}
