package dev.trunkline.audio;

/** Sines and what became of them. Samples are on the 16-bit scale; levels are relative to a full-scale sine. */
public final class Tones {

    /** Amplitude of the loudest sine. */
    public static final double FULL_SCALE = 32_768;

    private Tones() {}

    /** A sine that begins at 0. */
    public static float[] sine(double toneHz, int sampleRateHz, int samples, double amplitude) {
        var tone = new float[samples];
        for (int i = 0; i < samples; i++) {
            tone[i] = (float) (amplitude * Math.sin(2 * Math.PI * toneHz * i / sampleRateHz));
        }
        return tone;
    }

    /** The sine of {@code toneHz} that comes closest to {@code samples[from..to)}, by least squares. */
    public static Fit fit(float[] samples, int from, int to, double toneHz, int sampleRateHz) {
        double step = 2 * Math.PI * toneHz / sampleRateHz;
        double ss = 0;
        double cc = 0;
        double sc = 0;
        double sx = 0;
        double cx = 0;
        for (int i = from; i < to; i++) {
            double s = Math.sin(step * i);
            double c = Math.cos(step * i);
            ss += s * s;
            cc += c * c;
            sc += s * c;
            sx += s * samples[i];
            cx += c * samples[i];
        }
        double determinant = ss * cc - sc * sc;
        double inPhase = (sx * cc - cx * sc) / determinant;
        double quadrature = (cx * ss - sx * sc) / determinant;
        double residual = 0;
        for (int i = from; i < to; i++) {
            double rest = samples[i] - inPhase * Math.sin(step * i) - quadrature * Math.cos(step * i);
            residual += rest * rest;
        }
        return new Fit(Math.hypot(inPhase, quadrature), Math.sqrt(residual / (to - from)));
    }

    /** Root of the mean square of {@code samples[from..to)}. */
    public static double rms(float[] samples, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += (double) samples[i] * samples[i];
        }
        return Math.sqrt(sum / (to - from));
    }

    /** A ratio of amplitudes in decibels. */
    public static double decibels(double ratio) {
        return 20 * Math.log10(Math.max(ratio, 1e-12));
    }

    /** G.711 codes of samples. */
    public static byte[] toMuLaw(float[] samples) {
        var codes = new byte[samples.length];
        MuLaw.encode(samples, samples.length, codes, 0);
        return codes;
    }

    /** Samples of G.711 codes. */
    public static float[] fromMuLaw(byte[] codes, int lengthBytes) {
        var samples = new float[lengthBytes];
        MuLaw.decode(codes, 0, lengthBytes, samples);
        return samples;
    }

    /** Samples of signed 16-bit little-endian mono. */
    public static float[] fromLinear16(byte[] bytes, int lengthBytes) {
        var samples = new float[lengthBytes / 2];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) ((bytes[2 * i] & 0xFF) | bytes[2 * i + 1] << 8);
        }
        return samples;
    }

    /**
     * A sine found in a signal.
     *
     * @param amplitude of the sine
     * @param residualRms of everything else: noise, distortion, images, other tones
     */
    public record Fit(double amplitude, double residualRms) {

        /** Level relative to a full-scale sine. */
        public double levelDb() {
            return decibels(amplitude / FULL_SCALE);
        }

        /** Gain relative to the sine that went in. */
        public double gainDb(double originalAmplitude) {
            return decibels(amplitude / originalAmplitude);
        }

        /** The sine over everything else. */
        public double snrDb() {
            return decibels(amplitude / Math.sqrt(2) / Math.max(residualRms, 1e-9));
        }
    }
}
