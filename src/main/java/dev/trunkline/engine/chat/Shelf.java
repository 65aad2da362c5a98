package dev.trunkline.engine.chat;

import java.util.ArrayDeque;
import java.util.Deque;

/** Keeps frames, and when they are too many, the newest of them. Confined to one loop. */
final class Shelf {

    private final Deque<Numbered> frames = new ArrayDeque<>();
    private final long maxBytes;
    private final Room room;
    private long bytes;

    /**
     * @param maxBytes of this shelf
     * @param room that it shares with others; when that is full, whoever adds something throws away something of its own
     */
    Shelf(long maxBytes, Room room) {
        this.maxBytes = maxBytes;
        this.room = room;
    }

    /** A frame and its place in the order of all. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Numbered(long number, byte[] frame) {}

    void add(Numbered frame) {
        frames.add(frame);
        bytes += frame.frame.length;
        room.take(frame.frame.length);
        while (!frames.isEmpty() && (bytes > maxBytes || room.isOverfull())) {
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
        room.giveBack(length);
    }
}
