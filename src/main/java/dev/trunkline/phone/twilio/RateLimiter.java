package dev.trunkline.phone.twilio;

/** How often something may happen: so many times within a sliding window. Confined to one loop. */
final class RateLimiter {

    private final long[] spentNanos;
    private final long windowNanos;
    private int next;
    private long spent;

    /** @param times how many in any window are still too few to mind */
    RateLimiter(int times, long windowNanos) {
        this.spentNanos = new long[times];
        this.windowNanos = windowNanos;
    }

    /** Counts one more; returns whether there was room for it. */
    boolean spend(long nowNanos) {
        if (spent >= spentNanos.length && nowNanos - spentNanos[next] < windowNanos) {
            return false;
        }
        spentNanos[next] = nowNanos;
        next = (next + 1) % spentNanos.length;
        spent++;
        return true;
    }
}
