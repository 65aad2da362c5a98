package dev.trunkline.engine.controlplane;

import dev.trunkline.net.connection.MemoryBudget;
import java.util.ArrayDeque;
import java.util.Deque;

/** Keeps frames, and when they are too many, the newest of them. Confined to one loop. */
final class ReplayBuffer {

    private final Deque<Numbered> frames = new ArrayDeque<>();
    private final long maxBytes;
    private final MemoryBudget budget;
    private long bytes;

    /**
     * @param maxBytes of this buffer
     * @param budget that it shares with others; when that is full, whoever adds something throws away something of its own
     */
    ReplayBuffer(long maxBytes, MemoryBudget budget) {
        this.maxBytes = maxBytes;
        this.budget = budget;
    }

    /** A frame and its place in the order of all. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Numbered(long number, byte[] frame) {}

    void add(Numbered frame) {
        frames.add(frame);
        bytes += frame.frame.length;
        budget.take(frame.frame.length);
        while (!frames.isEmpty() && (bytes > maxBytes || budget.isOverfull())) {
            removeFirst();
        }
    }

    Deque<Numbered> frames() {
        return frames;
    }

    void clear() {
        while (!frames.isEmpty()) {
            removeFirst();
        }
    }

    private void removeFirst() {
        int length = frames.removeFirst().frame.length;
        bytes -= length;
        budget.take(-length);
    }
}
