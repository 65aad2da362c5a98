package dev.trunkline.ai.evi;

import dev.trunkline.time.Scheduler;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Time that passes when a test says so. */
final class ManualScheduler implements Scheduler {

    private final PriorityQueue<Entry> entries = new PriorityQueue<>(
            Comparator.comparingLong((Entry entry) -> entry.atNanos).thenComparingLong(entry -> entry.order));
    private long nowNanos = 1_000_000_000L;
    private long order;

    void pass(Duration duration) {
        long untilNanos = nowNanos + duration.toNanos();
        while (!entries.isEmpty() && entries.peek().atNanos <= untilNanos) {
            Entry entry = entries.remove();
            nowNanos = entry.atNanos;
            entry.task.run();
        }
        nowNanos = untilNanos;
    }

    int pending() {
        return entries.size();
    }

    @Override
    public long nowNanos() {
        return nowNanos;
    }

    @Override
    public Timer after(long delayNanos, Runnable task) {
        Entry entry = new Entry(nowNanos + delayNanos, order++, task);
        entries.add(entry);
        return () -> entries.remove(entry);
    }

    @Override
    public Timer everyTick(Tick tick) {
        throw new UnsupportedOperationException("a chat does not tick");
    }

    private record Entry(long atNanos, long order, Runnable task) {}
}
