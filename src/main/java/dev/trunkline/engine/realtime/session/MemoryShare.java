package dev.trunkline.engine.realtime.session;

import dev.trunkline.engine.realtime.wire.BadEvent;
import dev.trunkline.net.connection.MemoryBudget;

/**
 * What one session makes the engine keep: its settings, its conversation, responses that are not done, sound. A little is free, as in EVI's
 * chats; more needs room, which all chats and sessions of an engine share. Confined to the session's loop.
 */
final class MemoryShare {

    private static final long FREE_BYTES = 1024 * 1024; // more than any conversation needs
    private static final int BYTES_OF_A_CHAR = 2;

    private final MemoryBudget budget;
    private long heldBytes;
    private long takenBytes; // of the budget

    MemoryShare(MemoryBudget budget) {
        this.budget = budget;
    }

    /** Whether there is room for so much more. */
    boolean has(long bytes) {
        return budget.has(beyondFree(heldBytes + bytes) - takenBytes);
    }

    /**
     * So much more of the client's is to be kept; it is not counted yet.
     *
     * @throws BadEvent when there is no room for it
     */
    void require(long bytes) {
        if (!has(bytes)) {
            throw BadEvent.overloaded(
                    "There is no room for so much now: other sessions hold much, too. Send less, or try again later.");
        }
    }

    /** The same of text. */
    void requireChars(long chars) {
        require(BYTES_OF_A_CHAR * chars);
    }

    /** So much more is kept; less where it is negative. */
    void hold(long bytes) {
        heldBytes += bytes;
        long beyond = beyondFree(heldBytes);
        if (beyond != takenBytes) {
            budget.take(beyond - takenBytes);
            takenBytes = beyond;
        }
    }

    /** The same of text. */
    void holdChars(long chars) {
        hold(BYTES_OF_A_CHAR * chars);
    }

    /** The session is over. */
    void close() {
        hold(-heldBytes);
    }

    private static long beyondFree(long bytes) {
        return Math.max(0, bytes - FREE_BYTES);
    }
}
