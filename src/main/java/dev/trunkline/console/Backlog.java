package dev.trunkline.console;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What waits for one watcher, who may be slow: bounded, and what does not fit is lost to that watcher alone, who is told how much that
 * was. The feed's loop takes places, whoever sends gives them back.
 */
final class Backlog {

    /** A minute of everything that two hundred calls do, or so. */
    static final int MOST_BYTES = 1 << 20;

    private static final byte[] NOTHING = {};

    private final AtomicInteger waitingBytes = new AtomicInteger();
    private int lost; // the feed's loop

    /** Takes a place; false when there is none, and so many events are lost. */
    boolean take(int bytes, int events) {
        if (waitingBytes.get() + bytes > MOST_BYTES) {
            lost += events;
            return false;
        }
        waitingBytes.addAndGet(bytes);
        return true;
    }

    /** So many events were lost before. */
    void lose(int events) {
        lost += events;
    }

    /** It has been sent. Any thread. */
    void left(int bytes) {
        waitingBytes.addAndGet(-bytes);
    }

    /** The message that says how many were lost, of which the place is taken; empty for none, or while there is no room for it. */
    byte[] tellLost(Batch.Form form) {
        if (lost == 0 || waitingBytes.get() > MOST_BYTES / 2) {
            return NOTHING;
        }
        byte[] told = form.of(("{\"type\":\"lost\",\"count\":" + lost + "}").getBytes(StandardCharsets.UTF_8));
        waitingBytes.addAndGet(told.length);
        lost = 0;
        return told;
    }
}
