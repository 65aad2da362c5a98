package dev.trunkline.cli;

import dev.trunkline.lab.fleet.measure.BridgeMemory;
import dev.trunkline.lab.fleet.measure.MemoryUse;
import dev.trunkline.lab.fleet.verdict.FleetReport;
import dev.trunkline.lab.fleet.verdict.KeyFigure;
import dev.trunkline.lab.fleet.verdict.Limit;
import dev.trunkline.lab.fleet.verdict.Runs;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a fleet must not exceed, of several runs in their median. Times are milliseconds. */
final class FleetLimits {

    private static final double KIBIBYTE = 1_024;
    private static final double MEBIBYTE = 1_024 * KIBIBYTE;

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

    @Option(names = "--max-uplink-p50", paramLabel = "MS", description = "Frame to far end; needs --notes.")
    private @Nullable Double uplink50;

    @Option(names = "--max-uplink-p99", paramLabel = "MS", description = "The same, 99th percentile.")
    private @Nullable Double uplink;

    @Option(names = "--max-downlink-p50", paramLabel = "MS", description = "Far end to first frame; needs --notes.")
    private @Nullable Double downlink50;

    @Option(names = "--max-downlink-p99", paramLabel = "MS", description = "The same, 99th percentile.")
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

    @Option(names = "--max-allocated", paramLabel = "BYTES", description = "The bridge's, for a second of a call.")
    private @Nullable Double allocated;

    @Option(names = "--max-resident", paramLabel = "KB", description = "For each further call; needs --steps.")
    private @Nullable Double resident;

    @Option(names = "--max-left-heap", paramLabel = "MB", description = "More heap after the last call than before.")
    private @Nullable Double leftHeap;

    @Option(names = "--max-left-direct", paramLabel = "MB", description = "More socket buffers than before.")
    private @Nullable Double leftDirect;

    @Option(names = "--max-left-descriptors", paramLabel = "N", description = "More open files than before.")
    private @Nullable Double leftDescriptors;

    @Option(names = "--max-left-threads", paramLabel = "N", description = "More threads than before.")
    private @Nullable Double leftThreads;

    /** Throws {@link IllegalArgumentException} for a limit that cannot be; the message begins with the option's name. */
    void check() {
        for (Limit limit : given()) {
            if (!(limit.most() >= 0)) {
                throw new IllegalArgumentException(limit.name().substring(2) + " must not be negative");
            }
        }
    }

    /** Every limit that is broken, in words. A result that is not valid keeps none that was given. */
    List<String> broken(Runs runs) {
        List<Limit> limits = given();
        List<String> broken = new ArrayList<>();
        for (Limit limit : limits) {
            String words = limit.broken(runs);
            if (words != null) {
                broken.add(words);
            }
        }
        if (!limits.isEmpty() && !runs.isValid()) {
            broken.add("the result is not valid: " + String.join("; ", runs.invalid()));
        }
        return broken;
    }

    private List<Limit> given() {
        List<Limit> limits = new ArrayList<>();
        add(limits, "--max-failed", failed, KeyFigure.FAILED::of);
        add(limits, "--max-refused", refused, KeyFigure.REFUSED::of);
        add(limits, "--max-lost", lost, KeyFigure.LOST::of);
        add(limits, "--max-underruns", underruns, KeyFigure.UNDERRUNS::of);
        add(limits, "--max-stale", staleMillis, KeyFigure.STALE::of);
        add(limits, "--max-setup-p99", setup, KeyFigure.SETUP_P99::of);
        add(limits, "--max-uplink-p50", uplink50, KeyFigure.UPLINK_P50::of);
        add(limits, "--max-uplink-p99", uplink, KeyFigure.UPLINK_P99::of);
        add(limits, "--max-downlink-p50", downlink50, KeyFigure.DOWNLINK_P50::of);
        add(limits, "--max-downlink-p99", downlink, KeyFigure.DOWNLINK_P99::of);
        add(limits, "--max-barge-in-p99", bargeIn, KeyFigure.BARGE_IN_P99::of);
        add(limits, "--max-gap-p99", gap, KeyFigure.GAP_P99::of);
        add(limits, "--max-gap-p999", gap999, KeyFigure.GAP_P999::of);
        add(limits, "--max-cpu", cpu, KeyFigure.CPU::of);
        add(limits, "--max-cpu-multiple", cpuMultiple, KeyFigure.CPU_MULTIPLE::of);
        add(limits, "--max-allocated", allocated, KeyFigure.ALLOCATED::of);
        add(limits, "--max-resident", resident, report -> KeyFigure.RESIDENT.of(report) / KIBIBYTE);
        add(limits, "--max-left-heap", leftHeap, left(MemoryUse.HEAP, MEBIBYTE));
        add(limits, "--max-left-direct", leftDirect, left(MemoryUse.DIRECT, MEBIBYTE));
        add(limits, "--max-left-descriptors", leftDescriptors, left(MemoryUse.DESCRIPTORS, 1));
        add(limits, "--max-left-threads", leftThreads, left(MemoryUse.THREADS, 1));
        return limits;
    }

    private static ToDoubleFunction<FleetReport> left(MemoryUse holding, double unit) {
        return report -> {
            BridgeMemory memory = report.memory();
            return memory == null ? Double.NaN : memory.left(holding) / unit;
        };
    }

    private static void add(
            List<Limit> limits, String name, @Nullable Double most, ToDoubleFunction<FleetReport> value) {
        if (most != null) {
            limits.add(new Limit(name, most, value));
        }
    }
}
