package dev.trunkline.ai.gemini;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A tool's JSON schema as Gemini takes it: with the keywords that its reference lists for {@code parametersJsonSchema}. What is left
 * out says less to the model, which our own check of the arguments makes good; a keyword that it does not know would cost the session.
 */
final class GeminiSchema {

    private static final JsonMapper JSON = new JsonMapper();

    private static final Set<String> KEYWORDS = Set.of(
            "$id",
            "$defs",
            "$ref",
            "$anchor",
            "type",
            "format",
            "title",
            "description",
            "enum",
            "items",
            "prefixItems",
            "minItems",
            "maxItems",
            "minimum",
            "maximum",
            "anyOf",
            "oneOf",
            "properties",
            "additionalProperties",
            "required");

    /** Under these are names of one's own, each with a schema. */
    private static final Set<String> NAMED = Set.of("properties", "$defs");

    /** Under these are values, not schemas. */
    private static final Set<String> PLAIN = Set.of("enum", "required", "type");

    private GeminiSchema() {}

    /** Null for a tool without parameters, of which Gemini wants no schema, and for what is no schema of an object. */
    static @Nullable JsonNode of(String schemaJson) {
        try {
            JsonNode schema = JSON.readTree(schemaJson);
            boolean hasParameters =
                    schema.isObject() && !schema.path("properties").isEmpty();
            return hasParameters ? known(schema) : null;
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    private static JsonNode known(JsonNode schema) {
        if (schema instanceof ArrayNode choices) {
            ArrayNode kept = JSON.createArrayNode();
            choices.forEach(choice -> kept.add(known(choice)));
            return kept;
        }
        if (!(schema instanceof ObjectNode object)) {
            return schema;
        }
        ObjectNode kept = JSON.createObjectNode();
        object.properties().forEach(field -> {
            String keyword = field.getKey();
            if (KEYWORDS.contains(keyword)) {
                kept.set(keyword, value(keyword, field.getValue()));
            }
        });
        return kept;
    }

    private static JsonNode value(String keyword, JsonNode value) {
        if (PLAIN.contains(keyword)) {
            return value;
        }
        if (!NAMED.contains(keyword) || !value.isObject()) {
            return known(value);
        }
        ObjectNode named = JSON.createObjectNode();
        value.properties().forEach(field -> named.set(field.getKey(), known(field.getValue())));
        return named;
    }
}
