package dev.trunkline.replay;

/**
 * Something that would have been different. Immutable.
 *
 * @param atMillis since the call began
 * @param side whom it concerns: caller, ai, call
 * @param words for people
 */
public record ReplayDifference(long atMillis, String side, String words) {

    static final String CALLER = "caller";
    static final String AI = "ai";
    static final String CALL = "call";
}
