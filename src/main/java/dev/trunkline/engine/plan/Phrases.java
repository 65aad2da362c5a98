package dev.trunkline.engine.plan;

import org.jspecify.annotations.Nullable;

/**
 * What the engine says when its model does not. Immutable.
 *
 * @param language of ears and voices, BCP 47: nobody detects it, so every message carries this one; null for none
 * @param oneMoment bridges the time until the model has an answer
 * @param trouble when the model has failed
 */
public record Phrases(@Nullable String language, String oneMoment, String trouble) {

    public static Phrases english() {
        return new Phrases("en", "One moment.", "I am sorry, I am having trouble thinking. Could you say that again?");
    }
}
