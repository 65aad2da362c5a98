package dev.trunkline.engine.plan;

import dev.trunkline.speech.bargein.OverlapWords;
import java.util.Set;
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

    private static final Set<String> ENGLISH_BACKCHANNELS = Set.of(
            // listening, in as many spellings as recognizers have for a hum
            "mm",
            "mmm",
            "mhm",
            "mmhm",
            "mmhmm",
            "mm hm",
            "mm hmm",
            "m hm",
            "hm",
            "hmm",
            "hmm hmm",
            "hm hm",
            "um hum",
            "um hmm",
            "uh huh",
            "ah ha",
            "aha",
            "uh hum",
            "ah",
            "oh",
            "ooh",
            "huh",
            "okay",
            "ok",
            "k",
            "okey",
            "yeah",
            "yea",
            "yep",
            "yup",
            "ya",
            "yes",
            "right",
            "all right",
            "alright",
            "sure",
            "fine",
            "good",
            "great",
            "nice",
            "cool",
            "i see",
            "got it",
            "of course",
            "exactly",
            "true",
            "indeed",
            "really",
            "wow",
            "perfect",
            "sounds good",
            "very good",
            "i know",
            "go on",
            "that's right",
            "makes sense",
            "thanks",
            "thank you");

    /** Thinking, coughing and clearing one's throat, as recognizers write it. */
    private static final Set<String> ENGLISH_THINKING = Set.of(
            "uh", "i", "so", "well", "and", "um", "umm", "er", "erm", "eh", "ahem", "hem", "ha", "haha", "heh", "phew",
            "achoo", "cough", "coughs", "sigh");

    private static final Set<String> ENGLISH_WISHES = Set.of(
            "stop",
            "wait",
            "wait a",
            "hold on",
            "hang on",
            "one moment",
            "one second",
            "just a",
            "no",
            "nope",
            "not",
            "don't",
            "actually",
            "but",
            "excuse me",
            "sorry",
            "pardon",
            "listen",
            "hey",
            "hello",
            "quiet",
            "enough",
            "never mind",
            "cancel",
            "forget it",
            "help",
            "what",
            "what's",
            "when",
            "where",
            "who",
            "why",
            "how",
            "which",
            "can",
            "could",
            "would",
            "do you",
            "is it",
            "are you",
            "i want",
            "i need",
            "i have",
            "i don't",
            "i didn't",
            "i am",
            "i'm",
            "i'd",
            "let me",
            "speak to",
            "talk to",
            "operator",
            "agent",
            "representative",
            "repeat",
            "again",
            "goodbye",
            "bye");

    /** English, and silence while an answer takes long. */
    public static Phrases english() {
        return new Phrases(
                "en",
                "One moment.",
                "I am sorry, I am having trouble thinking. Could you say that again?",
                DeadAir.allowed(),
                new OverlapWords(ENGLISH_BACKCHANNELS, ENGLISH_THINKING, ENGLISH_WISHES),
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
