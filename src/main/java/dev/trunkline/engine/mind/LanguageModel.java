package dev.trunkline.engine.mind;

import org.jspecify.annotations.Nullable;

/**
 * Which model is wanted, as EVI's configs name it ({@code language_model}). Immutable.
 *
 * @param provider such as {@code OPEN_AI} or {@code CUSTOM_LANGUAGE_MODEL}
 * @param resource the model's name; for a custom language model its URL
 * @param temperature 0 to 1, or null for the model's own
 */
public record LanguageModel(
        String provider, String resource, @Nullable Double temperature) {

    /** EVI's provider for an endpoint of one's own, which speaks the protocol of custom language models. */
    public static final String CUSTOM = "CUSTOM_LANGUAGE_MODEL";

    /** EVI's documented default; here it stands for the engine's own model. */
    public static final LanguageModel DEFAULT = new LanguageModel("HUME_AI", "hume-evi-3", null);
}
