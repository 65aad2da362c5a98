package dev.trunkline.testing;

import dev.trunkline.time.Scheduler;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Virtual time. {@link #advance} runs timers and 5 ms ticks in order; nothing happens by itself. The clock begins two seconds
 * before {@code long} overflows, because only differences of {@link #nowNanos} mean anything: whoever compares times
 * themselves is found out by every scenario that is longer.
 */
public final class ManualScheduler implements Scheduler {

    public static final long TICK_NANOS = 5_000_000;

    private static final long ORIGIN_NANOS = Long.MAX_VALUE - 2_000_000_000L;

    private final PriorityQueue<Task> timers = new PriorityQueue<>(
            Comparator.comparingLong((Task task) -> task.atNanos).thenComparingLong(task -> task.order));
    private final List<Ticker> tickers = new ArrayList<>();
    private long elapsedNanos;
    private long nextTickNanos = TICK_NANOS;
    private long orders;

    @Override
    public long nowNanos() {
        return ORIGIN_NANOS + elapsedNanos;
    }

    /** How much time has passed since the beginning. */
    public long elapsedNanos() {
        return elapsedNanos;
    }

    public long elapsedMillis() {
        return elapsedNanos / 1_000_000;
    }

    @Override
    public void execute(Runnable task) {
        after(0, task);
    }

    @Override
    public Timer after(long delayNanos, Runnable task) {
        Task timer = new Task(elapsedNanos + Math.max(0, delayNanos), orders++, task);
        timers.add(timer);
        return () -> timers.remove(timer);
    }

    @Override
    public Timer every(long periodNanos, Runnable task) {
        Task timer = new Task(elapsedNanos + periodNanos, orders++, () -> {});
        timer.task = () -> {
            timer.atNanos = elapsedNanos + periodNanos;
            timer.order = orders++;
            timers.add(timer);
            task.run();
        };
        timers.add(timer);
        return () -> timers.remove(timer);
    }

    @Override
    public Timer everyTick(Tick tick) {
        Ticker ticker = new Ticker(tick);
        tickers.add(ticker);
        return () -> tickers.remove(ticker);
    }

    /** Time passes, and what is due happens. */
    public void advance(long nanos) {
        long untilNanos = elapsedNanos + nanos;
        while (true) {
            Task timer = timers.peek();
            long timerNanos = timer == null ? Long.MAX_VALUE : timer.atNanos;
            long dueNanos = Math.min(timerNanos, nextTickNanos);
            if (dueNanos > untilNanos) {
                break;
            }
            elapsedNanos = Math.max(elapsedNanos, dueNanos);
            if (timer != null && timerNanos <= nextTickNanos) {
                timers.remove(timer);
                timer.task.run();
            } else {
                tickAll();
            }
        }
        elapsedNanos = Math.max(elapsedNanos, untilNanos);
    }

    public void advanceMillis(long millis) {
        advance(millis * 1_000_000);
    }

    /** The loop is busy for so long: time passes, and what is due has to wait until the next {@link #advance}. */
    public void stall(long nanos) {
        elapsedNanos += nanos;
    }

    /** How many timers are waiting; a call that is over leaves none behind. */
    public int timers() {
        return timers.size();
    }

    /** How many tickers are registered. */
    public int tickers() {
        return tickers.size();
    }

    private void tickAll() {
        // What was missed while the loop was busy is not made up for: the next tick comes at its own time.
        nextTickNanos = (elapsedNanos / TICK_NANOS + 1) * TICK_NANOS;
        for (Ticker ticker : List.copyOf(tickers)) {
            if (tickers.contains(ticker)) {
                ticker.tick.onTick(nowNanos());
            }
        }
    }

    private static final class Task {
        private long atNanos;
        private long order;
        private Runnable task;

        Task(long atNanos, long order, Runnable task) {
            this.atNanos = atNanos;
            this.order = order;
            this.task = task;
        }
    }

    private static final class Ticker {
        private final Tick tick;

        Ticker(Tick tick) {
            this.tick = tick;
        }
    }
}
