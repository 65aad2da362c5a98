package dev.trunkline.telemetry;

import com.sun.management.ThreadMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;

/** What the JVM itself uses, from its own beans. Thread-safe. */
public final class JvmMetrics {

    private static final String DIRECT = "direct";
    private static final double MILLIS_PER_SECOND = 1_000;

    private JvmMetrics() {}

    /**
     * Adds it to the meters of a process.
     *
     * @param socketBytes direct memory that the network library took past the JVM's own book-keeping; -1 when it takes none
     */
    public static void into(Metrics metrics, LongSupplier socketBytes) {
        metrics.gauge(
                MetricName.JVM_HEAP,
                () -> ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        metrics.gauge(MetricName.JVM_HEAP_LIVE, JvmMetrics::liveBytes);
        metrics.gauge(MetricName.JVM_DIRECT, () -> directBytes(socketBytes));
        metrics.gauge(MetricName.JVM_THREADS, ManagementFactory.getThreadMXBean()::getThreadCount);
        metrics.gauge(MetricName.JVM_CLASSES, ManagementFactory.getClassLoadingMXBean()::getLoadedClassCount);
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
            metrics.gauge(MetricName.JVM_DESCRIPTORS, system::getOpenFileDescriptorCount);
        }
        if (ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads
                && threads.isThreadAllocatedMemorySupported()) {
            metrics.gauge(MetricName.JVM_ALLOCATED, () -> allocatedBytes(threads));
        }
        List<GarbageCollectorMXBean> collectors = ManagementFactory.getGarbageCollectorMXBeans();
        metrics.gauge(MetricName.JVM_COLLECTIONS, () -> sum(collectors, GarbageCollectorMXBean::getCollectionCount));
        metrics.gauge(
                MetricName.JVM_COLLECTION_TIME,
                () -> sum(collectors, GarbageCollectorMXBean::getCollectionTime) / MILLIS_PER_SECOND);
    }

    static long liveBytes() {
        long live = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            MemoryUsage afterCollection = pool.getCollectionUsage();
            live += pool.getType() == MemoryType.HEAP && afterCollection != null ? afterCollection.getUsed() : 0;
        }
        return live;
    }

    /**
     * Memory outside the heap that buffers hold.
     *
     * @param socketBytes what the network library took past the JVM's own book-keeping; -1 when it takes none
     */
    public static long directBytes(LongSupplier socketBytes) {
        // Either the library's memory is in the JVM's books, or the JVM's books are nearly empty.
        return Math.max(directBytes(), socketBytes.getAsLong());
    }

    private static long directBytes() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals(DIRECT))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }

    /** Threads that have ended are not in it; those that carry calls never end. -1 is a thread that ended just now. */
    private static long allocatedBytes(ThreadMXBean threads) {
        long sum = 0;
        for (long bytes : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
            sum += Math.max(0, bytes);
        }
        return sum;
    }

    private static long sum(List<GarbageCollectorMXBean> collectors, ToLongFunction<GarbageCollectorMXBean> value) {
        return collectors.stream().mapToLong(value).filter(one -> one > 0).sum();
    }
}
