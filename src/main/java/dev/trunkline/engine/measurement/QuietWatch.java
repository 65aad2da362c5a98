package dev.trunkline.engine.measurement;

import dev.trunkline.time.Scheduler;

/** Notices when nothing has happened for a while, with one timer however much happens. Confined to the scheduler's loop. */
final class QuietWatch {

    private final Scheduler scheduler;
    private final long quietNanos;
    private final Runnable onQuiet;
    private long touchedNanos;
    private Scheduler.Timer timer;

    /** Begins to watch; {@code onQuiet} is called once, {@code quietNanos} after the last {@link #touch}. */
    QuietWatch(Scheduler scheduler, long quietNanos, Runnable onQuiet) {
        this.scheduler = scheduler;
        this.quietNanos = quietNanos;
        this.onQuiet = onQuiet;
        this.touchedNanos = scheduler.nowNanos();
        this.timer = scheduler.patience(quietNanos, this::look);
    }

    /** Something happened. */
    void touch() {
        touchedNanos = scheduler.nowNanos();
    }

    void cancel() {
        timer.cancel();
    }

    private void look() {
        long leftNanos = quietNanos - (scheduler.nowNanos() - touchedNanos);
        if (leftNanos > 0) {
            timer = scheduler.patience(leftNanos, this::look);
        } else {
            onQuiet.run();
        }
    }
}
