package dev.trunkline.telemetry;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * How much of the heap is in use, as far as the collector knows: what it left the last time. When nothing had to be collected for
 * a while, memory is not short, whatever was in use then: without this, a process that was once full and has nothing to do
 * since would count as full for ever. Confined to whoever measures.
 */
public final class MemoryInUse implements DoubleSupplier {

    private static final long STALE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final LongSupplier liveBytes;
    private final LongSupplier collections;
    private final long maxBytes;
    private final LongSupplier nanoTime;
    private long seenCollections;
    private long collectedNanos;

    /**
     * Of any heap.
     *
     * @param liveBytes what was in use after the last collection
     * @param collections how many there have been
     */
    MemoryInUse(LongSupplier liveBytes, LongSupplier collections, long maxBytes, LongSupplier nanoTime) {
        this.liveBytes = liveBytes;
        this.collections = collections;
        this.maxBytes = maxBytes;
        this.nanoTime = nanoTime;
        this.collectedNanos = nanoTime.getAsLong() - STALE_NANOS;
    }

    public static MemoryInUse ofThisProcess(LongSupplier nanoTime) {
        return new MemoryInUse(
                JvmMetrics::liveBytes,
                () -> ManagementFactory.getGarbageCollectorMXBeans().stream()
                        .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                        .sum(),
                Runtime.getRuntime().maxMemory(),
                nanoTime);
    }

    /** In percent of the most that there may be. */
    @Override
    public double getAsDouble() {
        long nowNanos = nanoTime.getAsLong();
        long done = collections.getAsLong();
        if (done != seenCollections) {
            seenCollections = done;
            collectedNanos = nowNanos;
        }
        return nowNanos - collectedNanos >= STALE_NANOS ? 0 : 100.0 * liveBytes.getAsLong() / maxBytes;
    }
}
