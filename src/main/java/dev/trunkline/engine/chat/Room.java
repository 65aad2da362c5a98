package dev.trunkline.engine.chat;

import java.util.concurrent.atomic.AtomicLong;

/** Memory that many share. Thread-safe. */
final class Room {

    private final AtomicLong takenBytes = new AtomicLong();
    private final long maxBytes;

    Room(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    void take(long bytes) {
        takenBytes.addAndGet(bytes);
    }

    void giveBack(long bytes) {
        takenBytes.addAndGet(-bytes);
    }

    boolean isOverfull() {
        return takenBytes.get() > maxBytes;
    }
}
