package dev.trunkline.engine.turns;

import dev.trunkline.time.Scheduler;
import java.util.function.LongConsumer;

/**
 * Lets a client be ahead of what any client needs, but only so far: then the rest waits in the client's own buffers. Whoever is
 * sent a flood would otherwise let the other chats of its loop wait. Confined to the chat's loop.
 */
public final class MessageRate {

    private final LongConsumer holdBack;
    private final Scheduler scheduler;
    private final long maxAheadNanos;
    private long earnedUntilNanos;

    /** @param holdBack lets what the client sends next wait for so many nanoseconds */
    public MessageRate(LongConsumer holdBack, Scheduler scheduler, long maxAheadNanos) {
        this.holdBack = holdBack;
        this.scheduler = scheduler;
        this.maxAheadNanos = maxAheadNanos;
        this.earnedUntilNanos = scheduler.nowNanos();
    }

    /** The client sent something that should take it {@code nanos}. */
    public void spend(long nanos) {
        long nowNanos = scheduler.nowNanos();
        if (earnedUntilNanos - nowNanos < 0) {
            earnedUntilNanos = nowNanos;
        }
        earnedUntilNanos += nanos;
    }

    /** Holds the client back if it is too far ahead. */
    public void keep() {
        long aheadNanos = earnedUntilNanos - scheduler.nowNanos();
        if (aheadNanos > maxAheadNanos) {
            holdBack.accept(aheadNanos - maxAheadNanos / 2);
        }
    }
}
