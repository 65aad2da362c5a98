package dev.trunkline.engine.chat;

import dev.trunkline.engine.turns.Client;
import dev.trunkline.engine.wire.Problem;
import dev.trunkline.net.connection.MemoryBudget;

/**
 * What one chat's client makes the engine keep: its settings, and its newest long text. A little is free; more needs room, which
 * all chats share, so that messages of sixteen megabytes are taken and many of them together do not fill the memory. Confined
 * to the chat's loop.
 */
final class Holdings {

    private static final long FREE_BYTES = 1024 * 1024; // more than any conversation needs
    private static final int BYTES_OF_A_CHAR = 2;

    private final MemoryBudget budget;
    private final Client client;
    private long settingsChars;
    private long textChars;
    private long takenBytes;

    /** @param client is told when there is no room for what it sent */
    Holdings(MemoryBudget budget, Client client) {
        this.budget = budget;
        this.client = client;
    }

    /** Whether settings may grow to this, and then counts them so; otherwise nothing changes. */
    boolean admitSettings(long chars) {
        return admit(chars, textChars);
    }

    /** The settings take less than was admitted. */
    void settleSettings(long chars) {
        hold(chars, textChars);
    }

    /** Whether there is room for a text, which takes the place of the one before, and then counts it. */
    boolean admitText(long chars) {
        return admit(settingsChars, chars);
    }

    void close() {
        hold(0, 0);
    }

    private boolean admit(long newSettingsChars, long newTextChars) {
        boolean isRoom = budget.has(bytes(newSettingsChars, newTextChars) - takenBytes);
        if (isRoom) {
            hold(newSettingsChars, newTextChars);
        } else {
            client.fail(
                    Problem.INTERNAL,
                    "There is no room for so much now: other chats hold large messages, too. Send less, or try again later.",
                    "");
        }
        return isRoom;
    }

    private void hold(long newSettingsChars, long newTextChars) {
        long bytes = bytes(newSettingsChars, newTextChars);
        budget.take(bytes - takenBytes);
        takenBytes = bytes;
        settingsChars = newSettingsChars;
        textChars = newTextChars;
    }

    private static long bytes(long settingsChars, long textChars) {
        return Math.max(0, BYTES_OF_A_CHAR * (settingsChars + textChars) - FREE_BYTES);
    }
}
