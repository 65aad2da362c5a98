package dev.trunkline.audio;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The coefficients of a rational resampler: a Kaiser-windowed sinc, cut into one short filter per output phase. Passes up
 * to 0.425 of the lower rate (3.4 kHz of 8 kHz) within 0.06 dB and stops from 0.575 of it (4.6 kHz) by more than 80 dB;
 * its delay is half its length, 2 ms at 8 kHz. The same for every call, therefore computed once. Immutable.
 */
final class PolyphaseFilter {

    /** Length in samples of the lower rate; more would stop better and delay longer. {@link LaneConvolution} needs 4n. */
    private static final int SPAN = 32;

    // Found by a search over both for SPAN: deepest stop band with less than 0.06 dB lost at the edge of the pass band.
    private static final double STOPBAND_DB = 85;
    private static final double CUTOFF = 0.49125; // of the lower rate

    private static final int MIN_RATE_HZ = 4_000;
    private static final int MAX_RATE_HZ = 192_000;
    private static final int MAX_PHASES = 1_024; // 8 kHz to 44.1 kHz needs 441; a ratio of primes would need megabytes
    private static final Map<Long, PolyphaseFilter> BY_RATES = new ConcurrentHashMap<>();

    /** Output samples per {@link #decimation} input samples. */
    final int interpolation;

    final int decimation;
    final int tapsPerPhase;

    /** Input samples that an input sample waits for before it is heard in full. */
    final int delaySamples;

    /** {@code phases[p][k]} weighs the input sample that is {@code tapsPerPhase - 1 - k} back from the newest. */
    final float[][] phases;

    private PolyphaseFilter(int fromHz, int toHz) {
        int divisor = greatestCommonDivisor(fromHz, toHz);
        this.interpolation = toHz / divisor;
        this.decimation = fromHz / divisor;
        if (interpolation > MAX_PHASES) {
            throw new IllegalArgumentException("no simple ratio between " + fromHz + " and " + toHz + " Hz");
        }
        double lowerHz = Math.min(fromHz, toHz);
        this.tapsPerPhase = (int) Math.ceil(SPAN * fromHz / lowerHz);
        this.delaySamples = tapsPerPhase / 2;
        this.phases = new float[interpolation][tapsPerPhase];

        int length = tapsPerPhase * interpolation;
        double cutoff = CUTOFF * lowerHz / ((double) fromHz * interpolation);
        double beta = 0.1102 * (STOPBAND_DB - 8.7); // Kaiser's formula
        double centre = (length - 1) / 2.0;
        for (int n = 0; n < length; n++) {
            double x = n - centre;
            double ideal = x == 0 ? 2 * cutoff : Math.sin(2 * Math.PI * cutoff * x) / (Math.PI * x);
            double edge = x / (length / 2.0);
            double window = besselI0(beta * Math.sqrt(Math.max(0, 1 - edge * edge))) / besselI0(beta);
            phases[n % interpolation][tapsPerPhase - 1 - n / interpolation] = (float) (ideal * window * interpolation);
        }
        for (float[] phase : phases) {
            normalise(phase);
        }
    }

    static PolyphaseFilter between(int fromHz, int toHz) {
        checkRate(fromHz);
        checkRate(toHz);
        return BY_RATES.computeIfAbsent(((long) fromHz << 32) | toHz, rates -> new PolyphaseFilter(fromHz, toHz));
    }

    /** Whether one rate is a multiple of the other. */
    boolean isWholeRatio() {
        return interpolation == 1 || decimation == 1;
    }

    private static void checkRate(int rateHz) {
        if (rateHz < MIN_RATE_HZ || rateHz > MAX_RATE_HZ) {
            throw new IllegalArgumentException(
                    "sample rate " + rateHz + " Hz is not between " + MIN_RATE_HZ + " and " + MAX_RATE_HZ);
        }
    }

    /** Unequal phases would hum at the input rate: each passes silence and constants unchanged. */
    private static void normalise(float[] phase) {
        double sum = 0;
        for (float tap : phase) {
            sum += tap;
        }
        for (int i = 0; i < phase.length; i++) {
            phase[i] = (float) (phase[i] / sum);
        }
    }

    private static double besselI0(double x) {
        double sum = 1;
        double term = 1;
        for (int k = 1; term > sum * 1e-12; k++) {
            term *= (x / (2 * k)) * (x / (2 * k));
            sum += term;
        }
        return sum;
    }

    private static int greatestCommonDivisor(int a, int b) {
        return b == 0 ? a : greatestCommonDivisor(b, a % b);
    }
}
