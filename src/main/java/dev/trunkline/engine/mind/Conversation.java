package dev.trunkline.engine.mind;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a mind knows when it thinks. Immutable.
 *
 * @param systemPrompt with its variables filled in; may be empty
 * @param lines what was said so far, oldest first, the caller's newest words included
 * @param contexts what the client wants known now, in the order it came: persistent first, then temporary
 * @param tools what may be asked of the client
 * @param occasion why the mind is asked
 */
public record Conversation(
        String systemPrompt, List<Line> lines, List<String> contexts, List<Tool> tools, Occasion occasion) {

    public Conversation {
        lines = List.copyOf(lines);
        contexts = List.copyOf(contexts);
        tools = List.copyOf(tools);
    }

    /** The offered tool of that name. */
    public @Nullable Tool tool(String name) {
        return tools.stream()
                .filter(tool -> tool.name().equals(name))
                .findFirst()
                .orElse(null);
    }
}
