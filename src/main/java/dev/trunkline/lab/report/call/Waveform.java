package dev.trunkline.lab.report.call;

import dev.trunkline.lab.report.svg.Svg;
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
    String peaks(TimelineRow row, double middle, double halfHeight) {
        return outline(
                row,
                x -> middle - Math.max(HAIRLINE, extreme(row, x, true) * gain * halfHeight),
                x -> middle + Math.max(HAIRLINE, -extreme(row, x, false) * gain * halfHeight));
    }

    /** Root mean square of every pixel column, as a closed path around {@code middle}. */
    String power(TimelineRow row, double middle, double halfHeight) {
        return outline(
                row,
                x -> middle - Math.max(HAIRLINE, power(row, x) * gain * halfHeight),
                x -> middle + Math.max(HAIRLINE, power(row, x) * gain * halfHeight));
    }

    private String outline(TimelineRow row, DoubleUnaryOperator upper, DoubleUnaryOperator lower) {
        int from = (int) row.left();
        int to = (int) row.right();
        var path = new StringBuilder("M").append(from).append(' ').append(Svg.number(upper.applyAsDouble(from)));
        for (int x = from + 1; x <= to; x++) {
            path.append('L').append(x).append(' ').append(Svg.number(upper.applyAsDouble(x)));
        }
        for (int x = to; x >= from; x--) {
            path.append('L').append(x).append(' ').append(Svg.number(lower.applyAsDouble(x)));
        }
        return path.append('Z').toString();
    }

    private double extreme(TimelineRow row, double x, boolean largest) {
        int extreme = 0;
        for (int i = index(row, x); i < index(row, x + 1); i++) {
            extreme = largest ? Math.max(extreme, samples[i]) : Math.min(extreme, samples[i]);
        }
        return extreme;
    }

    private double power(TimelineRow row, double x) {
        int from = index(row, x);
        int to = index(row, x + 1);
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += (double) samples[i] * samples[i];
        }
        return Math.sqrt(sum / Math.max(1, to - from));
    }

    private int index(TimelineRow row, double x) {
        return (int) Math.min(samples.length, row.millis(x) * sampleRateHz / 1000);
    }
}
