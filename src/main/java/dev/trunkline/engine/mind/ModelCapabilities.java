package dev.trunkline.engine.mind;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which wishes of a config a model heeds; the others are kept and shown, and change nothing. Immutable.
 *
 * @param prompt whether the system prompt makes a difference
 * @param provider whether the provider of a {@link LanguageModel} is the one that is asked
 * @param model whether its model is
 * @param temperature whether its temperature is handed on
 * @param tools the names of those that it may ever call; null for any
 */
public record ModelCapabilities(
        boolean prompt,
        boolean provider,
        boolean model,
        boolean temperature,
        @Nullable Set<String> tools) {

    /** All wishes. */
    public static final ModelCapabilities ALL = new ModelCapabilities(true, true, true, true, null);

    public ModelCapabilities {
        tools = tools == null ? null : Set.copyOf(tools);
    }

    /** Whether it may ever call the tool of that name. */
    public boolean tool(String name) {
        return tools == null || tools.contains(name);
    }
}
