package dev.trunkline.call;

import org.jspecify.annotations.Nullable;

/**
 * Keys that the caller is asked for. Immutable.
 *
 * @param least so many are wanted
 * @param most with so many it is over at once
 * @param terminator the key that ends it and does not count, or null for none
 * @param firstNanos how long the first key may take, from the agent's last sound on
 * @param nextNanos how long each further key may take
 * @param masked whether nobody is to know them but who asked: not the AI, not the record, not the log; and the AI hears silence
 *     meanwhile, because keys can be heard
 */
public record DigitRequest(
        int least, int most, @Nullable Character terminator, long firstNanos, long nextNanos, boolean masked) {

    /** For so long after the last key its tone may be heard: a key is told before its tone is over. */
    public static final long LAST_TONE_NANOS = 500_000_000L;

    /**
     * What came of it. Immutable.
     *
     * @param spoke whether the caller said something instead of pressing a key
     */
    public record Outcome(String digits, boolean spoke) {

        @Override
        public String toString() {
            return digits.length() + " digits"; // they may be a card's
        }
    }

    /** How long it can take at most, once the agent is silent. */
    public long longestNanos() {
        return firstNanos + most * nextNanos;
    }
}
