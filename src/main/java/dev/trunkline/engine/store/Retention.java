package dev.trunkline.engine.store;

/**
 * How much of the past is kept: of the chats that have ended the newest, within both bounds. Immutable.
 *
 * @param chats at most
 * @param characters of all their events together, at most
 */
public record Retention(int chats, long characters) {

    /** A database of its own has room for everything, and its operator decides what goes. */
    public static final Retention EVERYTHING = new Retention(Integer.MAX_VALUE, Long.MAX_VALUE);

    /** What a process can afford to remember: some 100 MB at most. */
    public static final Retention IN_MEMORY = new Retention(2_000, 150_000_000);

    public Retention {
        if (chats < 1 || characters < 1) {
            throw new IllegalArgumentException("at least one chat with one character must be kept");
        }
    }

    boolean isEverything() {
        return equals(EVERYTHING);
    }
}
