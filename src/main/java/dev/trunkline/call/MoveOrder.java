package dev.trunkline.call;

import java.util.function.BooleanSupplier;

/**
 * An order to go on on another node: in the next pause of the conversation, or when one has been waited for long enough.
 * Confined to the call's loop.
 */
final class MoveOrder {

    private final long orderedNanos;
    private final long atMostNanos;
    private final BooleanSupplier turn;

    /**
     * @param atMostNanos after which no pause is waited for any more
     * @param turn asked when the call could go: whether it may, or others go first
     */
    MoveOrder(long nowNanos, long atMostNanos, BooleanSupplier turn) {
        this.orderedNanos = nowNanos;
        this.atMostNanos = atMostNanos;
        this.turn = turn;
    }

    /** Whether the call is to go now; asked at every tick. */
    boolean isDue(boolean isPause, long nowNanos) {
        return (isPause || nowNanos - orderedNanos >= atMostNanos) && turn.getAsBoolean();
    }
}
