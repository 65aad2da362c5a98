package dev.trunkline.call;

import java.util.concurrent.atomic.AtomicLong;

/** How much of the agents' sound that is still to be heard all calls together may keep. Thread-safe. */
public final class SoundBudget {

    private final long mostBytes;
    private final AtomicLong keptBytes = new AtomicLong();

    /** What is kept beyond {@code mostBytes} is at most what a call may have in any case. */
    public SoundBudget(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** A quarter of the heap. */
    public static SoundBudget ofThisMachine() {
        return new SoundBudget(Runtime.getRuntime().maxMemory() / 4);
    }

    /** A call keeps so much more, or less. */
    void change(long bytes) {
        keptBytes.addAndGet(bytes);
    }

    boolean isSpent() {
        return keptBytes.get() >= mostBytes;
    }

    long keptBytes() {
        return keptBytes.get();
    }
}
