package dev.trunkline.engine.realtime.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one JSON object of an event, read one by one; whatever is wrong is told with the field's whole path. Remembers which were asked
 * for, so that {@link #noOthers} finds those that nobody knows. A field that is null counts as absent. Not thread-safe.
 */
public final class EventFields {

    private final JsonNode object;
    private final String path;
    private final List<String> asked = new ArrayList<>(4); // few: a set would cost more with every sound

    private EventFields(JsonNode object, String path) {
        this.object = object;
        this.path = path;
    }

    /**
     * Of an event, or of something in it.
     *
     * @param path of the object, empty for the event itself
     * @throws BadEvent when {@code value} is no object
     */
    public static EventFields of(JsonNode value, String path) {
        if (!value.isObject()) {
            throw wrongType(path, "an object", value);
        }
        return new EventFields(value, path);
    }

    public String path(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    /** Whether the field is there, and be it null. */
    public boolean has(String name) {
        asked.add(name);
        return object.has(name);
    }

    /** The field as it stands; null when it is absent. */
    public @Nullable JsonNode value(String name) {
        asked.add(name);
        JsonNode value = object.get(name);
        return value == null || value.isNull() ? null : value;
    }

    /** The field as it stands. */
    public JsonNode required(String name) {
        JsonNode value = value(name);
        if (value == null) {
            throw BadEvent.missing(path(name));
        }
        return value;
    }

    public String text(String name, int maxChars) {
        return textOf(required(name), path(name), maxChars);
    }

    public @Nullable String optionalText(String name, int maxChars) {
        JsonNode value = value(name);
        return value == null ? null : textOf(value, path(name), maxChars);
    }

    /** Text, at most so long. */
    static String textOf(JsonNode value, String path, int maxChars) {
        if (!value.isTextual()) {
            throw wrongType(path, "a string", value);
        }
        String text = value.textValue();
        if (text.length() > maxChars) {
            throw new BadEvent(
                    "string_above_max_length",
                    "'" + path + "' has " + text.length() + " characters; there may be " + maxChars + ".",
                    path);
        }
        return text;
    }

    /** One of a few words. */
    public @Nullable <T> T optionalOneOf(String name, Map<String, T> words) {
        JsonNode value = value(name);
        return value == null ? null : oneOf(value, path(name), words);
    }

    /** One of a few words. */
    public <T> T oneOf(String name, Map<String, T> words) {
        return oneOf(required(name), path(name), words);
    }

    static <T> T oneOf(JsonNode value, String path, Map<String, T> words) {
        T found = words.get(textOf(value, path, Integer.MAX_VALUE));
        if (found == null) {
            throw BadEvent.invalid(path, "it may be " + String.join(", ", new TreeSet<>(words.keySet())));
        }
        return found;
    }

    /** A whole number between two others, both allowed. */
    public @Nullable Integer optionalInteger(String name, int least, int most) {
        JsonNode value = value(name);
        if (value == null) {
            return null;
        }
        if (!value.isIntegralNumber()) {
            throw wrongType(path(name), "an integer", value);
        }
        if (!value.canConvertToInt() || value.intValue() < least || value.intValue() > most) {
            throw BadEvent.invalid(path(name), "it must be between " + least + " and " + most);
        }
        return value.intValue();
    }

    /** A whole number between two others, both allowed. */
    public int integer(String name, int least, int most) {
        Integer value = optionalInteger(name, least, most);
        if (value == null) {
            throw BadEvent.missing(path(name));
        }
        return value;
    }

    /** A number between two others, both allowed. */
    public @Nullable Double optionalNumber(String name, double least, double most) {
        JsonNode value = value(name);
        if (value == null) {
            return null;
        }
        if (!value.isNumber()) {
            throw wrongType(path(name), "a number", value);
        }
        double number = value.doubleValue();
        if (!(number >= least && number <= most)) {
            throw BadEvent.invalid(path(name), "it must be between " + least + " and " + most);
        }
        return number;
    }

    /** {@code usual} when it is absent. */
    public boolean flag(String name, boolean usual) {
        JsonNode value = value(name);
        if (value == null) {
            return usual;
        }
        if (!value.isBoolean()) {
            throw wrongType(path(name), "a boolean", value);
        }
        return value.booleanValue();
    }

    /** An object; null when it is absent. */
    public @Nullable EventFields optionalObject(String name) {
        JsonNode value = value(name);
        return value == null ? null : of(value, path(name));
    }

    public EventFields object(String name) {
        return of(required(name), path(name));
    }

    /** The elements of an array; null when it is absent. */
    public @Nullable List<JsonNode> optionalList(String name, int maxElements) {
        JsonNode value = value(name);
        if (value == null) {
            return null;
        }
        if (!value.isArray()) {
            throw wrongType(path(name), "an array", value);
        }
        if (value.size() > maxElements) {
            throw new BadEvent(
                    "array_above_max_length",
                    "'" + path(name) + "' has " + value.size() + " elements; there may be " + maxElements + ".",
                    path(name));
        }
        List<JsonNode> elements = new ArrayList<>(value.size());
        value.forEach(elements::add);
        return elements;
    }

    /** The path of an element of an array. */
    public String path(String name, int index) {
        return path(name) + "[" + index + "]";
    }

    /**
     * Everything was asked for.
     *
     * @throws BadEvent when there are fields that were not
     */
    public void noOthers() {
        for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!asked.contains(name)) {
                throw new BadEvent("unknown_parameter", "The parameter '" + path(name) + "' is not known.", path(name));
            }
        }
    }

    static BadEvent wrongType(String path, String wanted, JsonNode value) {
        return new BadEvent(
                "invalid_type",
                (path.isEmpty() ? "The event" : "'" + path + "'") + " must be " + wanted + ", not "
                        + value.getNodeType().name().toLowerCase(Locale.ROOT) + ".",
                path.isEmpty() ? null : path);
    }
}
