package dev.trunkline.ai.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a client may send, field by field: the types that npm's {@code @google/genai} declares, as {@code wire/gemini/client-types.txt}
 * lists them. {@code GeminiSdkIT} holds that list against the package. Immutable.
 */
final class ClientTypes {

    private static final Map<String, Map<String, String>> TYPES = read();

    private ClientTypes() {}

    /** Every type with its fields and their types, as the list has them. */
    static Map<String, Map<String, String>> all() {
        return TYPES;
    }

    private static Map<String, Map<String, String>> read() {
        try (var in = ClientTypes.class.getResourceAsStream("/wire/gemini/client-types.txt")) {
            Map<String, Map<String, String>> types = new LinkedHashMap<>();
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                List<String> words = List.of(line.split(" "));
                Map<String, String> fields = new LinkedHashMap<>();
                for (String field : words.subList(1, words.size())) {
                    String[] nameAndType = field.split("=", 2);
                    fields.put(nameAndType[0], nameAndType[1]);
                }
                types.put(words.get(0), fields);
            }
            return types;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is wrong with it, as the service would say it; null when it is a message of a client. */
    static @Nullable String objection(JsonNode message) {
        if (!message.isObject() || message.size() != 1) {
            return "Request contains an invalid argument.";
        }
        return objection(message, "LiveClientMessage", "");
    }

    private static @Nullable String objection(JsonNode value, String type, String at) {
        if (type.startsWith("[]")) {
            return ofList(value, type.substring(2), at);
        }
        if (TYPES.containsKey(type)) {
            return ofObject(value, TYPES.get(type), at);
        }
        boolean right = switch (type) {
            case "any" -> !value.isNull();
            case "string" -> value.isTextual();
            case "int64" -> value.isTextual() && value.asText().matches("[0-9]+");
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            case "object" -> value.isObject();
            default -> value.isTextual() && Arrays.asList(type.split("\\|")).contains(value.asText());
        };
        return right ? null : "Invalid value at '" + at + "' (" + type + ")";
    }

    private static @Nullable String ofList(JsonNode value, String type, String at) {
        if (!value.isArray() || value.isEmpty()) {
            return "Invalid value at '" + at + "' (a list of " + type + ")";
        }
        for (JsonNode each : value) {
            String objection = objection(each, type, at);
            if (objection != null) {
                return objection;
            }
        }
        return null;
    }

    private static @Nullable String ofObject(JsonNode value, Map<String, String> fields, String at) {
        if (!value.isObject()) {
            return "Invalid value at '" + at + "'";
        }
        for (Map.Entry<String, JsonNode> field : value.properties()) {
            String type = fields.get(field.getKey());
            if (type == null) {
                return "Invalid JSON payload received. Unknown name \"" + field.getKey() + "\" at '" + at
                        + "': Cannot find field.";
            }
            String objection =
                    objection(field.getValue(), type, at.isEmpty() ? field.getKey() : at + "." + field.getKey());
            if (objection != null) {
                return objection;
            }
        }
        return null;
    }
}
