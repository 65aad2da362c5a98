package dev.trunkline.speech.echo;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * How loud the agent is, and when, at the client that plays it, by the clock of that player: it may stand still while the player pauses.
 * Confined to the chat's loop.
 */
public final class PlayedLevels {

    private static final int MOST_PIECES = 1_000; // an hour, and 2 MB where nobody listens

    private final Deque<Piece> pieces = new ArrayDeque<>();
    private long untilNanos;
    private boolean anything;

    private record Piece(long fromNanos, long toNanos, BandLevels levels) {}

    /** A sentence was sent, and begins to be heard at {@code fromNanos}, after all that was sent before. */
    public void add(long fromNanos, BandLevels levels) {
        if (pieces.size() >= MOST_PIECES) {
            pieces.removeFirst();
        }
        long toNanos = fromNanos + levels.durationNanos();
        pieces.addLast(new Piece(fromNanos, toNanos, levels));
        untilNanos = toNanos;
        anything = true;
    }

    /** What would have been heard from {@code nowNanos} on is not. */
    public void cut(long nowNanos) {
        while (!pieces.isEmpty() && pieces.getLast().fromNanos - nowNanos >= 0) {
            pieces.removeLast();
        }
        if (!pieces.isEmpty() && pieces.getLast().toNanos - nowNanos > 0) {
            Piece last = pieces.removeLast();
            pieces.addLast(new Piece(last.fromNanos, nowNanos, last.levels));
        }
        if (untilNanos - nowNanos > 0) {
            untilNanos = nowNanos;
        }
    }

    /** Whether anything has been heard within that time. */
    boolean isHeardWithin(long nanos, long nowNanos) {
        return anything && nowNanos - untilNanos < nanos;
    }

    /** The levels that are heard at that time, which is never before one that was asked for earlier; silence where nothing is. */
    void copy(long atNanos, float[] into) {
        Piece first = pieces.peekFirst();
        while (first != null && atNanos - first.toNanos >= 0) {
            pieces.removeFirst();
            first = pieces.peekFirst();
        }
        if (first != null && atNanos - first.fromNanos >= 0) {
            first.levels.copy(atNanos - first.fromNanos, into);
        } else {
            Arrays.fill(into, BandMeter.SILENCE_DB);
        }
    }
}
