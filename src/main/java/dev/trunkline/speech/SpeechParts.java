package dev.trunkline.speech;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An agent's voice and ears, loaded and warm. Immutable.
 *
 * @param voice MaryTTS's, or FreeTTS's when MaryTTS cannot be loaded; behind a cache
 * @param ears for a phrase grammar
 */
public record SpeechParts(Voice voice, Ears ears) {

    private static final Logger LOG = LoggerFactory.getLogger(SpeechParts.class);
    private static final int CACHED_SECONDS = 300; // 29 MB at 48 kHz
    private static final int RECOGNISERS = 1;

    /** Long enough that the Java compilers have seen all that happens in one. */
    private static final String WARM_UP = "Good morning, and thank you for calling. How can I help you today?";

    private static final int WARM_UP_ROUNDS = 3;

    /**
     * Loads both at the same time, on threads of its own, and uses them until they are fast.
     *
     * @return the parts; fails when the ears cannot be loaded
     */
    public static CompletableFuture<SpeechParts> load(PhraseGrammar grammar) {
        Executor threads = task -> {
            var thread = new Thread(task, "speech-loader");
            thread.setDaemon(true);
            thread.start();
        };
        CompletableFuture<Voice> voice = CompletableFuture.supplyAsync(SpeechParts::warmVoice, threads);
        CompletableFuture<Ears> ears = CompletableFuture.supplyAsync(() -> warmEars(grammar), threads);
        return voice.thenCombine(ears, SpeechParts::new);
    }

    private static Voice warmVoice() {
        Voice voice = orFreeTts(MaryVoice::new);
        for (int round = 0; round < WARM_UP_ROUNDS; round++) {
            voice.say(WARM_UP);
        }
        return new CachingVoice(voice, CACHED_SECONDS);
    }

    static Voice orFreeTts(Supplier<Voice> preferred) {
        try {
            return preferred.get();
        } catch (IllegalStateException | LinkageError e) {
            LOG.atWarn()
                    .addKeyValue("reason", e.toString())
                    .log("the agent's voice cannot be loaded; it speaks with FreeTTS");
            return new FreeTtsVoice();
        }
    }

    private static Ears warmEars(PhraseGrammar grammar) {
        Ears ears = new SphinxEars(grammar, RECOGNISERS);
        Speech utterance = new FreeTtsVoice().say(grammar.phrases().get(0));
        for (int round = 0; round < WARM_UP_ROUNDS; round++) {
            ears.listen(utterance);
        }
        return ears;
    }
}
