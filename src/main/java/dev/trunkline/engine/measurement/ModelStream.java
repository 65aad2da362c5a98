package dev.trunkline.engine.measurement;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.trunkline.engine.measurement.Refused.Code;
import dev.trunkline.speech.file.SoundDecoder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One client's stream: every message becomes one answer, whatever it is. Answers one message at a time, on any thread; slow, so
 * never called on an event loop.
 */
final class ModelStream {

    private static final int MAX_DEPTH = 16;
    private static final int MAX_TOKENS = 100_000; // small ones by the million cost thirty times their size
    private static final int MAX_MESSAGE_CHARACTERS = 16 * 1024 * 1024;
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNumberLength(64)
                            .maxTokenCount(MAX_TOKENS)
                            .maxStringLength(MAX_MESSAGE_CHARACTERS)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Measurement measurement;
    private final SoundDecoder decoder;
    private final String jobId = UUID.randomUUID().toString();
    private final StreamedSound sound = new StreamedSound();

    /** @param decoder for compressed files */
    ModelStream(Measurement measurement, SoundDecoder decoder) {
        this.measurement = measurement;
        this.decoder = decoder;
    }

    /** The answer to one message, as JSON in UTF-8. */
    byte[] answer(byte[] message) {
        JsonNode json = parse(message);
        Answer.Labels labels = new Answer.Labels(null, null);
        if (json == null || !json.isObject()) {
            Code code = json == null ? Code.E0100 : Code.E0101;
            String text = json == null ? "The message is not valid JSON." : "The message is not a JSON object.";
            return new Answer(labels).error(code.name(), text).end();
        }
        try {
            labels = new Answer.Labels(RequestReader.payloadId(json), null);
            labels = new Answer.Labels(labels.payloadId(), RequestReader.flag(json, "job_details") ? jobId : null);
            return predict(RequestReader.read(json), labels);
        } catch (Refused e) {
            return new Answer(labels).error(e.code().name(), e.text()).end();
        }
    }

    private static @Nullable JsonNode parse(byte[] message) {
        try {
            JsonNode json = JSON.readTree(message);
            return json == null || json.isMissingNode() ? null : json;
        } catch (IOException e) {
            return null;
        }
    }

    private byte[] predict(Request request, Answer.Labels labels) {
        if (request.resetsStream()) {
            sound.reset();
        }
        Request.Models models = request.models();
        String data = request.data();
        if (models == null || data == null) {
            return new Answer(labels).end();
        }
        Media media = request.isRawText() ? Media.ofText(data) : Media.ofBase64(data, decoder);
        media.checkFits(models);
        Findings findings = new Findings();
        Answer answer = new Answer(labels);
        if (media instanceof Media.Sound payload) {
            StreamedSound.Window window = sound.add(payload.speech(), request.windowMillis());
            hear(window, models, findings);
            answer.time(window.beginMillis(), window.endMillis());
        } else if (media instanceof Media.Text text && models.language() != null) {
            findings.add("language", measurement.language(text.text(), models.language()), Warning.W0104);
        }
        findings.writeTo(answer);
        return answer.end();
    }

    private void hear(StreamedSound.Window window, Request.Models models, Findings findings) {
        if (models.prosody() != null) {
            findings.add("prosody", measurement.prosody(window.speech(), models.prosody()), Warning.W0105);
        }
        if (models.language() != null) {
            findings.add("language", measurement.language(window.speech(), models.language()), Warning.W0105);
        }
        if (models.burst() != null) {
            findings.add("burst", measurement.bursts(window.speech(), models.burst()), Warning.W0101);
        }
    }

    /** What the models of one message found. */
    private static final class Findings {
        private final List<Finding> all = new ArrayList<>();

        private record Finding(String model, List<Prediction> predictions, Warning otherwise) {}

        void add(String model, List<Prediction> predictions, Warning otherwise) {
            all.add(new Finding(model, predictions, otherwise));
        }

        /**
         * A model that found nothing has its warning under its own name, which is where clients look for it; when none found
         * anything, the message is a warning as well.
         */
        void writeTo(Answer answer) {
            for (Finding finding : all) {
                if (finding.predictions.isEmpty()) {
                    answer.warning(finding.model, finding.otherwise);
                } else {
                    answer.predictions(finding.model, finding.predictions);
                }
            }
            if (all.stream().allMatch(finding -> finding.predictions.isEmpty())) {
                answer.warning(all.get(0).otherwise);
            }
        }
    }
}
