package dev.trunkline.ai;

/**
 * A line of what was said in a call, as far as it was heard. Immutable.
 *
 * @param text whole words
 */
public record HeardLine(Speaker speaker, String text) {

    /** Who said it. */
    public enum Speaker {
        CALLER,
        AGENT
    }
}
