package dev.trunkline.speech.loading;

import dev.trunkline.speech.SpeechMeter;
import dev.trunkline.speech.SpeechRecognizer;
import dev.trunkline.speech.Voice;
import dev.trunkline.speech.sphinx.PhraseGrammar;
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

    /** Loads the voices of the house, MaryTTS's first, and Sphinx's recognizer for a phrase grammar. */
    public static SpeechParts load(PhraseGrammar grammar) {
        return load(
                () -> new HouseVoices(HouseVoice.SLT, SpeechMeter.NONE),
                () -> LocalEars.sphinx(grammar),
                CompletableFuture.completedFuture(null));
    }

    /**
     * Loads a voice and a recognizer on threads of its own, and returns at once. Once both are there the recognizer is made quick:
     * what that takes is better spent on the first caller's greeting.
     *
     * @param ears blocks while it loads
     * @param earsAfter the recognizer begins to load when this completes, and is not loaded when it fails
     */
    public static SpeechParts load(Supplier<Voice> voice, Supplier<LocalEars> ears, CompletableFuture<Void> earsAfter) {
        CompletableFuture<Voice> loadingVoice = CompletableFuture.supplyAsync(voice, SpeechParts::run);
        CompletableFuture<LocalEars> loadingEars = earsAfter.thenApplyAsync(unused -> ears.get(), SpeechParts::run);
        CompletableFuture<Void> loaded = CompletableFuture.allOf(loadingVoice, loadingEars);
        return new SpeechParts(
                new LoadingVoice(loadingVoice),
                new LoadingRecognizer(loadingEars.thenApply(LocalEars::recognizer)),
                loadingVoice.thenAccept(unused -> {}),
                loaded,
                loaded.thenRunAsync(() -> loadingEars.join().quicken().accept(loadingVoice.join()), SpeechParts::run));
    }

    /** Loads the voice, on a thread of its own, and returns at once; the recognizer need no loading. */
    public static SpeechParts load(Supplier<Voice> voice, SpeechRecognizer recognizer) {
        CompletableFuture<Voice> loadingVoice = CompletableFuture.supplyAsync(voice, SpeechParts::run);
        CompletableFuture<Void> loaded = CompletableFuture.allOf(loadingVoice);
        return new SpeechParts(new LoadingVoice(loadingVoice), recognizer, loaded, loaded, loaded);
    }

    static void run(Runnable task) {
        var thread = new Thread(task, "speech-loader");
        thread.setDaemon(true);
        thread.start();
    }
}
