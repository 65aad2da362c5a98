package dev.trunkline.engine.measurement;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One message to the client: predictions, a warning or an error, in the envelope that goes with all three. Used by one message.
 */
final class Answer {

    private static final JsonMapper JSON = new JsonMapper();

    private final Map<String, Object> fields = new LinkedHashMap<>();

    /**
     * What goes with every answer to a message. Immutable.
     *
     * @param payloadId what the client calls its message; null for nothing
     * @param jobId sent when the client asked for the details of its job; otherwise null
     */
    record Labels(@Nullable String payloadId, @Nullable String jobId) {}

    Answer(Labels labels) {
        if (labels.payloadId() != null) {
            fields.put("payload_id", labels.payloadId());
        }
        if (labels.jobId() != null) {
            fields.put("job_details", Map.of("job_id", labels.jobId()));
        }
    }

    /** The whole message, JSON in UTF-8. */
    byte[] end() {
        try {
            return JSON.writeValueAsBytes(fields);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("memory cannot fail", e);
        }
    }

    Answer error(String code, String message) {
        fields.put("error", message);
        fields.put("code", code);
        return this;
    }

    /** Nothing of what was asked for was found. */
    void warning(Warning warning) {
        fields.put("warning", warning.text());
        fields.put("code", warning.name());
    }

    void warning(String model, Warning warning) {
        fields.put(model, Map.of("predictions", List.of(), "warning", warning.text(), "code", warning.name()));
    }

    /** Where the sound that was measured lies in the stream, in milliseconds. */
    void time(long beginMillis, long endMillis) {
        fields.put("time", Map.of("begin", beginMillis, "end", endMillis));
    }

    void predictions(String model, List<Prediction> predictions) {
        fields.put(model, Map.of("predictions", predictions));
    }
}
