package dev.trunkline.ai;

import java.util.concurrent.TimeUnit;

/**
 * When the next connection to a far end may be made. While all is well it takes so many a second, and many at once; after an
 * outage far fewer and one by one, so that it is not run over by everybody who has waited for it. Thread-safe.
 */
public final class ConnectPace {

    private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long USUAL_BURST_NANOS =
            3 * SECOND_NANOS / 2; // what was not used of the last one and a half seconds

    /** How long a far end that is back is treated with care. */
    static final long GENTLE_NANOS = 30 * SECOND_NANOS;

    private final long usualNanos;
    private final long gentleNanos;
    private boolean begun;
    private long nextNanos; // when the next one is due
    private boolean gentle;
    private long gentleUntilNanos;

    /**
     * A far end that nobody has called yet.
     *
     * @param usualPerSecond connections in ordinary times
     * @param gentlePerSecond in the half minute after an outage
     */
    public ConnectPace(int usualPerSecond, int gentlePerSecond) {
        this.usualNanos = SECOND_NANOS / usualPerSecond;
        this.gentleNanos = SECOND_NANOS / Math.min(usualPerSecond, gentlePerSecond);
    }

    /**
     * Takes the next place in the queue.
     *
     * @param nowNanos the clock of the call's loop
     * @return how long to wait for it, in ns
     */
    synchronized long reserve(long nowNanos) {
        gentle = gentle && nowNanos - gentleUntilNanos < 0;
        long earliestNanos = gentle ? nowNanos : nowNanos - USUAL_BURST_NANOS;
        if (!begun || nextNanos - earliestNanos < 0) {
            begun = true;
            nextNanos = earliestNanos;
        }
        long waitNanos = Math.max(0, nextNanos - nowNanos);
        nextNanos += gentle ? gentleNanos : usualNanos;
        return waitNanos;
    }

    /** It is back. */
    synchronized void afterOutage(long nowNanos) {
        gentle = true;
        gentleUntilNanos = nowNanos + GENTLE_NANOS;
        begun = true;
        nextNanos = nowNanos + gentleNanos; // the one that found out was the first
    }
}
