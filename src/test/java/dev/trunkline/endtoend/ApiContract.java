package dev.trunkline.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The API's document, what is asked of it, and what was seen of it. */
final class ApiContract {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");

    private final String text;
    private final JsonNode document;
    private final JsonNode exercises;
    private final List<Operation> operations = new ArrayList<>();
    private final Set<String> unseen = new TreeSet<>(); // Schema.field

    private ApiContract(String text, JsonNode document, JsonNode exercises) {
        this.text = text;
        this.document = document;
        this.exercises = exercises;
        document.path("paths")
                .properties()
                .forEach(path -> METHODS.stream()
                        .filter(path.getValue()::has)
                        .forEach(method -> operations.add(new Operation(
                                method.toUpperCase(java.util.Locale.ROOT),
                                path.getKey(),
                                path.getValue().path(method)))));
        document.at("/components/schemas")
                .properties()
                .forEach(schema -> schema.getValue()
                        .path("properties")
                        .fieldNames()
                        .forEachRemaining(field -> unseen.add(schema.getKey() + "." + field)));
    }

    static ApiContract read() {
        try (InputStream document = ApiContract.class.getResourceAsStream("/dev/trunkline/console/openapi.yaml");
                InputStream exercises = ApiContract.class.getResourceAsStream("api-exercises.yaml")) {
            String text = new String(document.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            return new ApiContract(text, YAML.readTree(text), YAML.readTree(exercises));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One method of one path. */
    record Operation(String method, String path, JsonNode node) {
        String id() {
            return node.path("operationId").asText();
        }

        /** The role just below the least that it takes, or null when everybody with a token may. */
        @Nullable
        String lesserRole() {
            return switch (node.path("x-role").asText()) {
                case "viewer" -> null;
                case "operator" -> "viewer";
                case "admin" -> "operator";
                default -> throw new AssertionError(id() + " has no x-role");
            };
        }

        /** {@code id status} of every answer. */
        List<String> answers() {
            List<String> answers = new ArrayList<>();
            node.path("responses").fieldNames().forEachRemaining(status -> answers.add(id() + " " + status));
            return answers;
        }
    }

    List<Operation> operations() {
        return operations;
    }

    JsonNode exercises(Operation operation) {
        return exercises.path(operation.id());
    }

    /** What is wrong with the document itself. */
    List<String> mistakes() {
        ParseOptions resolving = new ParseOptions();
        resolving.setResolve(true);
        List<String> mistakes = new ArrayList<>(
                new OpenAPIV3Parser().readContents(text, null, resolving).getMessages());
        Set<String> ids = new TreeSet<>();
        operations.forEach(operation -> {
            if (!ids.add(operation.id())) {
                mistakes.add("twice: " + operation.id());
            }
        });
        exercises.fieldNames().forEachRemaining(id -> {
            if (!ids.contains(id)) {
                mistakes.add("exercises of no operation: " + id);
            }
        });
        return mistakes;
    }

    /** How an answer differs from what is documented. */
    List<String> mistakes(Operation operation, ApiScene.Answer answer) throws IOException {
        JsonNode response = operation.node().path("responses").path(String.valueOf(answer.status()));
        if (response.has("$ref")) {
            response = document.at(response.path("$ref").asText().substring(1));
        }
        if (response.isMissingNode()) {
            return List.of("undocumented status " + answer.status());
        }
        if (answer.body().isEmpty()) {
            return List.of();
        }
        String type = answer.contentType().split(";", -1)[0];
        JsonNode content = answer.status() == 101
                ? operation.node().path("responses").path("200").path("content").path(type)
                : response.path("content").path(type);
        if (content.isMissingNode()) {
            return List.of("undocumented content type " + type);
        }
        return !type.endsWith("json") && !type.endsWith("event-stream")
                ? List.of()
                : mistakes(content.path("schema"), JSON.readTree(answer.body()));
    }

    private List<String> mistakes(JsonNode schema, JsonNode value) {
        JsonNode whole = JSON.createObjectNode()
                .put("$schema", "https://json-schema.org/draft/2020-12/schema")
                .<com.fasterxml.jackson.databind.node.ObjectNode>set("components", document.path("components"))
                .set("allOf", JSON.createArrayNode().add(schema));
        Schema compiled = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(whole);
        List<String> mistakes = new ArrayList<>();
        for (Error error : compiled.validate(value)) {
            mistakes.add(error.toString());
        }
        see(schema, value);
        return mistakes;
    }

    /** Which fields of the named schemas are there. */
    private void see(JsonNode schema, JsonNode value) {
        String ref = schema.path("$ref").asText("");
        if (!ref.isEmpty()) {
            JsonNode named = document.at(ref.substring(1));
            String name = ref.substring(ref.lastIndexOf('/') + 1);
            value.fieldNames().forEachRemaining(field -> unseen.remove(name + "." + field));
            see(named, value);
            return;
        }
        for (JsonNode one : schema.path("oneOf")) {
            JsonNode named = document.at(one.path("$ref").asText().substring(1));
            if (named.at("/properties/type/const")
                    .asText()
                    .equals(value.path("type").asText())) {
                see(one, value);
            }
        }
        schema.path("properties").properties().forEach(property -> {
            if (value.has(property.getKey())) {
                see(property.getValue(), value.path(property.getKey()));
            }
        });
        if (schema.has("items")) {
            value.forEach(item -> see(schema.path("items"), item));
        }
    }

    /** Fields of named schemas that no answer had. */
    Set<String> unseenFields() {
        return new TreeSet<>(unseen);
    }
}
