package dev.trunkline.net;

import java.util.concurrent.atomic.AtomicLong;

/** What all peers of a server together make it hold: messages that are not whole yet, and answers that they do not read. Thread-safe. */
final class HeldMemory {

    private final AtomicLong heldBytes = new AtomicLong();
    private final long maxBytes;

    HeldMemory(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** A negative number gives back. */
    void take(long bytes) {
        heldBytes.addAndGet(bytes);
    }

    boolean isOverfull() {
        return heldBytes.get() > maxBytes;
    }

    long heldBytes() {
        return heldBytes.get();
    }
}
