package dev.trunkline.speech.loading;

import dev.trunkline.speech.Speech;
import dev.trunkline.speech.SpeechMeter;
import dev.trunkline.speech.SpeechRecognizer;
import dev.trunkline.speech.Voice;
import dev.trunkline.speech.sphinx.PhraseGrammar;
import dev.trunkline.speech.sphinx.SphinxRecognizer;
import dev.trunkline.speech.tts.HouseVoice;
import dev.trunkline.speech.tts.HouseVoices;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * An agent's voice and recognizer. Immutable.
 *
 * @param voiced completes when the voice is there; fails with what it could not be loaded for
 * @param loaded completes when both are there; fails with what either could not be loaded for. Until then whoever uses them
 *     waits
 * @param quick completes when the recognizer is as quick as they get; fails as {@code loaded} does
 */
public record SpeechParts(
        Voice voice,
        SpeechRecognizer recognizer,
        CompletableFuture<Void> voiced,
        CompletableFuture<Void> loaded,
        CompletableFuture<Void> quick) {

    /** Fifty callers keep one busy four fifths of the time, and then wait for it. */
    private static final int RECOGNIZERS = Math.min(2, Runtime.getRuntime().availableProcessors());

    private static final int WARM_UP_ROUNDS = 3;

    /** Loads the ones that run in the JVM: the voices of the house, MaryTTS's first, and Sphinx's recognizer for a phrase grammar. */
    public static SpeechParts load(PhraseGrammar grammar) {
        return load(
                () -> new HouseVoices(HouseVoice.SLT, SpeechMeter.NONE),
                () -> grammar,
                CompletableFuture.completedFuture(null));
    }

    /**
     * Loads the voice, and Sphinx's recognizer for a phrase grammar, on threads of its own, and returns at once. Once both are there
     * the recognizer is made quick: what that takes is better spent on the first caller's greeting.
     *
     * @param recognizerAfter the recognizer begin to load when this completes, and are not loaded when it fails
     */
    public static SpeechParts load(
            Supplier<Voice> voice, Supplier<PhraseGrammar> grammar, CompletableFuture<Void> recognizerAfter) {
        CompletableFuture<Voice> loadingVoice = CompletableFuture.supplyAsync(voice, SpeechParts::run);
        CompletableFuture<SphinxRecognizer> loadingRecognizer =
                recognizerAfter.thenApplyAsync(unused -> new SphinxRecognizer(grammar.get()), SpeechParts::run);
        CompletableFuture<Void> loaded = CompletableFuture.allOf(loadingVoice, loadingRecognizer);
        return new SpeechParts(
                new LoadingVoice(loadingVoice),
                new LoadingRecognizer(loadingRecognizer.thenApply(recognizer -> recognizer)),
                loadingVoice.thenAccept(unused -> {}),
                loaded,
                loaded.thenRunAsync(
                        () -> quicken(loadingRecognizer.join(), loadingVoice.join(), grammar.get()), SpeechParts::run));
    }

    /** Loads the voice, on a thread of its own, and returns at once; the recognizer need no loading. */
    public static SpeechParts load(Supplier<Voice> voice, SpeechRecognizer recognizer) {
        CompletableFuture<Voice> loadingVoice = CompletableFuture.supplyAsync(voice, SpeechParts::run);
        CompletableFuture<Void> loaded = CompletableFuture.allOf(loadingVoice);
        return new SpeechParts(new LoadingVoice(loadingVoice), recognizer, loaded, loaded, loaded);
    }

    private static void run(Runnable task) {
        var thread = new Thread(task, "speech-loader");
        thread.setDaemon(true);
        thread.start();
    }

    /** Uses the recognizer until Java's compilers have seen all that happens in them, and gives the second caller some too. */
    private static void quicken(SphinxRecognizer recognizer, Voice voice, PhraseGrammar grammar) {
        Speech phrase = voice.say(grammar.phrases().get(0));
        for (int round = 0; round < WARM_UP_ROUNDS; round++) {
            recognizer.recognize(phrase);
        }
        for (int more = 1; more < RECOGNIZERS; more++) {
            recognizer.addRecognizer();
        }
    }
}
