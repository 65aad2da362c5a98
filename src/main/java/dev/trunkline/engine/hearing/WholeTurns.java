package dev.trunkline.engine.hearing;

import dev.trunkline.engine.hearing.Hearing.Words;
import dev.trunkline.engine.hearing.Listening.CallerTurn;
import java.util.concurrent.CompletableFuture;
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
    private record Guess(long endMillis, CompletableFuture<Words> words) {
        boolean isOf(CallerTurn turn) {
            return turn.endMillis() == endMillis && !words.isCompletedExceptionally();
        }
    }

    @Override
    public void hear(short[] samples) {}

    @Override
    public CompletableFuture<Words> guess(CallerTurn soFar) {
        CompletableFuture<Words> words = listen(soFar);
        early = new Guess(soFar.endMillis(), words);
        return words;
    }

    @Override
    public CompletableFuture<Words> understand(CallerTurn turn) {
        Guess known = early;
        early = null;
        return known != null && known.isOf(turn) ? known.words : listen(turn);
    }

    @Override
    public void forget() {
        early = null;
    }

    private CompletableFuture<Words> listen(CallerTurn turn) {
        return parts.workers().submit(() -> parts.words(turn, parts.ears().listen(turn.speech())));
    }
}
