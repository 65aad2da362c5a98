package dev.trunkline.engine.mind.remote;

import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which OpenAI-compatible endpoint is the engine's dialog model, and how it is asked. Immutable.
 *
 * @param limits how long is waited
 */
public record OpenAiSettings(Endpoint endpoint, ModelChoice model, Prompting prompting, GenerationLimits limits) {

    /**
     * The usual: any model that a chat wants, 400 tokens, hints by system messages.
     *
     * @param apiKey null for none
     * @param temperature null for the endpoint's own
     */
    public static OpenAiSettings of(URI baseUrl, @Nullable String apiKey, String model, @Nullable Double temperature) {
        return new OpenAiSettings(
                new Endpoint(baseUrl, apiKey),
                new ModelChoice(model, Set.of(), temperature, 400, "max_tokens"),
                new Prompting(Prompting.SPOKEN_ALOUD, false, true, HistoryLimits.defaults()),
                GenerationLimits.defaults());
    }

    /**
     * Where it is. Immutable.
     *
     * @param baseUrl what {@code /chat/completions} is appended to, such as {@code http://localhost:11434/v1} for Ollama
     * @param apiKey sent as a bearer token; null for none. A chat's own {@code language_model_api_key} takes its place
     */
    public record Endpoint(URI baseUrl, @Nullable String apiKey) {

        public Endpoint {
            ModelEndpoints.checkUrl(baseUrl, "base URL of the model");
            ModelEndpoints.checkKey(apiKey);
            if (ModelEndpoints.isWebSocket(baseUrl)) {
                throw new IllegalArgumentException(
                        "the base URL of the model must begin with http or https: " + baseUrl);
            }
        }

        @Override
        public String toString() {
            return baseUrl.toString();
        }
    }

    /**
     * Which model, and how it is to answer. Immutable.
     *
     * @param name of the model for chats that want none
     * @param wanted which models a chat's config may want instead; empty for any. For one that is not among them, and for
     *     Hume's own, which run nowhere else, {@code name} answers
     * @param temperature 0 to 2 of chats that want none; null for the endpoint's own
     * @param maxTokens of an answer
     * @param maxTokensField what the endpoint calls that: {@code max_tokens}, or {@code max_completion_tokens} for OpenAI's
     *     reasoning models
     */
    public record ModelChoice(
            String name, Set<String> wanted, @Nullable Double temperature, int maxTokens, String maxTokensField) {

        public ModelChoice {
            wanted = Set.copyOf(wanted);
            GenerationLimits.check(maxTokens, 1_000_000, "tokens of an answer");
            if (name.isBlank()) {
                throw new IllegalArgumentException("the model's name is missing");
            }
            if (temperature != null && !(temperature >= 0 && temperature <= 2)) {
                throw new IllegalArgumentException("the temperature must be between 0 and 2, not " + temperature);
            }
        }
    }

    /**
     * What the model is told beside the conversation. Immutable.
     *
     * @param manner ends the system prompt of every chat: how to write what is spoken aloud; may be empty
     * @param hintsAsUser hints such as "the caller has been silent" as words of the user in brackets, for models whose chat
     *     template takes a system message only at the beginning
     * @param expressionHints tells the model the three strongest expressions of what the caller said
     * @param history how much is remembered
     */
    public record Prompting(String manner, boolean hintsAsUser, boolean expressionHints, HistoryLimits history) {

        static final String SPOKEN_ALOUD =
                "What you write is spoken aloud to a caller on the telephone. Answer in a few"
                        + " short, plain sentences, as people speak: no markdown, no lists, no emoji, no web addresses.";
    }
}
