package dev.trunkline.engine.chat;

import java.util.concurrent.atomic.AtomicLong;

/** Memory that many share. Thread-safe. */
public final class Room {

    private final AtomicLong takenBytes = new AtomicLong();
    private final long maxBytes;

    /** Nothing is taken. */
    public Room(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    void take(long bytes) {
        takenBytes.addAndGet(bytes);
    }

    void giveBack(long bytes) {
        takenBytes.addAndGet(-bytes);
    }

    /** Whether so many more fit; fewer always do. */
    boolean has(long bytes) {
        return bytes <= 0 || takenBytes.get() + bytes <= maxBytes;
    }

    boolean isOverfull() {
        return takenBytes.get() > maxBytes;
    }
}
