package dev.trunkline.net.websocket;

import io.netty.util.internal.PlatformDependent;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Turns for big messages. Until it is whole, each takes several times its size of direct memory, which is why only a few of
 * all sockets of a client may be in the middle of one at a time; the others are not read meanwhile. Thread-safe.
 */
final class BigMessages {

    /** One of 16 MiB, what it is copied to while it grows, and its copy as a whole. */
    private static final long BYTES_EACH = 48L << 20;

    private final int turns;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private int taken;

    /** A quarter of the direct memory; one at least, so that all come through in the end. */
    static BigMessages ofThisMachine() {
        return new BigMessages((int) Math.max(1, PlatformDependent.maxDirectMemory() / 4 / BYTES_EACH));
    }

    BigMessages(int turns) {
        this.turns = turns;
    }

    /**
     * Asks for a turn.
     *
     * @param later called by whoever gives it, when it cannot be had now
     * @return whether it is had now
     */
    synchronized boolean take(Runnable later) {
        if (taken < turns) {
            taken++;
            return true;
        }
        waiting.add(later);
        return false;
    }

    /** Whoever waited does not want it any more; false when it was given meanwhile. */
    synchronized boolean forget(Runnable later) {
        return waiting.remove(later);
    }

    /** Passes a turn on. */
    void give() {
        Runnable next = next();
        if (next != null) {
            next.run();
        }
    }

    private synchronized @Nullable Runnable next() {
        Runnable next = waiting.poll();
        if (next == null) {
            taken--;
        }
        return next;
    }
}
