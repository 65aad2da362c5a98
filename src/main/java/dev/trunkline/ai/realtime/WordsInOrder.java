package dev.trunkline.ai.realtime;

import dev.trunkline.time.Scheduler;
import dev.trunkline.time.Scheduler.Timer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The caller's words come from another machine than the answer does, and often later than its first: what the agent says in words waits
 * for them, for a moment, so that a call is told who said what in the order in which it was said. Sound waits for nothing. Confined
 * to the call's loop.
 */
final class WordsInOrder {

    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(1_500);

    private static final int MOST_OWED = 4; // turns without words: they will not come
    private static final int MOST_WAITING = 1_000;

    private final Scheduler scheduler;
    private final Set<String> owed = new LinkedHashSet<>(); // turns of the caller's, by their items
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private @Nullable Timer patience;
    private boolean transcribes = true; // as far as we have seen

    WordsInOrder(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /** The caller has said something; the words follow, or {@link #onWords} says that there are none. */
    void onTurnOver(String itemId) {
        if (owed.size() >= MOST_OWED) {
            release();
        }
        if (transcribes) {
            owed.add(itemId);
            stopWaiting();
            patience = scheduler.after(PATIENCE_NANOS, this::onNoWords);
        }
    }

    private void onNoWords() {
        transcribes = false;
        release();
    }

    /** The words of that turn were told. */
    void onWords(String itemId) {
        transcribes = true;
        if (owed.remove(itemId) && owed.isEmpty()) {
            release();
        }
    }

    /** Tells this in its turn. */
    void tell(Runnable told) {
        if (waiting.size() >= MOST_WAITING) {
            release();
        }
        if (owed.isEmpty()) {
            told.run();
        } else {
            waiting.add(told);
        }
    }

    /** Nothing is waited for any more. */
    void release() {
        stopWaiting();
        owed.clear();
        for (Runnable next = waiting.poll(); next != null; next = waiting.poll()) {
            next.run();
        }
    }

    /** Nothing is told any more. */
    void end() {
        stopWaiting();
        owed.clear();
        waiting.clear();
    }

    private void stopWaiting() {
        if (patience != null) {
            patience.cancel();
            patience = null;
        }
    }
}
