package dev.trunkline.lab.fleet.verdict;

import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A bound that a fleet's result has to keep; of several runs, their median. Immutable.
 *
 * @param name as the command line calls it
 * @param most what is just good enough
 */
public record Limit(String name, double most, ToDoubleFunction<FleetReport> value) {

    /** How it is broken, in words; null when it is kept. What was never measured breaks it. */
    public @Nullable String broken(Runs runs) {
        double is = runs.median(value);
        if (is <= most) {
            return null;
        }
        return Double.isNaN(is)
                ? name + ": nothing was measured"
                : String.format(Locale.ROOT, "%s: %.3f, at most %.3f was asked for", name, is, most);
    }
}
