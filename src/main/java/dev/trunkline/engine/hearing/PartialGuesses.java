package dev.trunkline.engine.hearing;

import dev.trunkline.engine.hearing.SpeechPipeline.Words;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** When to ask what the caller is saying: first when there may be a word, then every 300 ms of speech. Confined to the chat's loop. */
final class PartialGuesses {

    private static final int FIRST_FRAMES = 10; // 200 ms after the turn's beginning was found, which takes some too
    private static final int NEXT_FRAMES = 15;
    private static final int AGAIN_FRAMES = 3; // after there was no time

    private int framesToGo = FIRST_FRAMES;
    private @Nullable CompletableFuture<Words> last;

    /** Whether to ask now, with one more frame of speech; no second question while the first is open. */
    boolean isDue() {
        return --framesToGo <= 0 && (last == null || last.isDone());
    }

    void asked(CompletableFuture<Words> partial) {
        framesToGo = partial.isCompletedExceptionally() ? AGAIN_FRAMES : NEXT_FRAMES;
        last = partial;
    }

    boolean isOfThisTurn(CompletableFuture<Words> partial) {
        return partial == last;
    }

    /** What was asked is no longer of interest. */
    void forget() {
        last = null;
    }

    /** The next speech is another turn's. */
    void beginTurn() {
        last = null;
        framesToGo = FIRST_FRAMES;
    }
}
