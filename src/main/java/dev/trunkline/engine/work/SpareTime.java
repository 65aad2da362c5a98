package dev.trunkline.engine.work;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Work that is welcome but may be left undone: all of it together gets a share of the processors, and never all workers, so that
 * what must be done finds one free. What has no room now is refused at once, and costs nothing. Thread-safe.
 */
public final class SpareTime {

    private static final double MAX_SAVED_NANOS = 1e9; // more would make others wait later
    private static final double SHARE_OF_A_WORKER = 0.3;

    private final BoundedExecutor workers;
    private final int places;
    private final double share;
    private final LongSupplier nanoTime;
    private final BooleanSupplier pressed;
    private double savedNanos = MAX_SAVED_NANOS;
    private long countedNanos;
    private int busy;

    /**
     * @param places how much work at once, at most
     * @param share how many processors, on average: 0.5 is half of one
     * @param pressed whether there is none to spare; asked before any work
     */
    public SpareTime(
            BoundedExecutor workers, int places, double share, LongSupplier nanoTime, BooleanSupplier pressed) {
        this.workers = workers;
        this.places = places;
        this.share = share;
        this.nanoTime = nanoTime;
        this.pressed = pressed;
        this.countedNanos = nanoTime.getAsLong();
    }

    /**
     * As much as {@code threads} workers can have without making anybody wait.
     *
     * @param pressed whether there is none to spare; asked before any work
     */
    public static SpareTime of(BoundedExecutor workers, int threads, BooleanSupplier pressed) {
        return new SpareTime(workers, Math.max(1, threads / 2), SHARE_OF_A_WORKER * threads, System::nanoTime, pressed);
    }

    /**
     * Does {@code work} soon, or not at all. Any thread.
     *
     * @param expectedNanos what it will take, roughly: of what is left, short work gets more than long work
     * @return fails at once when there is no time for it, and with what the work throws
     */
    public <T> CompletableFuture<T> offer(long expectedNanos, Supplier<T> work) {
        if (pressed.getAsBoolean() || !enter(expectedNanos)) {
            return CompletableFuture.failedFuture(new RejectedExecutionException("no time to spare"));
        }
        CompletableFuture<T> done = workers.submit(() -> {
            long begunNanos = nanoTime.getAsLong();
            try {
                return work.get();
            } finally {
                spend(nanoTime.getAsLong() - begunNanos);
            }
        });
        done.whenComplete((result, failure) -> leave());
        return done;
    }

    private synchronized boolean enter(long expectedNanos) {
        long now = nanoTime.getAsLong();
        savedNanos = Math.min(MAX_SAVED_NANOS, savedNanos + share * (now - countedNanos));
        countedNanos = now;
        if (busy >= places || savedNanos < Math.min((double) expectedNanos, MAX_SAVED_NANOS)) {
            return false;
        }
        busy++;
        return true;
    }

    private synchronized void spend(long nanos) {
        savedNanos -= nanos;
    }

    private synchronized void leave() {
        busy--;
    }
}
