package dev.trunkline.engine.resources;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object somebody posted: each {@code keep...} checks one field and keeps it if it is there; null is as good as
 * absent, and what nobody asks for is dropped. All throw a {@link Refusal} that names the field. Confined to one thread.
 */
final class Posted {

    private static final int MAX_DEPTH = 32;
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
    private final ObjectNode kept = JsonNodeFactory.instance.objectNode();

    private Posted(JsonNode object, String path) {
        this.object = object;
        this.path = path;
    }

    static Posted parse(byte[] body) {
        JsonNode value = tree(body);
        if (value == null || !value.isObject()) {
            throw Refusal.bad("the body must be a JSON object");
        }
        return new Posted(value, "");
    }

    /** What has been kept so far. */
    ObjectNode kept() {
        return kept;
    }

    /** Text that must be there, and not be blank. */
    String keepRequiredText(String field, int maxChars) {
        String text = keepText(field, maxChars);
        if (text == null || text.isBlank()) {
            throw wrong(field, "is missing");
        }
        return text;
    }

    @Nullable
    String keepText(String field, int maxChars) {
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
        kept.put(field, text);
        return text;
    }

    /** Text of a closed set. */
    @Nullable
    String keepOneOf(String field, List<String> allowed) {
        JsonNode value = value(field);
        if (value == null) {
            return null;
        }
        if (!value.isTextual() || !allowed.contains(value.textValue())) {
            throw wrong(field, "must be one of " + String.join(", ", allowed));
        }
        kept.put(field, value.textValue());
        return value.textValue();
    }

    /** A whole number within bounds, both allowed; 30.0 is whole. */
    @Nullable
    Integer keepInteger(String field, int least, int most) {
        JsonNode value = value(field);
        if (value == null) {
            return null;
        }
        boolean isWhole = value.isNumber() && value.doubleValue() == Math.rint(value.doubleValue());
        if (!isWhole || value.doubleValue() < least || value.doubleValue() > most) {
            throw wrong(field, "must be a whole number between " + least + " and " + most);
        }
        kept.put(field, value.intValue());
        return value.intValue();
    }

    /** A number between 0 and 1, both allowed. */
    void keepFraction(String field) {
        JsonNode value = value(field);
        if (value == null) {
            return;
        }
        if (!value.isNumber() || value.doubleValue() < 0 || value.doubleValue() > 1) {
            throw wrong(field, "must be a number between 0 and 1");
        }
        kept.put(field, value.doubleValue());
    }

    @Nullable
    Boolean keepFlag(String field) {
        JsonNode value = value(field);
        if (value == null) {
            return null;
        }
        if (!value.isBoolean()) {
            throw wrong(field, "must be true or false");
        }
        kept.put(field, value.booleanValue());
        return value.booleanValue();
    }

    void keepRequiredFlag(String field) {
        if (keepFlag(field) == null) {
            throw wrong(field, "is missing");
        }
    }

    /** An object of whose fields {@code keep} keeps those it knows. */
    void keepObject(String field, Consumer<Posted> keep) {
        JsonNode value = value(field);
        if (value != null) {
            kept.set(field, keptOf(value, field, keep));
        }
    }

    /** A list of objects; nulls in it are passed over, because EVI's schema allows them. */
    void keepObjects(String field, int most, Consumer<Posted> keep) {
        JsonNode list = list(field, most);
        if (list == null) {
            return;
        }
        ArrayNode objects = kept.putArray(field);
        for (int i = 0; i < list.size(); i++) {
            if (!list.get(i).isNull()) {
                objects.add(keptOf(list.get(i), field + "[" + i + "]", keep));
            }
        }
    }

    /** A list of at least one of some words. */
    void keepRequiredWords(String field, List<String> allowed) {
        JsonNode list = list(field, 100);
        if (list == null || list.isEmpty()) {
            throw wrong(field, "is missing: a list of one or more of " + String.join(", ", allowed));
        }
        ArrayNode words = kept.putArray(field);
        for (JsonNode word : list) {
            if (!word.isTextual() || !allowed.contains(word.textValue())) {
                throw wrong(field, "must be a list of " + String.join(", ", allowed));
            }
            words.add(word.textValue());
        }
    }

    /** The complaint that a field is wrong; {@code reason} goes on after its name. */
    Refusal wrong(String field, String reason) {
        return Refusal.bad("the field '" + path + field + "' " + reason);
    }

    /** Whether a database takes the text: PostgreSQL knows no NUL, and UTF-8 no half surrogate pairs. */
    static boolean isStorable(String text) {
        return text.indexOf('\0') < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    /** Whether the text is that of a JSON object. */
    static boolean isJsonObject(String text) {
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

    private ObjectNode keptOf(JsonNode value, String field, Consumer<Posted> keep) {
        if (!value.isObject()) {
            throw wrong(field, "must be an object");
        }
        Posted inner = new Posted(value, path + field + ".");
        keep.accept(inner);
        return inner.kept;
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
