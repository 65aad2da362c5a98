package dev.trunkline.lab.fleet;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Beats at an even pace from a thread of its own. NIO's selector waits whole milliseconds only and spins for the rest, which
 * is half a core at a beat of a millisecond; a parked thread is late by a tenth of one and costs next to nothing. Late beats
 * are made up by one: whoever listens counts for themselves. Thread-safe.
 */
public final class Heartbeat implements AutoCloseable {

    private static final long LAST_BEAT_MILLIS = 1_000;

    private final LongSupplier nanoTime;
    private final long originNanos;
    private final long periodNanos;
    private final Runnable beat;
    private final Thread thread = new DefaultThreadFactory("heartbeat", true).newThread(this::run);
    private volatile boolean stopped;

    private Heartbeat(LongSupplier nanoTime, long originNanos, long periodNanos, Runnable beat) {
        this.nanoTime = nanoTime;
        this.originNanos = originNanos;
        this.periodNanos = periodNanos;
        this.beat = beat;
    }

    /**
     * Starts to beat.
     *
     * @param nanoTime monotonic
     * @param originNanos beats are due whole periods after this
     * @param beat must neither block nor throw; called on the heartbeat's own thread
     */
    public static Heartbeat start(LongSupplier nanoTime, long originNanos, long periodNanos, Runnable beat) {
        Heartbeat heart = new Heartbeat(nanoTime, originNanos, periodNanos, beat);
        heart.thread.start();
        return heart;
    }

    private void run() {
        long dueNanos = originNanos;
        while (!stopped) {
            dueNanos += periodNanos;
            long nowNanos = nanoTime.getAsLong();
            if (dueNanos <= nowNanos) {
                dueNanos += (nowNanos - dueNanos) / periodNanos * periodNanos;
            } else {
                parkUntil(dueNanos);
            }
            beat.run();
        }
    }

    private void parkUntil(long dueNanos) {
        for (long left = dueNanos - nanoTime.getAsLong(); left > 0; left = dueNanos - nanoTime.getAsLong()) {
            LockSupport.parkNanos(left);
        }
    }

    /** Waits until the last beat is over. */
    @Override
    public void close() {
        stopped = true;
        try {
            thread.join(LAST_BEAT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
