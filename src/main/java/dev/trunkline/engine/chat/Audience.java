package dev.trunkline.engine.chat;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Those who watch one chat, and what they are shown first. What is sent to the chat's client is shown to all; who cannot keep
 * up leaves. Confined to the chat's loop, except its seats.
 */
final class Audience {

    static final int MAX_WATCHERS = 16; // of one chat

    private final Transcript transcript;
    private final Set<Watcher> watchers = new LinkedHashSet<>();
    private final AtomicInteger seatsTaken = new AtomicInteger();

    /** @param room for what is shown to those who come late */
    Audience(Room room) {
        this.transcript = new Transcript(room);
    }

    /** Takes a seat if one is free; to be given back. Any thread. */
    boolean takeSeat() {
        return seatsTaken.getAndUpdate(taken -> Math.min(taken + 1, MAX_WATCHERS)) < MAX_WATCHERS;
    }

    /** Any thread. */
    void giveSeatBack() {
        seatsTaken.decrementAndGet();
    }

    void join(Watcher watcher) {
        watcher.catchUp(transcript.frames());
        watchers.add(watcher);
    }

    void leave(Watcher watcher) {
        watchers.remove(watcher);
    }

    /** The chat's client was sent this. */
    void show(byte[] frame, boolean isSound) {
        transcript.add(frame, isSound);
        watchers.removeIf(watcher -> !watcher.show(frame));
    }

    /** The chat is over. */
    void end() {
        watchers.forEach(Watcher::chatEnded);
        watchers.clear();
        transcript.forget();
    }
}
