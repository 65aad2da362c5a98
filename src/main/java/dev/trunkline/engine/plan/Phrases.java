package dev.trunkline.engine.plan;

import dev.trunkline.speech.bargein.EnglishOverlap;
import dev.trunkline.speech.bargein.OverlapWords;
import org.jspecify.annotations.Nullable;

/**
 * What the engine says when its model does not. Immutable.
 *
 * @param language of ears and voices, BCP 47: nobody detects it, so every message carries this one; null for none
 * @param oneMoment bridges the time until the model has an answer, where a config allows short responses
 * @param trouble when the model has failed
 * @param deadAir what is heard while an answer takes long
 * @param overlap what callers say over the agent: without meaning to interrupt, and meaning to
 * @param goodbye what they may do to its last words
 */
public record Phrases(
        @Nullable String language,
        String oneMoment,
        String trouble,
        DeadAir deadAir,
        OverlapWords overlap,
        Goodbye goodbye) {

    /** English, and silence while an answer takes long. */
    public static Phrases english() {
        return new Phrases(
                "en",
                "One moment.",
                "I am sorry, I am having trouble thinking. Could you say that again?",
                DeadAir.allowed(),
                EnglishOverlap.words(),
                Goodbye.english());
    }

    /** The same with something to hear while an answer takes long. */
    public Phrases filling(DeadAir other) {
        return new Phrases(language, oneMoment, trouble, other, overlap, goodbye);
    }

    /** The same with other last words. */
    public Phrases parting(Goodbye other) {
        return new Phrases(language, oneMoment, trouble, deadAir, overlap, other);
    }
}
