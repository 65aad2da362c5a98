package dev.trunkline.flight;

import org.jspecify.annotations.Nullable;

/**
 * Immutable objects on their way from one thread to another, which turns them into text: wait-free, bounded. One writer, one
 * reader.
 */
final class FactQueue {

    private final @Nullable Object[] slots;
    private volatile long put; // by the writer
    private volatile long taken; // by the reader

    /** @param most how many may wait; a power of two */
    FactQueue(int most) {
        this.slots = new Object[most];
    }

    /** For the writer; false when there is no room. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // the writer is the only one who writes it
    boolean offer(Object fact) {
        if (put - taken == slots.length) {
            return false;
        }
        slots[(int) put & (slots.length - 1)] = fact;
        put++;
        return true;
    }

    /** For the reader; null when nothing waits. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // the reader is the only one who writes it
    @Nullable
    Object poll() {
        if (taken == put) {
            return null;
        }
        int slot = (int) taken & (slots.length - 1);
        Object fact = slots[slot];
        slots[slot] = null;
        taken++;
        return fact;
    }
}
