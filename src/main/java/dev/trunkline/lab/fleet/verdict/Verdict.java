package dev.trunkline.lab.fleet.verdict;

import dev.trunkline.lab.fleet.measure.Count;
import dev.trunkline.lab.fleet.measure.Measure;
import dev.trunkline.lab.fleet.measure.Second;
import dev.trunkline.lab.fleet.measure.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Whether the generator was fit to judge anybody. */
public final class Verdict {

    private static final double MOST_LATENESS_P99_MILLIS = 5; // reliability.md 5.1: a quarter of a frame
    private static final double MOST_LOOP_PERCENT = 85;
    private static final double MOST_STEAL_PERCENT = 5;

    private Verdict() {}

    /** Why not; empty when it was. */
    public static List<String> invalid(List<Second> seconds, Map<Measure, Spread> latencies, Map<Count, Long> counts) {
        List<String> reasons = new ArrayList<>();
        if (counts.getOrDefault(Count.CALLS_CONNECTED, 0L) == 0) {
            reasons.add("not one call got a stream");
        }
        double lateness = latencies.getOrDefault(Measure.LATENESS, Spread.NONE).p99Millis();
        if (lateness > MOST_LATENESS_P99_MILLIS) {
            reasons.add(say("the generator sent its own frames late: p99 %.1f ms, above 5 ms", lateness));
        }
        List<Second> measured = seconds.stream().filter(Second::measured).toList();
        double loop = mean(
                measured.stream().map(one -> one.own().busiestLoopPercent()).toList());
        if (loop > MOST_LOOP_PERCENT) {
            reasons.add(say("the generator's busiest loop used %.0f %% of a core, above 85 %%", loop));
        }
        double steal =
                mean(measured.stream().map(one -> one.own().stealPercent()).toList());
        if (steal > MOST_STEAL_PERCENT) {
            reasons.add(say("the machine's host took %.0f %% of its time away, above 5 %%", steal));
        }
        if (measured.isEmpty()) {
            reasons.add("nothing was measured: the fleet did not get through its warm-up");
        }
        return reasons;
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }

    private static String say(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
