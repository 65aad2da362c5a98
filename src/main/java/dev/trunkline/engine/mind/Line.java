package dev.trunkline.engine.mind;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One thing said or done in a conversation. Immutable.
 *
 * @param who said it
 * @param text what was said; for a tool, what it answered
 * @param cutOff true when the caller interrupted it, so that its end was not heard
 * @param scores how it sounded, by the name of the expression; empty when nothing was measured
 * @param beginMillis when it began, since the chat opened
 * @param endMillis when it ended
 * @param tool the call that an {@link Who#AGENT} made (its {@code text} is empty) or a {@link Who#TOOL} answers; else null
 */
public record Line(
        Who who,
        String text,
        boolean cutOff,
        Map<String, Double> scores,
        long beginMillis,
        long endMillis,
        @Nullable ToolUse tool) {

    /** Who can speak. */
    public enum Who {
        CALLER,
        AGENT,
        TOOL
    }

    /**
     * One call of a tool.
     *
     * @param id what calls and answers are matched by
     * @param name of the tool
     * @param parametersJson its arguments, a JSON object as text
     */
    public record ToolUse(String id, String name, String parametersJson) {}

    /** Words alone. */
    public static Line of(Who who, String text) {
        return new Line(who, text, false, Map.of(), 0, 0, null);
    }

    /** The agent calls a tool. */
    public static Line call(ToolUse tool) {
        return new Line(Who.AGENT, "", false, Map.of(), 0, 0, tool);
    }

    /** A tool answers. */
    public static Line answer(ToolUse tool, String content) {
        return new Line(Who.TOOL, content, false, Map.of(), 0, 0, tool);
    }

    /** The same, not heard to its end. */
    public Line interrupted() {
        return new Line(who, text, true, scores, beginMillis, endMillis, tool);
    }

    /** The same, as it sounded. */
    public Line sounding(Map<String, Double> newScores, long newBeginMillis, long newEndMillis) {
        return new Line(who, text, cutOff, newScores, newBeginMillis, newEndMillis, tool);
    }
}
