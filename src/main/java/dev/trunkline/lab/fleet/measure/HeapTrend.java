package dev.trunkline.lab.fleet.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Whether a bridge's heap without garbage grows while it has as many calls as before: looks at it every few minutes, and lays a
 * line through what it saw (least squares). A look stops the bridge for a collection: for soaks only. Confined to one thread.
 */
public final class HeapTrend {

    private static final long EVERY_NANOS = TimeUnit.MINUTES.toNanos(2);
    private static final int LEAST_LOOKS = 4;
    private static final double MEBIBYTE = 1_024 * 1_024;
    private static final double NANOS_PER_HOUR = TimeUnit.HOURS.toNanos(1);

    private final BridgeWatch bridge;
    private final List<double[]> looks = new ArrayList<>();
    private long nextNanos;

    /** @param firstNanos when it begins to look: what a bridge remembers of its last calls should be full by then */
    public HeapTrend(BridgeWatch bridge, long firstNanos) {
        this.bridge = bridge;
        this.nextNanos = firstNanos;
    }

    /** Looks if it is time; while calls are up only. */
    public void look(long nowNanos) {
        if (nowNanos < nextNanos) {
            return;
        }
        nextNanos = nowNanos + EVERY_NANOS;
        if (bridge.collect()) {
            Long heapBytes = bridge.memoryUse().get(MemoryUse.HEAP);
            if (heapBytes != null) {
                add(nowNanos, heapBytes);
            }
        }
    }

    void add(long nowNanos, long heapBytes) {
        looks.add(new double[] {nowNanos / NANOS_PER_HOUR, heapBytes / MEBIBYTE});
    }

    /** What it saw, in megabytes, every two minutes. */
    public List<Double> megabytes() {
        return looks.stream().map(look -> look[1]).toList();
    }

    /** By how much it grows; NaN when there were not enough looks. */
    public double megabytesPerHour() {
        if (looks.size() < LEAST_LOOKS) {
            return Double.NaN;
        }
        double meanHour = looks.stream().mapToDouble(look -> look[0]).average().orElse(0);
        double meanHeap = looks.stream().mapToDouble(look -> look[1]).average().orElse(0);
        double together = 0;
        double apart = 0;
        for (double[] look : looks) {
            together += (look[0] - meanHour) * (look[1] - meanHeap);
            apart += (look[0] - meanHour) * (look[0] - meanHour);
        }
        return together / apart;
    }
}
