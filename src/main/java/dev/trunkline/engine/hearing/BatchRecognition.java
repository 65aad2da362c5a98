package dev.trunkline.engine.hearing;

import dev.trunkline.engine.hearing.Endpointer.Utterance;
import dev.trunkline.engine.hearing.SpeechPipeline.Words;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Gives the recognizer a turn in one piece. They start when the caller pauses; if the pause was the end of the turn, the words are
 * there already. Confined to the chat's loop.
 */
final class BatchRecognition implements TurnRecognition {

    private final SpeechPipelineParts parts;
    private @Nullable Guess early;

    BatchRecognition(SpeechPipelineParts parts) {
        this.parts = parts;
    }

    /** What the recognizer is busy with, or already know. */
    private record Guess(long endMillis, AtomicBoolean wanted, CompletableFuture<Words> words) {
        boolean isOf(Utterance utterance) {
            return utterance.endMillis() == endMillis && !words.isCompletedExceptionally();
        }
    }

    @Override
    public void feed(short[] samples) {}

    @Override
    public CompletableFuture<Words> interim(Utterance soFar) {
        discard();
        AtomicBoolean wanted = new AtomicBoolean(true);
        CompletableFuture<Words> words = recognized(soFar, wanted);
        early = new Guess(soFar.endMillis(), wanted, words);
        return words;
    }

    @Override
    public CompletableFuture<Words> understand(Utterance utterance) {
        Guess known = early;
        if (known != null && known.isOf(utterance)) {
            early = null;
            return known.words;
        }
        discard();
        return recognized(utterance, new AtomicBoolean(true));
    }

    @Override
    public void discard() {
        if (early != null) {
            early.wanted.set(false);
            early = null;
        }
    }

    /** What nobody wants any more when its turn comes costs nothing: callers who pause at every word are many guesses. */
    private CompletableFuture<Words> recognized(Utterance utterance, AtomicBoolean wanted) {
        return parts.workers().submit(() -> {
            if (!wanted.get()) {
                throw new CancellationException("the caller went on");
            }
            return parts.words(utterance, parts.recognizer().recognize(utterance.speech()));
        });
    }
}
