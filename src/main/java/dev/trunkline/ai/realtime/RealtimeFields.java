package dev.trunkline.ai.realtime;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.ai.ToolCall;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one event with their types. What is missing or wrong is remembered instead of thrown: the first {@link #problem}
 * decides. A field that is null counts as absent. Confined to one loop.
 */
final class RealtimeFields {

    static final int MOST_ID_CHARACTERS = ToolCall.MOST_ID_CHARACTERS;

    private static final int GREATEST_INDEX = 999_999_999;

    private final JsonNode node;
    private final Problem problem;

    private static final class Problem {
        private @Nullable EventRejection first;
    }

    RealtimeFields(JsonNode object) {
        this(object, new Problem());
    }

    private RealtimeFields(JsonNode node, Problem problem) {
        this.node = node;
        this.problem = problem;
    }

    /** What was wrong with the fields read so far, here and in what is {@link #in} here; or null. */
    @Nullable
    EventRejection problem() {
        return problem.first;
    }

    /** The object by that name; one without fields where there is none. */
    RealtimeFields in(String name) {
        return new RealtimeFields(node.path(name), problem);
    }

    String text(String name) {
        String text = optionalText(name);
        if (text == null) {
            note(EventRejection.MISSING_FIELD);
            return "";
        }
        return text;
    }

    @Nullable
    String optionalText(String name) {
        JsonNode value = node.get(name);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            note(EventRejection.WRONG_TYPE);
        }
        return value.isTextual() ? value.textValue() : "";
    }

    String textOr(String name, String otherwise) {
        String text = optionalText(name);
        return text == null ? otherwise : text;
    }

    /** What names something, and is remembered; "" when it is not said. */
    String idOr(String name) {
        return shortened(textOr(name, ""));
    }

    /** The same, which must be said. */
    String id(String name) {
        return shortened(text(name));
    }

    private String shortened(String id) {
        if (id.length() <= MOST_ID_CHARACTERS) {
            return id;
        }
        note(EventRejection.TOO_LONG);
        return "";
    }

    int indexOr(String name, int otherwise) {
        JsonNode value = node.get(name);
        if (value == null || value.isNull()) {
            return otherwise;
        }
        if (!value.isIntegralNumber()
                || !value.canConvertToInt()
                || value.intValue() < 0
                || value.intValue() > GREATEST_INDEX) {
            note(EventRejection.WRONG_TYPE);
            return otherwise;
        }
        return value.intValue();
    }

    /** A number of no consequence: anything unusable is 0. */
    long number(String name) {
        JsonNode value = node.path(name);
        return value.isNumber() && value.canConvertToLong() ? value.longValue() : 0;
    }

    private void note(EventRejection rejection) {
        problem.first = problem.first == null ? rejection : problem.first;
    }
}
