package dev.trunkline.speech.loading;

import dev.trunkline.speech.Speech;
import dev.trunkline.speech.Voice;
import java.util.concurrent.CompletableFuture;

/** A voice that is still being loaded: who wants to hear it waits. Thread-safe. */
final class LoadingVoice implements Voice {

    private final CompletableFuture<Voice> loading;

    LoadingVoice(CompletableFuture<Voice> loading) {
        this.loading = loading;
    }

    @Override
    public Speech say(String text) {
        return loading.join().say(text);
    }

    @Override
    public Voice named(String name) {
        return new LoadingVoice(loading.thenApply(voice -> voice.named(name)));
    }

    /** While nobody can tell, every name may be one. */
    @Override
    public boolean knows(String name) {
        return !loading.isDone()
                || loading.isCompletedExceptionally()
                || loading.join().knows(name);
    }

    @Override
    public int sampleRateHz() {
        return loading.join().sampleRateHz();
    }
}
