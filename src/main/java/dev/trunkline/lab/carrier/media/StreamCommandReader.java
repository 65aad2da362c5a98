package dev.trunkline.lab.carrier.media;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;

/**
 * Reads what a server sends, as strictly as Twilio does (docs, error 31951): a missing field, a field too many or a
 * wrong stream sid, and the message counts for nothing. Thread-safe.
 */
final class StreamCommandReader {

    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final String streamSid;

    StreamCommandReader(String streamSid) {
        this.streamSid = streamSid;
    }

    StreamCommand read(String text) {
        JsonNode message;
        try {
            message = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return new StreamCommand.Invalid("not JSON: " + e.getOriginalMessage());
        }
        String event = message.path("event").asText();
        return switch (event) {
            case "media" -> media(message);
            case "mark" -> mark(message);
            case "clear" -> clear(message);
            default -> new StreamCommand.Invalid("unknown event '" + event + "'");
        };
    }

    private StreamCommand media(JsonNode message) {
        String problem = problem(message, Set.of("event", "streamSid", "media"), "media", "payload");
        if (!problem.isEmpty()) {
            return new StreamCommand.Invalid(problem);
        }
        try {
            String payload = message.path("media").path("payload").textValue();
            return new StreamCommand.Media(Base64.getDecoder().decode(payload));
        } catch (IllegalArgumentException e) {
            return new StreamCommand.Invalid("media: payload is not base64");
        }
    }

    private StreamCommand mark(JsonNode message) {
        String problem = problem(message, Set.of("event", "streamSid", "mark"), "mark", "name");
        return problem.isEmpty()
                ? new StreamCommand.Mark(message.path("mark").path("name").textValue())
                : new StreamCommand.Invalid(problem);
    }

    private StreamCommand clear(JsonNode message) {
        String problem = envelopeProblem(message, Set.of("event", "streamSid"), "clear");
        return problem.isEmpty() ? new StreamCommand.Clear() : new StreamCommand.Invalid(problem);
    }

    /** Why a message with one inner object of one text field is wrong; "" when it is right. */
    private String problem(JsonNode message, Set<String> fields, String inner, String field) {
        String problem = envelopeProblem(message, fields, inner);
        JsonNode object = message.path(inner);
        if (problem.isEmpty() && !names(object).equals(Set.of(field))) {
            return inner + ": has the fields " + names(object) + " and should have " + field;
        }
        if (problem.isEmpty() && !object.path(field).isTextual()) {
            return inner + ": " + field + " is no text";
        }
        return problem;
    }

    private String envelopeProblem(JsonNode message, Set<String> fields, String event) {
        if (!names(message).equals(fields)) {
            return event + ": has the fields " + names(message) + " and should have " + fields;
        }
        return streamSid.equals(message.path("streamSid").textValue()) ? "" : event + ": wrong streamSid";
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new HashSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
