package dev.trunkline.bridge;

import java.util.concurrent.TimeUnit;

/**
 * How many calls the far end turned out to have room for, when it refused one although it serves others: fewer from then on, one
 * more every few seconds, and any number again when that goes well. Guarded by its owner's monitor.
 */
final class LearnedLimit {

    private static final long STEP_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long FORGET_NANOS = TimeUnit.MINUTES.toNanos(1);

    private int calls = Integer.MAX_VALUE;
    private long refusedNanos;

    /**
     * The far end has no room for a call that has a seat here.
     *
     * @param seats taken, that of this call with them
     */
    void refused(int seats, long nowNanos) {
        if (seats > 1) { // who is alone was not refused because of others of ours
            calls = Math.min(calls(nowNanos), seats - 1);
            refusedNanos = nowNanos;
        }
    }

    /** How many calls may be here. */
    int calls(long nowNanos) {
        if (calls == Integer.MAX_VALUE) {
            return calls;
        }
        long sinceNanos = nowNanos - refusedNanos;
        if (sinceNanos >= FORGET_NANOS) {
            calls = Integer.MAX_VALUE;
            return calls;
        }
        return calls + (int) (sinceNanos / STEP_NANOS);
    }
}
