package dev.trunkline.engine.mind.remote;

import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which OpenAI-compatible endpoint thinks for the engine, and how. Immutable.
 *
 * @param baseUrl what {@code /chat/completions} is appended to, such as {@code http://localhost:11434/v1} for Ollama
 * @param apiKey sent as a bearer token; null for none. A chat's own {@code language_model_api_key} takes its place
 * @param model of chats that want none
 * @param wantedModels which models a chat's config may want instead; empty for any. One that is not among them, and
 *     Hume's own, which run nowhere else, are thought by {@code model}
 * @param temperature 0 to 2 of chats that want none; null for the endpoint's own
 * @param maxTokens of an answer
 * @param maxTokensField what the endpoint calls that: {@code max_tokens}, or {@code max_completion_tokens} for OpenAI's
 *     reasoning models
 * @param manner ends the system prompt of every chat: how to write what is spoken aloud; may be empty
 * @param hintsAsUser hints such as "the caller has been silent" as words of the user in brackets, for models whose chat
 *     template takes a system message only at the beginning
 * @param expressionHints tells the model the three strongest expressions of what the caller said
 * @param history how much is remembered
 * @param limits how long is waited
 */
public record OpenAiSettings(
        URI baseUrl,
        @Nullable String apiKey,
        String model,
        Set<String> wantedModels,
        @Nullable Double temperature,
        int maxTokens,
        String maxTokensField,
        String manner,
        boolean hintsAsUser,
        boolean expressionHints,
        HistoryLimits history,
        ThoughtLimits limits) {

    private static final String SPOKEN_ALOUD =
            "What you write is spoken aloud to a caller on the telephone. Answer in a few"
                    + " short, plain sentences, as people speak: no markdown, no lists, no emoji, no web addresses.";

    public OpenAiSettings {
        Endpoints.checkUrl(baseUrl, "base URL of the model");
        Endpoints.checkKey(apiKey);
        if (Endpoints.isWebSocket(baseUrl)) {
            throw new IllegalArgumentException("the base URL of the model must begin with http or https: " + baseUrl);
        }
        wantedModels = Set.copyOf(wantedModels);
        ThoughtLimits.check(maxTokens, 1_000_000, "tokens of an answer");
        if (model.isBlank()) {
            throw new IllegalArgumentException("the model's name is missing");
        }
        if (temperature != null && !(temperature >= 0 && temperature <= 2)) {
            throw new IllegalArgumentException("the temperature must be between 0 and 2, not " + temperature);
        }
    }

    /** 400 tokens, any wanted model, no key, hints by system messages, the endpoint's own temperature. */
    public static OpenAiSettings of(URI baseUrl, String model) {
        return new OpenAiSettings(
                baseUrl,
                null,
                model,
                Set.of(),
                null,
                400,
                "max_tokens",
                SPOKEN_ALOUD,
                false,
                true,
                HistoryLimits.defaults(),
                ThoughtLimits.defaults());
    }

    public OpenAiSettings withApiKey(@Nullable String key) {
        return new OpenAiSettings(
                baseUrl,
                key,
                model,
                wantedModels,
                temperature,
                maxTokens,
                maxTokensField,
                manner,
                hintsAsUser,
                expressionHints,
                history,
                limits);
    }

    public OpenAiSettings withWantedModels(Set<String> models) {
        return new OpenAiSettings(
                baseUrl,
                apiKey,
                model,
                models,
                temperature,
                maxTokens,
                maxTokensField,
                manner,
                hintsAsUser,
                expressionHints,
                history,
                limits);
    }

    public OpenAiSettings withTemperature(@Nullable Double newTemperature) {
        return new OpenAiSettings(
                baseUrl,
                apiKey,
                model,
                wantedModels,
                newTemperature,
                maxTokens,
                maxTokensField,
                manner,
                hintsAsUser,
                expressionHints,
                history,
                limits);
    }

    /** How long an answer may be, and what the endpoint calls that. */
    public OpenAiSettings withMaxTokens(int tokens, String field) {
        return new OpenAiSettings(
                baseUrl,
                apiKey,
                model,
                wantedModels,
                temperature,
                tokens,
                field,
                manner,
                hintsAsUser,
                expressionHints,
                history,
                limits);
    }

    public OpenAiSettings withManner(String newManner) {
        return new OpenAiSettings(
                baseUrl,
                apiKey,
                model,
                wantedModels,
                temperature,
                maxTokens,
                maxTokensField,
                newManner,
                hintsAsUser,
                expressionHints,
                history,
                limits);
    }

    public OpenAiSettings withHints(boolean asUser, boolean ofExpression) {
        return new OpenAiSettings(
                baseUrl,
                apiKey,
                model,
                wantedModels,
                temperature,
                maxTokens,
                maxTokensField,
                manner,
                asUser,
                ofExpression,
                history,
                limits);
    }

    public OpenAiSettings withHistory(HistoryLimits newHistory) {
        return new OpenAiSettings(
                baseUrl,
                apiKey,
                model,
                wantedModels,
                temperature,
                maxTokens,
                maxTokensField,
                manner,
                hintsAsUser,
                expressionHints,
                newHistory,
                limits);
    }

    public OpenAiSettings withLimits(ThoughtLimits newLimits) {
        return new OpenAiSettings(
                baseUrl,
                apiKey,
                model,
                wantedModels,
                temperature,
                maxTokens,
                maxTokensField,
                manner,
                hintsAsUser,
                expressionHints,
                history,
                newLimits);
    }

    @Override
    public String toString() {
        return "OpenAiSettings[" + baseUrl + ", " + model + "]";
    }
}
