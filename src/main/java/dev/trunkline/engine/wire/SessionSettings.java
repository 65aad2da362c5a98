package dev.trunkline.engine.wire;

import dev.trunkline.engine.mind.LanguageModel;
import dev.trunkline.engine.mind.Tool;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a client wants changed in its chat; null means "as it was". Immutable.
 *
 * @param audio the format of the caller's sound
 * @param tools functions the client runs; replaces the earlier list
 * @param builtinTools what the engine runs itself, by name, with what may be said when it fails (empty for nothing special);
 *     replaces the earlier list
 * @param context what the model is to know; {@link Context#NONE} clears it
 * @param customSessionId put on every message from now on
 * @param systemPrompt the model's instructions, with {@code {{variables}}}
 * @param variables added to the earlier ones; numbers and booleans as text
 * @param voice the id or name of the voice to speak with
 * @param model what is to think
 * @param modelApiKey the client's own key for it. Never logged and never kept
 * @param metadataJson what the client says about itself, a JSON object
 * @param eventLimit how much history a resumed chat brings; means something in the handshake only
 */
public record SessionSettings(
        @Nullable AudioFormat audio,
        @Nullable List<Tool> tools,
        @Nullable Map<String, String> builtinTools,
        @Nullable Context context,
        @Nullable String customSessionId,
        @Nullable String systemPrompt,
        Map<String, String> variables,
        @Nullable String voice,
        @Nullable LanguageModel model,
        @Nullable String modelApiKey,
        @Nullable String metadataJson,
        @Nullable Integer eventLimit) {

    /**
     * Something the model is to know; it does not make it speak.
     *
     * @param text empty to forget the earlier ones
     * @param persistent true: for the rest of the chat; false: for the next answer only
     */
    public record Context(String text, boolean persistent) {
        public static final Context NONE = new Context("", true);
    }

    /** Says nothing: there is a key in it. */
    @Override
    public String toString() {
        return "SessionSettings[]";
    }
}
