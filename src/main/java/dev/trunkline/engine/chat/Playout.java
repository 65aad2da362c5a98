package dev.trunkline.engine.chat;

import dev.trunkline.engine.mind.Line;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Guesses what the caller is hearing: sound is sent faster than it plays, and no client reports what it has played. Assumes
 * that everything plays at once and in one piece. Confined to the chat's loop.
 */
final class Playout {

    private final Deque<Said> said = new ArrayDeque<>();
    private long untilNanos;
    private boolean anything;

    private record Said(Line line, long fromNanos, long toNanos) {}

    /** A sentence was sent. */
    void add(Line line, long nowNanos, long durationNanos) {
        long fromNanos = isAudible(nowNanos) ? untilNanos : nowNanos;
        untilNanos = fromNanos + durationNanos;
        anything = true;
        said.removeIf(earlier -> earlier.toNanos - nowNanos <= 0);
        said.add(new Said(line, fromNanos, untilNanos));
    }

    boolean isAudible(long nowNanos) {
        return anything && untilNanos - nowNanos > 0;
    }

    /** How long there has been nothing to hear; negative while there is. */
    long quietNanos(long nowNanos) {
        return anything ? nowNanos - untilNanos : Long.MAX_VALUE;
    }

    /** The client was told to stop: the history keeps only what was heard. */
    void stop(long nowNanos, ChatGroups.Group history) {
        for (Said sentence : said) {
            if (sentence.fromNanos - nowNanos >= 0) {
                history.unsay(sentence.line);
            } else if (sentence.toNanos - nowNanos > 0) {
                history.cutOff(sentence.line);
            }
        }
        said.clear();
        untilNanos = nowNanos;
    }
}
