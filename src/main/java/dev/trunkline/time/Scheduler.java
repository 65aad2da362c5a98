package dev.trunkline.time;

import java.util.concurrent.Executor;

/**
 * The clock and the timers of one loop; a call never reads any other clock. Implemented over a Netty event loop, and by
 * hand in tests. Confined to the loop it belongs to, except {@link #nowNanos()} and {@link #execute}.
 */
public interface Scheduler extends Executor {

    /** Monotonic time in nanoseconds; only differences mean anything. Any thread. */
    long nowNanos();

    /** Runs {@code task} on this loop, soon. Any thread. */
    @Override
    void execute(Runnable task);

    /** Runs {@code task} once on this loop, {@code delayNanos} from now or later. */
    Timer after(long delayNanos, Runnable task);

    /**
     * As {@link #after}, for a task that judges a peer by what it has not sent. When the whole process was stopped for a
     * while, what came meanwhile lies unread, and the timers of that while are all due at once: before this one runs, the
     * loop reads, and a peer whom we left waiting has as long again, {@code delayNanos} at most.
     */
    default Timer patience(long delayNanos, Runnable task) {
        return after(delayNanos, task); // a clock that is turned by hand is never late
    }

    /** Runs {@code task} on this loop until cancelled, each time {@code periodNanos} after the time before or later. */
    Timer every(long periodNanos, Runnable task);

    /**
     * Calls {@code tick} on this loop about every 5 ms until cancelled. All tickers of a loop share one wake-up, which
     * is why playout uses this and not a timer of its own: 500 timers at 50 Hz burn a core on NIO.
     */
    Timer everyTick(Tick tick);

    /** Something that can be called off; calling it off twice is harmless. */
    interface Timer {
        void cancel();
    }

    /** What a ticker calls; {@code nowNanos} is {@link Scheduler#nowNanos()} read once for all. */
    interface Tick {
        void onTick(long nowNanos);
    }
}
