package dev.trunkline.net.connection;

import java.util.concurrent.atomic.AtomicLong;

/** Memory that many share, and how much of it is taken. It refuses nothing by itself: whoever takes asks. Thread-safe. */
public final class MemoryBudget {

    private final AtomicLong takenBytes = new AtomicLong();
    private final long maxBytes;

    /** Nothing is taken. */
    public MemoryBudget(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Counts so many more as taken; a negative number gives back. */
    public void take(long bytes) {
        takenBytes.addAndGet(bytes);
    }

    /** Whether so many more fit; fewer always do. */
    public boolean has(long bytes) {
        return bytes <= 0 || takenBytes.get() + bytes <= maxBytes;
    }

    /** Whether more is taken than there is. */
    public boolean isOverfull() {
        return takenBytes.get() > maxBytes;
    }

    /** What is taken now. */
    public long takenBytes() {
        return takenBytes.get();
    }
}
