package dev.trunkline.engine.hearing;

import dev.trunkline.engine.hearing.Hearing.Words;
import dev.trunkline.engine.hearing.Listening.CallerTurn;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Gives the ears a turn in one piece. They start when the caller pauses; if the pause was the end of the turn, the words are
 * there already. Confined to the chat's loop.
 */
final class WholeTurns implements TurnEars {

    private final HearingParts parts;
    private @Nullable Guess early;

    WholeTurns(HearingParts parts) {
        this.parts = parts;
    }

    /** What the ears are busy with, or already know. */
    private record Guess(long endMillis, AtomicBoolean wanted, CompletableFuture<Words> words) {
        boolean isOf(CallerTurn turn) {
            return turn.endMillis() == endMillis && !words.isCompletedExceptionally();
        }
    }

    @Override
    public void hear(short[] samples) {}

    @Override
    public CompletableFuture<Words> guess(CallerTurn soFar) {
        forget();
        AtomicBoolean wanted = new AtomicBoolean(true);
        CompletableFuture<Words> words = listen(soFar, wanted);
        early = new Guess(soFar.endMillis(), wanted, words);
        return words;
    }

    @Override
    public CompletableFuture<Words> understand(CallerTurn turn) {
        Guess known = early;
        if (known != null && known.isOf(turn)) {
            early = null;
            return known.words;
        }
        forget();
        return listen(turn, new AtomicBoolean(true));
    }

    @Override
    public void forget() {
        if (early != null) {
            early.wanted.set(false);
            early = null;
        }
    }

    /** What nobody wants any more when its turn comes costs nothing: callers who pause at every word are many guesses. */
    private CompletableFuture<Words> listen(CallerTurn turn, AtomicBoolean wanted) {
        return parts.workers().submit(() -> {
            if (!wanted.get()) {
                throw new CancellationException("the caller went on");
            }
            return parts.words(turn, parts.ears().listen(turn.speech()));
        });
    }
}
