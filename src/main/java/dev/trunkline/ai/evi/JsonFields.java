package dev.trunkline.ai.evi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one message, read with their types. What is missing or wrong is remembered instead of thrown: the first
 * {@link #problem} decides. A field that is null counts as absent.
 */
final class JsonFields {

    /** EVI measures 48 expressions; more than this is somebody's joke. */
    private static final int MOST_SCORES = 256;

    private static final int GREATEST_INDEX = 999_999_999;

    private final JsonNode message;
    private @Nullable Rejection problem;

    JsonFields(JsonNode message) {
        this.message = message;
    }

    /** What was wrong with the fields read so far, or null. */
    @Nullable
    Rejection problem() {
        return problem;
    }

    String text(String name) {
        JsonNode field = field(message, name);
        return field == null ? missing() : textual(field);
    }

    @Nullable
    String optionalText(String name) {
        JsonNode field = field(message, name);
        return field == null ? null : textual(field);
    }

    String textOr(String name, String otherwise) {
        String text = optionalText(name);
        return text == null ? otherwise : text;
    }

    /** A text that some servers send as the JSON it should contain. */
    String jsonText(String name) {
        JsonNode field = field(message, name);
        return field == null ? missing() : field.isContainerNode() ? field.toString() : textual(field);
    }

    boolean flagOr(String name, boolean otherwise) {
        JsonNode field = field(message, name);
        if (field == null) {
            return otherwise;
        }
        if (!field.isBoolean()) {
            wrongType();
        }
        return field.booleanValue();
    }

    int indexOr(String name, int otherwise) {
        JsonNode field = field(message, name);
        if (field == null) {
            return otherwise;
        }
        if (!field.isInt() || field.intValue() < 0 || field.intValue() > GREATEST_INDEX) {
            wrongType();
        }
        return field.intValue();
    }

    /** A number of no consequence: anything unusable is {@code otherwise}. */
    long numberOr(@Nullable String parent, String name, long otherwise) {
        JsonNode field = parent == null ? field(message, name) : field(message.path(parent), name);
        return field != null && field.canConvertToLong() ? field.longValue() : otherwise;
    }

    /** {@code message.content}; absent where only {@code message.tool_call} is given. */
    @Nullable
    String content() {
        JsonNode inner = field(message, "message");
        if (inner == null) {
            missing();
            return null;
        }
        if (!inner.isObject()) {
            wrongType();
            return null;
        }
        JsonNode content = field(inner, "content");
        return content == null ? null : textual(content);
    }

    /** {@code models.prosody.scores}; what is not a number there is left out. */
    Map<String, Double> scores() {
        JsonNode scores = message.path("models").path("prosody").path("scores");
        if (!scores.isObject() || scores.isEmpty()) {
            return Map.of();
        }
        Map<String, Double> numbers = new LinkedHashMap<>();
        for (var score : scores.properties()) {
            if (score.getValue().isNumber() && numbers.size() < MOST_SCORES) {
                numbers.put(score.getKey(), score.getValue().doubleValue());
            }
        }
        return Collections.unmodifiableMap(numbers);
    }

    private static @Nullable JsonNode field(JsonNode parent, String name) {
        JsonNode field = parent.get(name);
        return field == null || field.isNull() ? null : field;
    }

    private String textual(JsonNode field) {
        if (!field.isTextual()) {
            wrongType();
        }
        return field.asText();
    }

    private String missing() {
        problem = problem == null ? Rejection.MISSING_FIELD : problem;
        return "";
    }

    private void wrongType() {
        problem = problem == null ? Rejection.WRONG_TYPE : problem;
    }
}
