package dev.trunkline.lab.history;

import java.util.Locale;

/**
 * An invariant that did not hold. Immutable.
 *
 * @param call in which call, "" when it is about a node
 * @param nanos when
 * @param what happened, in words
 */
public record Violation(Invariant invariant, String call, long nanos, String what) {

    /**
     * For people.
     *
     * @param originNanos from which times are counted
     */
    public String line(long originNanos) {
        return String.format(
                Locale.ROOT,
                "%s %s at %.3f s%s: %s",
                invariant.label(),
                invariant.words(),
                (nanos - originNanos) / 1e9,
                call.isEmpty() ? "" : " in " + call,
                what);
    }

    @Override
    public String toString() {
        return line(0);
    }
}
