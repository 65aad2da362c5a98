package dev.trunkline.engine.models;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes one message to the client: predictions, a warning or an error, in the envelope that goes with all three. Used by one
 * message.
 */
final class Answer {

    private static final JsonFactory JSON = new JsonFactory();
    private static final int USUAL_BYTES = 4_096; // one prediction

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_BYTES);
    private final JsonGenerator json;

    /** A part of the JSON; writes to memory, so that it never really fails. */
    @FunctionalInterface
    private interface Part {
        void write() throws IOException;
    }

    /**
     * What goes with every answer to a message. Immutable.
     *
     * @param payloadId what the client calls its message; null for nothing
     * @param jobId sent when the client asked for the details of its job; otherwise null
     */
    record Labels(@Nullable String payloadId, @Nullable String jobId) {}

    /** Begins the message. */
    Answer(Labels labels) {
        try {
            json = JSON.createGenerator(bytes, JsonEncoding.UTF8);
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail", e);
        }
        write(() -> {
            json.writeStartObject();
            if (labels.payloadId() != null) {
                json.writeStringField("payload_id", labels.payloadId());
            }
            if (labels.jobId() != null) {
                json.writeObjectFieldStart("job_details");
                json.writeStringField("job_id", labels.jobId());
                json.writeEndObject();
            }
        });
    }

    /** The whole message; nothing can be added any more. */
    byte[] end() {
        write(() -> {
            json.writeEndObject();
            json.close();
        });
        return bytes.toByteArray();
    }

    Answer error(String code, String message) {
        write(() -> {
            json.writeStringField("error", message);
            json.writeStringField("code", code);
        });
        return this;
    }

    /** Nothing of what was asked for was found. */
    void warning(Warning warning) {
        write(() -> {
            json.writeStringField("warning", warning.text());
            json.writeStringField("code", warning.name());
        });
    }

    /** One model found nothing. */
    void warning(String model, Warning warning) {
        write(() -> {
            json.writeObjectFieldStart(model);
            json.writeArrayFieldStart("predictions");
            json.writeEndArray();
        });
        warning(warning);
        write(json::writeEndObject);
    }

    /** Where the sound that was measured lies in the stream, in milliseconds. */
    void time(long beginMillis, long endMillis) {
        write(() -> {
            json.writeObjectFieldStart("time");
            json.writeNumberField("begin", beginMillis);
            json.writeNumberField("end", endMillis);
            json.writeEndObject();
        });
    }

    /** What one model found. */
    void predictions(String model, List<Prediction> predictions) {
        write(() -> {
            json.writeObjectFieldStart(model);
            json.writeArrayFieldStart("predictions");
            for (Prediction prediction : predictions) {
                json.writeStartObject();
                prediction(prediction);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private void prediction(Prediction prediction) throws IOException {
        Prediction.Passage passage = prediction.passage();
        if (passage != null) {
            json.writeStringField("text", passage.text());
            json.writeObjectFieldStart("position");
            json.writeNumberField("begin", passage.begin());
            json.writeNumberField("end", passage.end());
            json.writeEndObject();
        }
        Prediction.Seconds time = prediction.time();
        if (time == null) {
            json.writeNullField("time");
        } else {
            json.writeObjectFieldStart("time");
            json.writeNumberField("begin", time.begin());
            json.writeNumberField("end", time.end());
            json.writeEndObject();
        }
        if (passage != null) {
            json.writeNullField("confidence"); // nobody here measures how sure the recognizer is
            json.writeNullField("speaker_confidence");
        }
        for (Map.Entry<String, Map<String, Double>> list : prediction.lists().entrySet()) {
            scores(list.getKey(), list.getValue());
        }
    }

    private void scores(String name, Map<String, Double> scores) throws IOException {
        json.writeArrayFieldStart(name);
        for (Map.Entry<String, Double> score : scores.entrySet()) {
            json.writeStartObject();
            json.writeStringField("name", score.getKey());
            json.writeNumberField("score", score.getValue());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void write(Part part) {
        try {
            part.write();
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail", e);
        }
    }
}
