package dev.trunkline.bridge;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Sends calls elsewhere while a node drains, one after another: each goes in a pause of its conversation, and no more go in a
 * second than others can take. Thread-safe.
 */
public final class CallMover {

    private final LiveCalls live;
    private final LongSupplier clockNanos;
    private final long waitNanos;
    private final long intervalNanos;
    private final BooleanSupplier isWanted;
    private final AtomicLong nextNanos;

    /** @param isWanted false when those whom it has asked are to stay after all; any thread */
    CallMover(LiveCalls live, LongSupplier clockNanos, long waitNanos, int perSecond, BooleanSupplier isWanted) {
        this.live = live;
        this.clockNanos = clockNanos;
        this.waitNanos = waitNanos;
        this.intervalNanos = TimeUnit.SECONDS.toNanos(1) / perSecond;
        this.isWanted = isWanted;
        this.nextNanos = new AtomicLong(clockNanos.getAsLong());
    }

    /** How far apart calls are asked to go, in ns: as far as they may. */
    public long intervalNanos() {
        return intervalNanos;
    }

    /**
     * Asks one call more to go.
     *
     * @param before only one whose stream began before that; whoever is back from a move stays
     * @return false when there is none that has not been asked
     */
    public boolean askOne(long before) {
        for (LiveStream stream : live.all()) {
            if (stream.beganNanos() - before < 0 && !stream.isOver() && stream.isAskedBy(this)) {
                stream.tell(call -> call.onMoveOrdered(waitNanos, this::mayGo));
                return true;
            }
        }
        return false;
    }

    /** Whether calls whose streams began before that are still here. */
    public boolean awaits(long before) {
        return live.all().stream().anyMatch(stream -> stream.beganNanos() - before < 0);
    }

    /** Whether a call may go now. Any thread. */
    private boolean mayGo() {
        long nowNanos = clockNanos.getAsLong();
        long dueNanos = nextNanos.get();
        return isWanted.getAsBoolean()
                && nowNanos - dueNanos >= 0
                && nextNanos.compareAndSet(dueNanos, nowNanos + intervalNanos);
    }
}
