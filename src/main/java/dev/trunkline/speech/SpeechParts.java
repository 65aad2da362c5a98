package dev.trunkline.speech;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An agent's voice and ears. Immutable.
 *
 * @param loaded completes when both are there and quick; fails with what either could not be loaded for. Until then whoever
 *     uses them waits
 */
public record SpeechParts(Voice voice, Ears ears, CompletableFuture<Void> loaded) {

    private static final Logger LOG = LoggerFactory.getLogger(SpeechParts.class);

    /** Fifty callers keep one busy four fifths of the time, and then wait for it; a second one costs 58 MB. */
    private static final int RECOGNISERS = Math.min(2, Runtime.getRuntime().availableProcessors());

    /** Long enough that the Java compilers have seen all that happens in one. */
    private static final String WARM_UP = "Good morning, and thank you for calling. How can I help you today?";

    private static final int WARM_UP_ROUNDS = 3;

    /** Loads the ones that run in the JVM: {@link #maryTts} and {@link #sphinx}. */
    public static SpeechParts load(PhraseGrammar grammar) {
        return load(SpeechParts::maryTts, () -> sphinx(grammar));
    }

    /** Loads both at the same time, on threads of its own, and returns at once. */
    public static SpeechParts load(Supplier<Voice> voice, Supplier<Ears> ears) {
        CompletableFuture<Voice> loadingVoice = CompletableFuture.supplyAsync(voice, SpeechParts::run);
        CompletableFuture<Ears> loadingEars = CompletableFuture.supplyAsync(ears, SpeechParts::run);
        return new SpeechParts(
                new LoadingVoice(loadingVoice),
                new LoadingEars(loadingEars),
                CompletableFuture.allOf(loadingVoice, loadingEars));
    }

    /** Loads the voice, on a thread of its own, and returns at once; the ears need no loading. */
    public static SpeechParts load(Supplier<Voice> voice, Ears ears) {
        CompletableFuture<Voice> loadingVoice = CompletableFuture.supplyAsync(voice, SpeechParts::run);
        return new SpeechParts(new LoadingVoice(loadingVoice), ears, CompletableFuture.allOf(loadingVoice));
    }

    private static void run(Runnable task) {
        var thread = new Thread(task, "speech-loader");
        thread.setDaemon(true);
        thread.start();
    }

    /** MaryTTS's voice, or FreeTTS's when MaryTTS cannot be loaded; used until it is fast. Takes seconds. */
    public static Voice maryTts() {
        return warm(orFreeTts(MaryVoice::new));
    }

    /** FreeTTS's voice, used until it is fast. */
    public static Voice freeTts() {
        return warm(new FreeTtsVoice());
    }

    /** Sphinx's ears for a phrase grammar, used until they are fast. Takes seconds. */
    public static Ears sphinx(PhraseGrammar grammar) {
        Ears ears = new SphinxEars(grammar, RECOGNISERS);
        Speech utterance = new FreeTtsVoice().say(grammar.phrases().get(0));
        for (int round = 0; round < WARM_UP_ROUNDS; round++) {
            ears.listen(utterance);
        }
        return ears;
    }

    private static Voice warm(Voice voice) {
        for (int round = 0; round < WARM_UP_ROUNDS; round++) {
            voice.say(WARM_UP);
        }
        return voice;
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
}
