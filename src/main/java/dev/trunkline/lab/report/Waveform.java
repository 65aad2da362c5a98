package dev.trunkline.lab.report;

import java.util.function.DoubleUnaryOperator;

/** The shape of one voice: its peaks, and within them its power. Immutable. */
final class Waveform {

    private static final int QUIETEST_PEAK = 3000; // less is not blown up: silence shall look like silence
    private static final double FILL = 0.94;
    private static final double HAIRLINE = 0.5;

    private final short[] samples;
    private final int sampleRateHz;
    private final double gain;

    Waveform(short[] samples, int sampleRateHz) {
        this.samples = samples;
        this.sampleRateHz = sampleRateHz;
        int peak = QUIETEST_PEAK;
        for (short sample : samples) {
            peak = Math.max(peak, Math.abs(sample));
        }
        gain = FILL / peak;
    }

    /** Smallest and largest sample of every pixel column, as a closed path around {@code middle}. */
    String peaks(Strip strip, double middle, double halfHeight) {
        return outline(
                strip,
                x -> middle - Math.max(HAIRLINE, extreme(strip, x, true) * gain * halfHeight),
                x -> middle + Math.max(HAIRLINE, -extreme(strip, x, false) * gain * halfHeight));
    }

    /** Root mean square of every pixel column, as a closed path around {@code middle}. */
    String power(Strip strip, double middle, double halfHeight) {
        return outline(
                strip,
                x -> middle - Math.max(HAIRLINE, power(strip, x) * gain * halfHeight),
                x -> middle + Math.max(HAIRLINE, power(strip, x) * gain * halfHeight));
    }

    private String outline(Strip strip, DoubleUnaryOperator upper, DoubleUnaryOperator lower) {
        int from = (int) strip.left();
        int to = (int) strip.right();
        var path = new StringBuilder("M").append(from).append(' ').append(Svg.number(upper.applyAsDouble(from)));
        for (int x = from + 1; x <= to; x++) {
            path.append('L').append(x).append(' ').append(Svg.number(upper.applyAsDouble(x)));
        }
        for (int x = to; x >= from; x--) {
            path.append('L').append(x).append(' ').append(Svg.number(lower.applyAsDouble(x)));
        }
        return path.append('Z').toString();
    }

    private double extreme(Strip strip, double x, boolean largest) {
        int extreme = 0;
        for (int i = index(strip, x); i < index(strip, x + 1); i++) {
            extreme = largest ? Math.max(extreme, samples[i]) : Math.min(extreme, samples[i]);
        }
        return extreme;
    }

    private double power(Strip strip, double x) {
        int from = index(strip, x);
        int to = index(strip, x + 1);
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += (double) samples[i] * samples[i];
        }
        return Math.sqrt(sum / Math.max(1, to - from));
    }

    private int index(Strip strip, double x) {
        return (int) Math.min(samples.length, strip.millis(x) * sampleRateHz / 1000);
    }
}
