package dev.trunkline.lab.fleet;

import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A bound that a fleet's result has to keep. Immutable.
 *
 * @param name as the command line calls it
 * @param most what is just good enough
 */
public record Limit(String name, double most, ToDoubleFunction<FleetReport> value) {

    /** The 99th percentile of a measure, in milliseconds; what was never measured breaks it. */
    public static Limit p99(String name, double mostMillis, Measure measure) {
        return new Limit(name, mostMillis, report -> {
            Spread spread = report.spread(measure);
            return spread.count() == 0 ? Double.NaN : spread.p99Millis();
        });
    }

    /** How it is broken, in words; null when it is kept. */
    public @Nullable String broken(FleetReport report) {
        double is = value.applyAsDouble(report);
        if (is <= most) {
            return null;
        }
        return Double.isNaN(is)
                ? name + ": nothing was measured"
                : String.format(Locale.ROOT, "%s: %.3f, at most %.3f was asked for", name, is, most);
    }
}
