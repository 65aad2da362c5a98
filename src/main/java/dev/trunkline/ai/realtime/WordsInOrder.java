package dev.trunkline.ai.realtime;

import dev.trunkline.time.Scheduler;
import dev.trunkline.time.Scheduler.Timer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The caller's words come from another machine than the answer does, often later than its first, and not always in the order of their turns:
 * what is said in words waits for those of every turn before it, for a moment, so that a call is told who said what in the order in which
 * it was said. Sound waits for nothing. Confined to the call's loop.
 */
final class WordsInOrder {

    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(1_500);

    private static final int MOST_OWED = 4; // turns without words: they will not come
    private static final int MOST_WAITING = 1_000;

    private final Scheduler scheduler;
    private final Deque<Entry> line = new ArrayDeque<>();
    private @Nullable Entry awaited; // the oldest turn whose words are not known
    private @Nullable Timer patience; // with that one
    private boolean transcribes = true; // as far as we have seen

    WordsInOrder(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /** Something that was said, in its place. */
    private static final class Entry {
        private final String turn; // of the caller's, by its item; empty for the agent's words
        private final long sinceNanos;
        private @Nullable Runnable told; // null until it is known what it was

        Entry(String turn, long sinceNanos, @Nullable Runnable told) {
            this.turn = turn;
            this.sinceNanos = sinceNanos;
            this.told = told;
        }

        boolean isOwed(String itemId) {
            return told == null && turn.equals(itemId);
        }
    }

    /** The caller has said something; the words follow, or {@link #onWords} says that there are none. */
    void onTurnOver(String itemId) {
        if (line.stream().filter(entry -> entry.told == null).count() >= MOST_OWED) {
            release();
        }
        if (transcribes) {
            if (owed(itemId) == null) {
                line.add(new Entry(itemId, scheduler.nowNanos(), null));
            }
            waitForOldest();
        }
    }

    private void waitForOldest() {
        Entry oldest = oldestOwed();
        if (oldest == awaited) {
            return;
        }
        stopWaiting();
        if (oldest != null) {
            awaited = oldest;
            long waitedNanos = scheduler.nowNanos() - oldest.sinceNanos;
            patience = scheduler.after(Math.max(0, PATIENCE_NANOS - waitedNanos), () -> onNoWords(oldest));
        }
    }

    private @Nullable Entry oldestOwed() {
        for (Entry entry : line) {
            if (entry.told == null) {
                return entry;
            }
        }
        return null;
    }

    /** Where those of the newest turn do not come, nobody writes any down. */
    private void onNoWords(Entry missing) {
        line.remove(missing);
        transcribes = line.stream().anyMatch(entry -> !entry.turn.isEmpty());
        tellWhatIsNext();
    }

    /**
     * The words of that turn are known, or that there are none.
     *
     * @param told tells them
     */
    void onWords(String itemId, Runnable told) {
        transcribes = true;
        Entry turn = owed(itemId);
        if (turn == null) {
            told.run(); // nobody waits for it
            return;
        }
        turn.told = told;
        tellWhatIsNext();
    }

    /** Whether words of that turn may be shown before all of them are known: none before it is owed. */
    boolean isNext(String itemId) {
        Entry oldest = oldestOwed();
        return oldest == null || oldest.turn.equals(itemId);
    }

    /** Tells this in its turn. */
    void tell(Runnable told) {
        if (line.size() >= MOST_WAITING) {
            release();
        }
        line.add(new Entry("", 0, told));
        tellWhatIsNext();
    }

    private void tellWhatIsNext() {
        for (Entry first = line.peek(); first != null && first.told != null; first = line.peek()) {
            line.remove();
            first.told.run();
        }
        waitForOldest();
    }

    /** Nothing is waited for any more. */
    void release() {
        stopWaiting();
        for (Entry next = line.poll(); next != null; next = line.poll()) {
            if (next.told != null) {
                next.told.run();
            }
        }
    }

    /** Nothing is told any more. */
    void end() {
        stopWaiting();
        line.clear();
    }

    private @Nullable Entry owed(String itemId) {
        for (Entry entry : line) {
            if (entry.isOwed(itemId)) {
                return entry;
            }
        }
        return null;
    }

    private void stopWaiting() {
        awaited = null;
        if (patience != null) {
            patience.cancel();
            patience = null;
        }
    }
}
