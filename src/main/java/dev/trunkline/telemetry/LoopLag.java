package dev.trunkline.telemetry;

import dev.trunkline.time.Scheduler;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLongArray;

/** Measures how late a loop's own timer fires. One per loop; confined to it, except for what any thread may ask. */
public final class LoopLag {

    private static final long EVERY_NANOS = Duration.ofMillis(50).toNanos();
    private static final int RECENT = 200; // ten seconds; its 99th percentile forgives two late turns
    private static final double PERCENTILE = 0.99;

    /** Longer than any one turn takes: it counts at once, not as one late turn of many. */
    private static final long HANGS_NANOS = Duration.ofSeconds(1).toNanos();

    private final Scheduler scheduler;
    private final Metrics metrics;
    private final Thread thread = Thread.currentThread(); // the loop's: it is made there
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
        long usual = sorted[(int) Math.ceil(PERCENTILE * RECENT) - 1];
        return Math.max(hangsNanos(nowNanos), usual);
    }

    /** For how long the loop has come to nothing, if that is longer than any one turn takes; else 0. Any thread. */
    long hangsNanos(long nowNanos) {
        long overdueNanos = nowNanos - dueNanos;
        return overdueNanos > HANGS_NANOS ? overdueNanos : 0;
    }

    /** The loop's own thread. */
    Thread thread() {
        return thread;
    }
}
