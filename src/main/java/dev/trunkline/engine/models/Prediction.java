package dev.trunkline.engine.models;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one model says of one piece of a payload. Immutable.
 *
 * @param passage the words it is about; null for sound without words
 * @param time when they were said, from the beginning of the sound that was measured; null for text
 * @param lists named lists of scores, in order: {@code emotions} first
 */
record Prediction(@Nullable Passage passage, @Nullable Seconds time, Map<String, Map<String, Double>> lists) {

    /** A piece of text and where it stands, in characters (code points), the end exclusive. */
    record Passage(String text, int begin, int end) {}

    /** A piece of time. */
    record Seconds(double begin, double end) {
        static Seconds ofMillis(long begin, long end) {
            return new Seconds(begin / 1_000.0, end / 1_000.0);
        }
    }
}
