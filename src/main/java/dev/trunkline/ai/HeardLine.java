package dev.trunkline.ai;

import java.util.List;

/**
 * A line of what was said in a call, as far as it was heard. Immutable.
 *
 * @param text whole words
 */
public record HeardLine(Speaker speaker, String text) {

    /** Several as one text for a model, which was the agent; "" for none. */
    public static String text(List<HeardLine> lines) {
        StringBuilder text = new StringBuilder();
        for (HeardLine line : lines) {
            text.append(line.speaker == Speaker.CALLER ? "Caller: " : "You: ")
                    .append(line.text)
                    .append('\n');
        }
        return text.toString().strip();
    }

    /** Who said it. */
    public enum Speaker {
        CALLER,
        AGENT
    }
}
