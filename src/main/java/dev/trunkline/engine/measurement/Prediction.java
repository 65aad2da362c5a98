package dev.trunkline.engine.measurement;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one model says of one piece of a payload, as Jackson writes it. Immutable.
 *
 * @param passage the words it is about; null for sound without words
 * @param time when they were said, from the beginning of the sound that was measured; null for text
 * @param lists named lists of scores, in order: {@code emotions} first
 */
@JsonPropertyOrder({"passage", "time"})
record Prediction(
        @JsonUnwrapped @Nullable Passage passage,
        @Nullable Seconds time,
        @JsonIgnore Map<String, Map<String, Double>> lists) {

    /** A piece of text and where it stands, in characters (code points), the end exclusive. */
    @JsonPropertyOrder({"text", "position"})
    record Passage(
            String text, @JsonIgnore int begin, @JsonIgnore int end) {

        @JsonProperty
        Map<String, Integer> position() {
            return Map.of("begin", begin, "end", end);
        }

        /** Nobody here measures how sure the recognizer is. */
        @JsonProperty
        @Nullable
        Double confidence() {
            return null;
        }

        /** There is one speaker. */
        @JsonProperty("speaker_confidence")
        @Nullable
        Double speakerConfidence() {
            return null;
        }
    }

    record Seconds(double begin, double end) {
        static Seconds ofMillis(long begin, long end) {
            return new Seconds(begin / 1_000.0, end / 1_000.0);
        }
    }

    record Score(String name, double score) {}

    @JsonAnyGetter
    Map<String, List<Score>> scores() {
        Map<String, List<Score>> scores = new LinkedHashMap<>();
        lists.forEach((list, values) -> scores.put(
                list,
                values.entrySet().stream()
                        .map(value -> new Score(value.getKey(), value.getValue()))
                        .toList()));
        return scores;
    }
}
