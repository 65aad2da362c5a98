package dev.trunkline.lab.fleet.call;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * The calls of one event loop, on one clock: twenty slots of a millisecond, and a call sends in the same one for ever. What
 * is due at {@code origin + k ms} counts as late from then on, however late the loop comes to it. Confined to the loop,
 * except {@link #wake}.
 */
public final class FleetLoop {

    static final int SLOTS = 20; // a frame's 20 ms
    /** A slot, in nanoseconds. */
    public static final long SLOT_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final EventLoop loop;
    private final LongSupplier nanoTime;
    private final long originNanos;
    private final List<List<FleetCall>> slots = new ArrayList<>();
    private final AtomicBoolean woken = new AtomicBoolean();
    private final Runnable tick = this::tick;
    private long slotsDone;
    private byte[] scratch = new byte[4_096];

    /** Whose first slot is due at {@code originNanos}. */
    public FleetLoop(EventLoop loop, LongSupplier nanoTime, long originNanos) {
        this.loop = loop;
        this.nanoTime = nanoTime;
        this.originNanos = originNanos;
        for (int i = 0; i < SLOTS; i++) {
            slots.add(new ArrayList<>());
        }
    }

    /** Where all of it happens. */
    public EventLoop loop() {
        return loop;
    }

    /** Something may be due. Any thread. */
    public void wake() {
        if (woken.compareAndSet(false, true)) {
            loop.execute(tick);
        }
    }

    void add(FleetCall call, int slot) {
        slots.get(slot).add(call);
    }

    /** Every call hangs up within so long. */
    public void hangUpWithin(long nanos) {
        slots.forEach(calls -> calls.forEach(call -> call.hangUpWithin(nanos)));
    }

    /** Room for a message; valid until the next. */
    byte[] scratch(int bytes) {
        if (scratch.length < bytes) {
            scratch = new byte[2 * bytes];
        }
        return scratch;
    }

    private void tick() {
        woken.set(false);
        long due = (nanoTime.getAsLong() - originNanos) / SLOT_NANOS;
        while (slotsDone < due) {
            slotsDone++;
            serve(slots.get((int) (slotsDone % SLOTS)), originNanos + slotsDone * SLOT_NANOS);
        }
    }

    private static void serve(List<FleetCall> calls, long dueNanos) {
        for (int i = calls.size() - 1; i >= 0; i--) {
            if (!calls.get(i).onSlot(dueNanos)) {
                FleetCall last = calls.remove(calls.size() - 1);
                if (i < calls.size()) {
                    calls.set(i, last);
                }
            }
        }
    }
}
