package dev.trunkline.speech.loading;

import dev.trunkline.speech.Speech;
import dev.trunkline.speech.SpeechRecognizer;
import java.util.concurrent.CompletableFuture;

/** A recognizer that is still being loaded: who wants to be understood waits. Thread-safe. */
final class LoadingRecognizer implements SpeechRecognizer {

    private final CompletableFuture<SpeechRecognizer> loading;

    LoadingRecognizer(CompletableFuture<SpeechRecognizer> loading) {
        this.loading = loading;
    }

    @Override
    public Result recognize(Speech utterance) {
        return loading.join().recognize(utterance);
    }

    @Override
    public boolean isQuick() {
        return loading.isDone()
                && !loading.isCompletedExceptionally()
                && loading.join().isQuick();
    }
}
