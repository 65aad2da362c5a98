package dev.trunkline.engine.rest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object somebody posted, field by field: null is as good as absent, and what nobody asks for is passed over. All
 * throw an {@link ApiException} that names the field. Immutable.
 */
public final class FieldReader {

    private static final int MAX_DEPTH = 32;
    private static final int MAX_WORDS = 100;
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNumberLength(64)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final JsonNode object;
    private final String path;

    private FieldReader(JsonNode object, String path) {
        this.object = object;
        this.path = path;
    }

    /** The fields of a body, which is JSON in UTF-8. */
    public static FieldReader parse(byte[] body) {
        JsonNode value = tree(body);
        if (value == null || !value.isObject()) {
            throw ApiException.badRequest("the body must be a JSON object");
        }
        return new FieldReader(value, "");
    }

    /** Text that must be there, and not be blank. */
    public String requiredText(String field, int maxChars) {
        String text = text(field, maxChars);
        if (text == null || text.isBlank()) {
            throw wrong(field, "is missing");
        }
        return text;
    }

    /** Text that a database takes. */
    public @Nullable String text(String field, int maxChars) {
        JsonNode value = value(field);
        if (value == null) {
            return null;
        }
        if (!value.isTextual()) {
            throw wrong(field, "must be text");
        }
        String text = value.textValue();
        if (text.length() > maxChars) {
            throw wrong(field, "must not be longer than " + maxChars + " characters");
        }
        if (!isStorable(text)) {
            throw wrong(field, "must not contain NUL characters or halves of surrogate pairs");
        }
        return text;
    }

    /** Text of a closed set. */
    public @Nullable String oneOf(String field, List<String> allowed) {
        JsonNode value = value(field);
        if (value != null && (!value.isTextual() || !allowed.contains(value.textValue()))) {
            throw wrong(field, "must be one of " + String.join(", ", allowed));
        }
        return value == null ? null : value.textValue();
    }

    /** Text of a closed set that must be there. */
    public String requiredOneOf(String field, List<String> allowed) {
        String value = oneOf(field, allowed);
        if (value == null) {
            throw wrong(field, "is missing: one of " + String.join(", ", allowed));
        }
        return value;
    }

    /** A whole number within bounds, both allowed; 30.0 is whole. */
    public @Nullable Integer integer(String field, int least, int most) {
        JsonNode value = value(field);
        if (value == null) {
            return null;
        }
        boolean isWhole = value.isNumber() && value.doubleValue() == Math.rint(value.doubleValue());
        if (!isWhole || value.doubleValue() < least || value.doubleValue() > most) {
            throw wrong(field, "must be a whole number between " + least + " and " + most);
        }
        return value.intValue();
    }

    /** A number between 0 and 1, both allowed. */
    public @Nullable Double fraction(String field) {
        JsonNode value = value(field);
        if (value == null) {
            return null;
        }
        if (!value.isNumber() || value.doubleValue() < 0 || value.doubleValue() > 1) {
            throw wrong(field, "must be a number between 0 and 1");
        }
        return value.doubleValue();
    }

    /** True or false. */
    public @Nullable Boolean flag(String field) {
        JsonNode value = value(field);
        if (value != null && !value.isBoolean()) {
            throw wrong(field, "must be true or false");
        }
        return value == null ? null : value.booleanValue();
    }

    /** True or false, which must be there. */
    public boolean requiredFlag(String field) {
        Boolean flag = flag(field);
        if (flag == null) {
            throw wrong(field, "is missing");
        }
        return flag;
    }

    /** What {@code read} makes of an object. */
    public <T> @Nullable T object(String field, Function<FieldReader, T> read) {
        JsonNode value = value(field);
        return value == null ? null : read.apply(inner(value, field));
    }

    /** What {@code read} makes of an object, or of an empty one. */
    public <T> T section(String field, Function<FieldReader, T> read) {
        JsonNode value = value(field);
        return read.apply(inner(value == null ? JsonNodeFactory.instance.objectNode() : value, field));
    }

    /** What {@code read} makes of each object of a list; nulls in it are passed over, because EVI's schema allows them. */
    public <T> @Nullable List<T> objects(String field, int most, Function<FieldReader, T> read) {
        JsonNode list = list(field, most);
        if (list == null) {
            return null;
        }
        List<T> objects = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            if (!list.get(i).isNull()) {
                objects.add(read.apply(inner(list.get(i), field + "[" + i + "]")));
            }
        }
        return objects;
    }

    /** A list of at least one of some words. */
    public List<String> requiredWords(String field, List<String> allowed) {
        JsonNode list = list(field, MAX_WORDS);
        if (list == null || list.isEmpty()) {
            throw wrong(field, "is missing: a list of one or more of " + String.join(", ", allowed));
        }
        List<String> words = new ArrayList<>();
        for (JsonNode word : list) {
            if (!word.isTextual() || !allowed.contains(word.textValue())) {
                throw wrong(field, "must be a list of " + String.join(", ", allowed));
            }
            words.add(word.textValue());
        }
        return words;
    }

    /** The complaint that a field is wrong; {@code reason} goes on after its name. */
    public ApiException wrong(String field, String reason) {
        return ApiException.badRequest("the field '" + path + field + "' " + reason);
    }

    /** Whether a database takes the text: PostgreSQL knows no NUL, and UTF-8 no half surrogate pairs. */
    static boolean isStorable(String text) {
        return text.indexOf('\0') < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    /** Whether the text is that of a JSON object. */
    public static boolean isJsonObject(String text) {
        JsonNode value = tree(text.getBytes(StandardCharsets.UTF_8));
        return value != null && value.isObject();
    }

    private static @Nullable JsonNode tree(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            return null;
        }
    }

    private FieldReader inner(JsonNode value, String field) {
        if (!value.isObject()) {
            throw wrong(field, "must be an object");
        }
        return new FieldReader(value, path + field + ".");
    }

    private @Nullable JsonNode list(String field, int most) {
        JsonNode value = value(field);
        if (value != null && (!value.isArray() || value.size() > most)) {
            throw wrong(field, "must be a list of at most " + most);
        }
        return value;
    }

    private @Nullable JsonNode value(String field) {
        JsonNode value = object.get(field);
        return value == null || value.isNull() ? null : value;
    }
}
