package dev.trunkline.telemetry;

import dev.trunkline.time.Scheduler;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLongArray;

/** Measures how late a loop's own timer fires. One per loop; confined to it, except {@link #recentNanos}. */
public final class LoopLag {

    private static final long EVERY_NANOS = Duration.ofMillis(50).toNanos();
    private static final int RECENT = 200; // ten seconds; its 99th percentile forgives two late turns
    private static final double PERCENTILE = 0.99;

    /** Longer than any one turn takes: it counts at once, not as one late turn of many. */
    private static final long HANGS_NANOS = Duration.ofSeconds(1).toNanos();

    private final Scheduler scheduler;
    private final Metrics metrics;
    private final AtomicLongArray recentNanos = new AtomicLongArray(RECENT);
    private volatile long dueNanos;
    private int next;

    private LoopLag(Scheduler scheduler, Metrics metrics) {
        this.scheduler = scheduler;
        this.metrics = metrics;
    }

    /** Begins, on the scheduler's loop, and goes on as long as the loop lives. */
    public static LoopLag watch(Scheduler scheduler, Metrics metrics) {
        LoopLag lag = new LoopLag(scheduler, metrics);
        lag.next();
        return lag;
    }

    private void next() {
        dueNanos = scheduler.nowNanos() + EVERY_NANOS;
        scheduler.after(EVERY_NANOS, () -> {
            long lagNanos = scheduler.nowNanos() - dueNanos;
            metrics.record(MetricName.EVENT_LOOP_LAG, lagNanos);
            recentNanos.set(next, lagNanos);
            next = (next + 1) % RECENT;
            next();
        });
    }

    /** The 99th percentile of the last ten seconds. A loop that hangs is as late as it would be if it went on now. Any thread. */
    long recentNanos(long nowNanos) {
        long[] sorted = new long[RECENT];
        for (int i = 0; i < RECENT; i++) {
            sorted[i] = recentNanos.get(i);
        }
        Arrays.sort(sorted);
        long overdueNanos = nowNanos - dueNanos;
        long usual = sorted[(int) Math.ceil(PERCENTILE * RECENT) - 1];
        return overdueNanos > HANGS_NANOS ? Math.max(overdueNanos, usual) : usual;
    }
}
