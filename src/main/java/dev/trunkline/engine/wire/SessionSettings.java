package dev.trunkline.engine.wire;

import dev.trunkline.engine.mind.LanguageModel;
import dev.trunkline.engine.mind.ToolDefinition;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a client wants changed in its chat; null means "as it was", also within a group. Immutable.
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
        @Nullable Audio audio,
        @Nullable List<ToolDefinition> tools,
        @Nullable Map<String, String> builtinTools,
        @Nullable Context context,
        @Nullable String customSessionId,
        @Nullable String systemPrompt,
        Map<String, String> variables,
        @Nullable String voice,
        @Nullable Model model,
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

    /**
     * The format of the caller's linear16 sound, or the part of it that changes.
     *
     * @param sampleRateHz one of {@link AudioFormat#SAMPLE_RATES_HZ}
     * @param channels interleaved
     */
    public record Audio(
            @Nullable Integer sampleRateHz, @Nullable Integer channels) {

        /** Both together; null as long as nobody has named a rate. */
        public @Nullable AudioFormat over(@Nullable AudioFormat before) {
            Integer rateHz = sampleRateHz == null && before != null ? (Integer) before.sampleRateHz() : sampleRateHz;
            int channelsNow = channels != null ? channels : before == null ? 1 : before.channels();
            return rateHz == null ? null : new AudioFormat(rateHz, channelsNow);
        }
    }

    /**
     * What is to think, or the part of it that changes.
     *
     * @param provider such as {@code OPEN_AI}
     * @param resource the model's name
     * @param temperature 0 to 1
     */
    public record Model(
            @Nullable String provider,
            @Nullable String resource,
            @Nullable Double temperature) {

        /** Both together. */
        public LanguageModel over(LanguageModel before) {
            return new LanguageModel(
                    provider == null ? before.provider() : provider,
                    resource == null ? before.resource() : resource,
                    temperature == null ? before.temperature() : temperature);
        }
    }

    /** Says nothing: there is a key in it. */
    @Override
    public String toString() {
        return "SessionSettings[]";
    }
}
