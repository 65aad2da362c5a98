package dev.trunkline.lab.scene;

/** Lets a band of frequencies through: two resonant sections of second order in a row. Confined to one thread. */
final class BandPass {

    private final double b0;
    private final double a1;
    private final double a2;
    private final double[] in = new double[4];
    private final double[] out = new double[4];

    BandPass(double lowHz, double highHz, int sampleRateHz) {
        double centerHz = Math.sqrt(lowHz * highHz);
        double omega = 2 * Math.PI * centerHz / sampleRateHz;
        double alpha = Math.sin(omega) * (highHz - lowHz) / (2 * centerHz);
        b0 = alpha / (1 + alpha);
        a1 = -2 * Math.cos(omega) / (1 + alpha);
        a2 = (1 - alpha) / (1 + alpha);
    }

    double next(double sample) {
        return section(2, section(0, sample));
    }

    private double section(int at, double sample) {
        double result = b0 * (sample - in[at + 1]) - a1 * out[at] - a2 * out[at + 1];
        in[at + 1] = in[at];
        in[at] = sample;
        out[at + 1] = out[at];
        out[at] = result;
        return result;
    }
}
