package dev.trunkline.engine.mind;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One thing said or done in a conversation. Immutable.
 *
 * @param role who said it
 * @param text what was said; for a tool, what it answered
 * @param cutOff true when the caller interrupted it, so that its end was not heard
 * @param scores how it sounded, by the name of the expression; empty when nothing was measured
 * @param beginMillis when it began, since the chat opened
 * @param endMillis when it ended
 * @param tool the call that an {@link Role#AGENT} made (its {@code text} is empty) or a {@link Role#TOOL} answers; else null
 */
public record ChatMessage(
        Role role,
        String text,
        boolean cutOff,
        Map<String, Double> scores,
        long beginMillis,
        long endMillis,
        @Nullable ToolUse tool) {

    /** Who can speak. */
    public enum Role {
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
    public static ChatMessage of(Role role, String text) {
        return new ChatMessage(role, text, false, Map.of(), 0, 0, null);
    }

    public static ChatMessage call(ToolUse tool) {
        return new ChatMessage(Role.AGENT, "", false, Map.of(), 0, 0, tool);
    }

    public static ChatMessage answer(ToolUse tool, String content) {
        return new ChatMessage(Role.TOOL, content, false, Map.of(), 0, 0, tool);
    }

    /** Of its words and its call together. */
    public int chars() {
        return text.length() + (tool == null ? 0 : tool.parametersJson().length());
    }

    /** The same, not heard to its end. */
    public ChatMessage interrupted() {
        return new ChatMessage(role, text, true, scores, beginMillis, endMillis, tool);
    }

    /** The same, as it sounded. */
    public ChatMessage sounding(Map<String, Double> newScores, long newBeginMillis, long newEndMillis) {
        return new ChatMessage(role, text, cutOff, newScores, newBeginMillis, newEndMillis, tool);
    }
}
