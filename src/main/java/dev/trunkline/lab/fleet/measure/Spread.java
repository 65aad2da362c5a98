package dev.trunkline.lab.fleet.measure;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/**
 * How one {@link Measure} is spread. Immutable.
 *
 * @param count how many were measured; when 0, all else is 0
 * @param curve the distribution, denser towards its end
 */
public record Spread(
        long count,
        double p50Millis,
        double p90Millis,
        double p99Millis,
        double p999Millis,
        double maxMillis,
        List<Point> curve) {

    /** Nothing was measured. */
    public static final Spread NONE = new Spread(0, 0, 0, 0, 0, 0, List.of());

    private static final double MICROS_PER_MILLI = 1_000.0;
    private static final int STEPS_PER_HALF = 4;

    /**
     * A place on the curve.
     *
     * @param share of all that took at most so long, 0 to 1
     */
    public record Point(double share, double millis) {}

    public Spread {
        curve = List.copyOf(curve);
    }

    static Spread of(Histogram micros, boolean withCurve) {
        if (micros.getTotalCount() == 0) {
            return NONE;
        }
        List<Point> curve = new ArrayList<>();
        if (withCurve) {
            for (HistogramIterationValue value : micros.percentiles(STEPS_PER_HALF)) {
                curve.add(new Point(
                        value.getPercentileLevelIteratedTo() / 100, value.getValueIteratedTo() / MICROS_PER_MILLI));
            }
        }
        return new Spread(
                micros.getTotalCount(),
                at(micros, 50),
                at(micros, 90),
                at(micros, 99),
                at(micros, 99.9),
                micros.getMaxValue() / MICROS_PER_MILLI,
                curve);
    }

    private static double at(Histogram micros, double percentile) {
        return Math.min(micros.getMaxValue(), micros.getValueAtPercentile(percentile)) / MICROS_PER_MILLI;
    }
}
