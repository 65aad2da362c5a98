package dev.trunkline.lab.fleet.measure;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Looks at everything about once a second: the meter, the bridge, the machine, ourselves. Confined to one thread. */
public final class Samples {

    private static final double PERCENT = 100;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Meter meter;
    private final List<Long> loopThreads;
    private final BridgeWatch bridge;
    private final ProcessUse self = ProcessUse.of(ProcessHandle.current().pid());
    private final Map<Measure, Histogram> totals = new EnumMap<>(Measure.class);
    private final Map<Long, Long> loopCpuNanos = new HashMap<>();
    private final List<Second> seconds = new ArrayList<>();
    private final long beginNanos;
    private final Map<MemoryUse, Long> held;
    private long lastNanos;
    private final ProcessUse.@Nullable Reading bridgeBegan;
    private ProcessUse.@Nullable Reading bridgeBefore;
    private ProcessUse.@Nullable Reading selfBefore;
    private MachineUse machineBefore;

    /** Looks at the bridge for the first time. */
    public Samples(Meter meter, BridgeWatch bridge, List<Long> loopThreads, long beginNanos) {
        this.meter = meter;
        this.loopThreads = loopThreads;
        this.bridge = bridge;
        this.beginNanos = beginNanos;
        this.lastNanos = beginNanos;
        for (Measure measure : Measure.values()) {
            totals.put(measure, new Histogram(Meter.LONGEST_MICROS, Meter.DIGITS));
        }
        this.held = bridge.memoryUse();
        this.bridgeBegan = bridge.process();
        this.bridgeBefore = bridgeBegan;
        this.selfBefore = self.read();
        this.machineBefore = MachineUse.read();
    }

    /**
     * Takes one.
     *
     * @param loops whether what the calls measured themselves counts
     * @param notes whether what comes from asking and answering counts
     */
    public Second take(long nowNanos, int callsUp, boolean loops, boolean notes) {
        long spanNanos = Math.max(1, nowNanos - lastNanos);
        Map<Measure, Spread> spreads = new EnumMap<>(Measure.class);
        meter.take().forEach((measure, histogram) -> {
            spreads.put(measure, Spread.of(histogram, false));
            boolean counts = measure == Measure.SETUP || (ofLoops(measure) ? loops : notes);
            Histogram total = totals.get(measure);
            if (counts && total != null) {
                total.add(histogram);
            }
        });
        Map<Count, Long> counts = new EnumMap<>(Count.class);
        for (Count count : Count.values()) {
            counts.put(count, meter.counted(count));
        }
        Second second = new Second(
                (nowNanos - beginNanos) / 1_000_000,
                spanNanos / 1_000_000,
                loops,
                callsUp,
                counts,
                spreads,
                bridge(spanNanos),
                bridge.jvm(),
                own(spanNanos));
        lastNanos = nowNanos;
        seconds.add(second);
        return second;
    }

    private static boolean ofLoops(Measure measure) {
        return measure == Measure.GAP || measure == Measure.LATENESS;
    }

    private Second.@Nullable BridgeUse bridge(long spanNanos) {
        ProcessUse.Reading now = bridge.process();
        ProcessUse.Reading before = bridgeBefore;
        bridgeBefore = now;
        return now == null || before == null
                ? null
                : new Second.BridgeUse(
                        PERCENT * (now.cpuNanos() - before.cpuNanos()) / spanNanos,
                        now.rssBytes(),
                        now.threads(),
                        now.descriptors());
    }

    private Second.OwnUse own(long spanNanos) {
        ProcessUse.Reading now = self.read();
        ProcessUse.Reading before = selfBefore;
        selfBefore = now;
        MachineUse machine = MachineUse.read();
        MachineUse machineLast = machineBefore;
        machineBefore = machine;
        return new Second.OwnUse(
                now == null || before == null ? 0 : PERCENT * (now.cpuNanos() - before.cpuNanos()) / spanNanos,
                busiestLoop(spanNanos),
                machine.busyPercentSince(machineLast),
                machine.stealPercentSince(machineLast));
    }

    private double busiestLoop(long spanNanos) {
        double most = 0;
        for (long thread : loopThreads) {
            long cpuNanos = THREADS.getThreadCpuTime(thread);
            Long before = loopCpuNanos.put(thread, cpuNanos);
            if (before != null && cpuNanos >= 0) {
                most = Math.max(most, PERCENT * (cpuNanos - before) / spanNanos);
            }
        }
        return most;
    }

    /** All that were taken. */
    public List<Second> seconds() {
        return seconds;
    }

    /** What the bridge held before the first call. */
    public Map<MemoryUse, Long> heldBefore() {
        return held;
    }

    /** Everything that counted. */
    public Map<Measure, Spread> totals() {
        Map<Measure, Spread> spreads = new EnumMap<>(Measure.class);
        totals.forEach((measure, histogram) -> spreads.put(measure, Spread.of(histogram, true)));
        return spreads;
    }

    /** What a call costs, out of the seconds that count; null when the bridge cannot be seen, or nobody called. */
    @Nullable
    public BridgeCost bridgePerCall() {
        double cpu = 0;
        double calls = 0;
        double rss = 0;
        int count = 0;
        for (Second second : seconds) {
            Second.BridgeUse use = second.bridge();
            if (second.measured() && use != null && second.callsUp() > 0) {
                cpu += use.cpuPercent() * second.spanMillis();
                calls += (double) second.callsUp() * second.spanMillis();
                rss += (double) (use.rssBytes() - (bridgeBegan == null ? 0 : bridgeBegan.rssBytes()))
                        * second.spanMillis();
                count++;
            }
        }
        double meanSpan = count == 0
                ? 1
                : seconds.stream()
                        .filter(Second::measured)
                        .mapToLong(Second::spanMillis)
                        .average()
                        .orElse(1);
        return calls == 0 ? null : new BridgeCost(cpu / calls, rss / calls, calls / (count * meanSpan));
    }
}
