package dev.trunkline.engine.mind;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a dialog model is asked, and all that it knows. Immutable.
 *
 * @param systemPrompt with its variables filled in; may be empty
 * @param messages what was said so far, oldest first, the caller's newest words included
 * @param contexts what the client wants known now: the persistent context first, then temporary ones as they came
 * @param persistentContext the one of them that belongs to everything the caller says; empty for none
 * @param tools what may be asked of the client
 * @param builtinTools names of what the engine does itself, such as {@code hang_up}
 * @param trigger why the model is asked
 * @param model which model the chat's config or session wants
 * @param variables the chat's, by name, such as {@code caller}
 */
public record DialogRequest(
        String systemPrompt,
        List<ChatMessage> messages,
        List<String> contexts,
        String persistentContext,
        List<ToolDefinition> tools,
        List<String> builtinTools,
        Trigger trigger,
        Model model,
        Map<String, String> variables) {

    public DialogRequest {
        variables = Map.copyOf(variables);
        messages = List.copyOf(messages);
        contexts = List.copyOf(contexts);
        tools = List.copyOf(tools);
        builtinTools = List.copyOf(builtinTools);
    }

    /** Without a persistent context and variables. */
    public DialogRequest(
            String systemPrompt,
            List<ChatMessage> messages,
            List<String> contexts,
            List<ToolDefinition> tools,
            List<String> builtinTools,
            Trigger trigger,
            Model model) {
        this(systemPrompt, messages, contexts, "", tools, builtinTools, trigger, model, Map.of());
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
    public @Nullable ToolDefinition tool(String name) {
        return tools.stream()
                .filter(tool -> tool.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    /** Words alone, for a model that wants nothing else. */
    public static DialogRequest of(List<ChatMessage> messages, List<ToolDefinition> tools, Trigger trigger) {
        return new DialogRequest("", messages, List.of(), tools, List.of(), trigger, Model.ANY);
    }
}
