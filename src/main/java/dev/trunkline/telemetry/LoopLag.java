package dev.trunkline.telemetry;

import dev.trunkline.time.Scheduler;
import java.time.Duration;

/** Measures how late a loop's own timer fires. One per loop; confined to it. */
public final class LoopLag {

    private static final long EVERY_NANOS = Duration.ofMillis(250).toNanos();

    private final Scheduler scheduler;
    private final Metrics metrics;
    private long dueNanos;

    private LoopLag(Scheduler scheduler, Metrics metrics) {
        this.scheduler = scheduler;
        this.metrics = metrics;
    }

    /** Begins, on the scheduler's loop, and goes on as long as the loop lives. */
    public static void watch(Scheduler scheduler, Metrics metrics) {
        new LoopLag(scheduler, metrics).next();
    }

    private void next() {
        dueNanos = scheduler.nowNanos() + EVERY_NANOS;
        scheduler.after(EVERY_NANOS, () -> {
            metrics.record(MetricName.EVENT_LOOP_LAG, scheduler.nowNanos() - dueNanos);
            next();
        });
    }
}
