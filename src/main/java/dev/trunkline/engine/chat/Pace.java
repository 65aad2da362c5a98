package dev.trunkline.engine.chat;

import dev.trunkline.time.Scheduler;

/**
 * Lets a client be ahead of what any client needs, but only so far: then the rest waits in the client's own buffers. Whoever is
 * sent a flood would otherwise let the other chats of its loop wait. Confined to the chat's loop.
 */
final class Pace {

    private final Client client;
    private final Scheduler scheduler;
    private final long maxAheadNanos;
    private long earnedUntilNanos;

    Pace(Client client, Scheduler scheduler, long maxAheadNanos) {
        this.client = client;
        this.scheduler = scheduler;
        this.maxAheadNanos = maxAheadNanos;
        this.earnedUntilNanos = scheduler.nowNanos();
    }

    /** The client sent something that should take it {@code nanos}. */
    void spend(long nanos) {
        long nowNanos = scheduler.nowNanos();
        if (earnedUntilNanos - nowNanos < 0) {
            earnedUntilNanos = nowNanos;
        }
        earnedUntilNanos += nanos;
    }

    /** Holds the client back if it is too far ahead. */
    void keep() {
        long aheadNanos = earnedUntilNanos - scheduler.nowNanos();
        if (aheadNanos > maxAheadNanos) {
            client.holdBack(aheadNanos - maxAheadNanos / 2);
        }
    }
}
