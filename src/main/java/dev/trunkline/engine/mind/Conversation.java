package dev.trunkline.engine.mind;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a mind knows when it thinks. Immutable.
 *
 * @param systemPrompt with its variables filled in; may be empty
 * @param lines what was said so far, oldest first, the caller's newest words included
 * @param contexts what the client wants known now: the persistent context first, then temporary ones as they came
 * @param persistentContext the one of them that belongs to everything the caller says; empty for none
 * @param tools what may be asked of the client
 * @param builtinTools names of what the engine does itself, such as {@code hang_up}
 * @param occasion why the mind is asked
 * @param model which model the chat's config or session wants
 */
public record Conversation(
        String systemPrompt,
        List<Line> lines,
        List<String> contexts,
        String persistentContext,
        List<Tool> tools,
        List<String> builtinTools,
        Occasion occasion,
        Model model) {

    public Conversation {
        lines = List.copyOf(lines);
        contexts = List.copyOf(contexts);
        tools = List.copyOf(tools);
        builtinTools = List.copyOf(builtinTools);
    }

    /** Without a persistent context. */
    public Conversation(
            String systemPrompt,
            List<Line> lines,
            List<String> contexts,
            List<Tool> tools,
            List<String> builtinTools,
            Occasion occasion,
            Model model) {
        this(systemPrompt, lines, contexts, "", tools, builtinTools, occasion, model);
    }

    /**
     * What the chat says about the model. Immutable.
     *
     * @param wanted by the chat's config; null for the engine's own
     * @param apiKey the client's own key for it ({@code language_model_api_key}), or null. Never logged
     * @param customSessionId what the client calls its session, or null
     * @param chatId of this chat
     */
    public record Model(
            @Nullable LanguageModel wanted,
            @Nullable String apiKey,
            @Nullable String customSessionId,
            String chatId) {

        /** Nothing special. */
        public static final Model ANY = new Model(null, null, null, "");

        @Override
        public String toString() {
            return "Model[" + wanted + ", " + chatId + "]";
        }
    }

    /** The offered tool of that name. */
    public @Nullable Tool tool(String name) {
        return tools.stream()
                .filter(tool -> tool.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    /** A conversation of words alone, for a mind that asks nothing else. */
    public static Conversation of(List<Line> lines, List<Tool> tools, Occasion occasion) {
        return new Conversation("", lines, List.of(), tools, List.of(), occasion, Model.ANY);
    }
}
