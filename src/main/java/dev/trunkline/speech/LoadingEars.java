package dev.trunkline.speech;

import java.util.concurrent.CompletableFuture;

/** Ears that are still being loaded: who wants to be understood waits. Thread-safe. */
final class LoadingEars implements Ears {

    private final CompletableFuture<Ears> loading;

    LoadingEars(CompletableFuture<Ears> loading) {
        this.loading = loading;
    }

    @Override
    public Heard listen(Speech utterance) {
        return loading.join().listen(utterance);
    }
}
