package dev.trunkline.engine.mind.remote;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * How custom language models are asked: endpoints that speak EVI's protocol for them. Immutable.
 *
 * @param url of the engine's own, {@code http(s)://.../chat/completions} or {@code ws(s)://...}; null when only chats bring one
 * @param apiKey sent to the engine's own as a bearer token; null for none. It is never sent to a chat's endpoint
 * @param model what requests call the model; endpoints may want one there, as OpenAI's does
 * @param history how much is sent; EVI itself sent everything
 * @param limits how long is waited
 */
public record ClmSettings(
        @Nullable URI url, @Nullable String apiKey, String model, HistoryLimits history, GenerationLimits limits) {

    private static final String MODEL = "hume"; // as the docs of custom language models have it

    public ClmSettings {
        if (url != null) {
            ModelEndpoints.checkUrl(url, "URL of the custom language model");
        }
        ModelEndpoints.checkKey(apiKey);
    }

    /** No endpoint of the engine's own. */
    public static ClmSettings defaults() {
        return new ClmSettings(null, null, MODEL, HistoryLimits.defaults(), GenerationLimits.defaults());
    }

    /** The endpoint of the engine's own. */
    public ClmSettings withEndpoint(URI newUrl, @Nullable String key) {
        return new ClmSettings(newUrl, key, model, history, limits);
    }

    @Override
    public String toString() {
        return "ClmSettings[" + url + ", " + model + "]";
    }
}
