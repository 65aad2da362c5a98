package dev.trunkline.cli;

import dev.trunkline.lab.fleet.Count;
import dev.trunkline.lab.fleet.FleetReport;
import dev.trunkline.lab.fleet.Limit;
import dev.trunkline.lab.fleet.Measure;
import dev.trunkline.lab.fleet.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a fleet must not exceed. Times are milliseconds. */
final class FleetLimits {

    @Option(names = "--max-failed", paramLabel = "N", description = "Calls that fail.")
    private @Nullable Double failed;

    @Option(names = "--max-refused", paramLabel = "N", description = "Calls that get other TwiML than a stream.")
    private @Nullable Double refused;

    @Option(names = "--max-lost", paramLabel = "N", description = "Frames that are lost.")
    private @Nullable Double lost;

    @Option(names = "--max-underruns", paramLabel = "N", description = "Times a phone runs dry, after the warm-up.")
    private @Nullable Double underruns;

    @Option(names = "--max-stale", paramLabel = "MS", description = "Agent audio after clear.")
    private @Nullable Double staleMillis;

    @Option(names = "--max-setup-p99", paramLabel = "MS", description = "Webhook to open stream.")
    private @Nullable Double setup;

    @Option(names = "--max-uplink-p99", paramLabel = "MS", description = "Frame to far end; needs --notes.")
    private @Nullable Double uplink;

    @Option(names = "--max-downlink-p99", paramLabel = "MS", description = "Far end to first frame; needs --notes.")
    private @Nullable Double downlink;

    @Option(names = "--max-barge-in-p99", paramLabel = "MS", description = "Interruption to clear; needs --notes.")
    private @Nullable Double bargeIn;

    @Option(names = "--max-gap-p99", paramLabel = "MS", description = "Between two media messages of one speech.")
    private @Nullable Double gap;

    @Option(names = "--max-gap-p999", paramLabel = "MS", description = "The same, 99.9th percentile.")
    private @Nullable Double gap999;

    @Option(names = "--max-cpu", paramLabel = "PERCENT", description = "The bridge's CPU per call, of one core.")
    private @Nullable Double cpu;

    @Option(names = "--max-cpu-multiple", paramLabel = "X", description = "Of the bare relay's CPU; needs --baseline.")
    private @Nullable Double cpuMultiple;

    /** Every limit that is broken, in words. A result that is not valid keeps none that was given. */
    List<String> broken(FleetReport report) {
        List<Limit> limits = given();
        List<String> broken = new ArrayList<>();
        for (Limit limit : limits) {
            String words = limit.broken(report);
            if (words != null) {
                broken.add(words);
            }
        }
        if (!limits.isEmpty() && !report.isValid()) {
            broken.add("the result is not valid: " + String.join("; ", report.invalid()));
        }
        return broken;
    }

    private List<Limit> given() {
        List<Limit> limits = new ArrayList<>();
        add(limits, "--max-failed", failed, report -> report.count(Count.CALLS_FAILED));
        add(limits, "--max-refused", refused, report -> report.count(Count.CALLS_REFUSED));
        add(limits, "--max-lost", lost, FleetReport::framesLost);
        add(limits, "--max-underruns", underruns, FleetReport::underrunsWhileWarm);
        add(limits, "--max-stale", staleMillis, FleetReport::staleAudioMillis);
        addP99(limits, "--max-setup-p99", setup, Measure.SETUP);
        addP99(limits, "--max-uplink-p99", uplink, Measure.UPLINK);
        addP99(limits, "--max-downlink-p99", downlink, Measure.DOWNLINK);
        addP99(limits, "--max-barge-in-p99", bargeIn, Measure.BARGE_IN);
        addP99(limits, "--max-gap-p99", gap, Measure.GAP);
        add(limits, "--max-gap-p999", gap999, report -> {
            Spread spread = report.spread(Measure.GAP);
            return spread.count() == 0 ? Double.NaN : spread.p999Millis();
        });
        add(limits, "--max-cpu", cpu, report -> {
            FleetReport.Bridge bridge = report.bridge();
            return bridge == null ? Double.NaN : bridge.cpuPercentPerCall();
        });
        add(limits, "--max-cpu-multiple", cpuMultiple, report -> {
            FleetReport.Baseline baseline = report.baseline();
            Double multiple = baseline == null ? null : baseline.cpuMultiple();
            return multiple == null ? Double.NaN : multiple;
        });
        return limits;
    }

    private static void add(
            List<Limit> limits, String name, @Nullable Double most, ToDoubleFunction<FleetReport> value) {
        if (most != null) {
            limits.add(new Limit(name, most, value));
        }
    }

    private static void addP99(List<Limit> limits, String name, @Nullable Double mostMillis, Measure measure) {
        if (mostMillis != null) {
            limits.add(Limit.p99(name, mostMillis, measure));
        }
    }
}
