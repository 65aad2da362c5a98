package dev.trunkline.engine.mind;

/**
 * One thing said in a conversation. Immutable.
 *
 * @param who said it
 * @param text what was said; for a tool, what it answered
 * @param cutOff true when the caller interrupted it, so that its end was not heard
 */
public record Line(Who who, String text, boolean cutOff) {

    /** Who can speak. */
    public enum Who {
        CALLER,
        AGENT,
        TOOL
    }

    public static Line of(Who who, String text) {
        return new Line(who, text, false);
    }
}
