package dev.trunkline.engine.wire;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** Reads fields of JSON objects, and says which one is wrong. Empty text counts as absent where a field is optional. */
final class Fields {

    private Fields() {}

    static String required(JsonNode object, String name) {
        JsonNode value = object.get(name);
        if (value == null || value.isNull()) {
            throw new BadField("the field '" + name + "' is missing");
        }
        return text(value, name);
    }

    static @Nullable String optional(JsonNode object, String name) {
        JsonNode value = object.get(name);
        if (value == null || value.isNull()) {
            return null;
        }
        String text = text(value, name);
        return text.isEmpty() ? null : text;
    }

    static String required(JsonNode object, String name, int maxChars) {
        return bounded(required(object, name), name, maxChars);
    }

    static @Nullable String optional(JsonNode object, String name, int maxChars) {
        String text = optional(object, name);
        return text == null ? null : bounded(text, name, maxChars);
    }

    private static String bounded(String text, String name, int maxChars) {
        if (text.length() > maxChars) {
            throw new BadField("the field '" + name + "' must not be longer than " + maxChars + " characters");
        }
        return text;
    }

    /** A whole number that is not negative; also as text, because that is how it stands in a query. */
    static @Nullable Integer optionalInt(JsonNode object, String name) {
        JsonNode value = object.get(name);
        if (value == null
                || value.isNull()
                || (value.isTextual() && value.textValue().isEmpty())) {
            return null;
        }
        if (value.canConvertToInt() && value.isIntegralNumber() && value.intValue() >= 0) {
            return value.intValue();
        }
        if (value.isTextual() && value.textValue().matches("\\d{1,9}")) {
            return Integer.parseInt(value.textValue());
        }
        throw new BadField("the field '" + name + "' must be a whole number, 0 or more");
    }

    /** An object, or null when it is absent or null. */
    static @Nullable JsonNode optionalObject(JsonNode object, String name) {
        JsonNode value = object.get(name);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isObject()) {
            throw new BadField("the field '" + name + "' must be an object");
        }
        return value;
    }

    private static String text(JsonNode value, String name) {
        if (!value.isTextual()) {
            throw new BadField("the field '" + name + "' must be text");
        }
        return value.textValue();
    }
}
