package dev.trunkline.engine.plan;

import org.jspecify.annotations.Nullable;

/**
 * What the engine says when its model does not. Immutable.
 *
 * @param language of ears and voices, BCP 47: nobody detects it, so every message carries this one; null for none
 * @param oneMoment bridges the time until the model has an answer, where a config allows short responses
 * @param trouble when the model has failed
 * @param deadAir what is heard while an answer takes long
 */
public record Phrases(@Nullable String language, String oneMoment, String trouble, DeadAir deadAir) {

    /** English, and silence while an answer takes long. */
    public static Phrases english() {
        return new Phrases(
                "en",
                "One moment.",
                "I am sorry, I am having trouble thinking. Could you say that again?",
                DeadAir.allowed());
    }

    /** The same with something to hear while an answer takes long. */
    public Phrases filling(DeadAir other) {
        return new Phrases(language, oneMoment, trouble, other);
    }
}
