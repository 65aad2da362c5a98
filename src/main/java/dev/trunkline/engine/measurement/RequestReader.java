package dev.trunkline.engine.measurement;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.engine.measurement.Refused.Code;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads a client's message and says which field of it is wrong. Fields that nobody knows do not count, nor does null. */
final class RequestReader {

    private static final int MAX_WINDOW_MILLIS =
            30_000; // of our own choice: what a socket remembers must end somewhere
    private static final List<String> OFFERED = List.of("prosody", "language", "burst");
    private static final List<String> KNOWN = List.of("prosody", "language", "burst", "face", "facemesh", "ner");

    private RequestReader() {}

    /**
     * Reads all but the envelope.
     *
     * @throws Refused when something in it is wrong
     */
    static Request read(JsonNode message) {
        boolean isRawText = flag(message, "raw_text");
        boolean resets = flag(message, "reset_stream");
        int windowMillis = window(message);
        JsonNode models = object(message, "models", "models");
        String data = text(message, "data");
        if (models == null && data == null && (resets || flag(message, "job_details"))) {
            return new Request(null, null, isRawText, resets, windowMillis);
        }
        if (models == null) {
            throw bad("models", "is missing; name at least one of " + OFFERED);
        }
        Request.Models asked = models(models);
        if (data == null) {
            throw bad("data", "is missing; send media as base64, or text with raw_text");
        }
        return new Request(asked, data, isRawText, resets, windowMillis);
    }

    /** The correlation id, which goes back even with errors; null for none. */
    static @Nullable String payloadId(JsonNode message) {
        return text(message, "payload_id");
    }

    static boolean flag(JsonNode object, String name) {
        JsonNode value = object.get(name);
        if (isAbsent(value)) {
            return false;
        }
        if (!value.isBoolean()) {
            throw bad(name, "must be true or false");
        }
        return value.booleanValue();
    }

    private static Request.Models models(JsonNode models) {
        for (Iterator<String> names = models.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!KNOWN.contains(name) && !models.get(name).isNull()) {
                throw new Refused(Code.E0101, "One of the models is not known; this server has " + OFFERED + ".");
            }
        }
        JsonNode prosody = object(models, "prosody", "models.prosody");
        JsonNode language = object(models, "language", "models.language");
        JsonNode burst = object(models, "burst", "models.burst");
        Request.Models asked = new Request.Models(
                prosody == null ? null : prosody(prosody),
                language == null ? null : language(language),
                burst == null
                        ? null
                        : new Request.Burst(object(burst, "descriptions", "models.burst.descriptions") != null));
        checkFace(models);
        if (prosody == null && language == null && burst == null) {
            throw bad("models", "is empty; name at least one of " + OFFERED);
        }
        return asked;
    }

    private static Granularity prosody(JsonNode prosody) {
        flag(prosody, "identify_speakers", "models.prosody.identify_speakers"); // the stream has one speaker
        return granularity(prosody, "models.prosody.granularity", Granularity.UTTERANCE);
    }

    private static Request.Language language(JsonNode language) {
        flag(language, "identify_speakers", "models.language.identify_speakers");
        return new Request.Language(
                granularity(language, "models.language.granularity", Granularity.WORD),
                object(language, "sentiment", "models.language.sentiment") != null,
                object(language, "toxicity", "models.language.toxicity") != null);
    }

    private static void checkFace(JsonNode models) {
        JsonNode face = object(models, "face", "models.face");
        if (face != null) {
            object(face, "facs", "models.face.facs");
            object(face, "descriptions", "models.face.descriptions");
            flag(face, "identify_faces", "models.face.identify_faces");
            flag(face, "save_faces", "models.face.save_faces");
            for (String name : List.of("fps_pred", "prob_threshold", "min_face_size")) {
                JsonNode value = face.get(name);
                if (!isAbsent(value) && !value.isNumber()) {
                    throw bad("models.face." + name, "must be a number");
                }
            }
        }
        for (String name : List.of("face", "facemesh", "ner")) {
            if (!isAbsent(models.get(name))) {
                throw new Refused(
                        Code.E0102,
                        "The model '" + name + "' is not available on this server; it has " + OFFERED + ".");
            }
        }
    }

    private static Granularity granularity(JsonNode model, String path, Granularity usual) {
        JsonNode value = model.get("granularity");
        if (isAbsent(value)) {
            return usual;
        }
        String name = value.isTextual() ? value.textValue() : "";
        return Arrays.stream(Granularity.values())
                .filter(granularity -> granularity.label().equals(name.toLowerCase(Locale.ROOT)))
                .findAny()
                .orElseThrow(() -> bad(path, "must be one of " + labels()));
    }

    private static String labels() {
        return Arrays.stream(Granularity.values()).map(Granularity::label).collect(Collectors.joining(", "));
    }

    private static int window(JsonNode message) {
        JsonNode value = message.get("stream_window_ms");
        if (isAbsent(value)) {
            return 0;
        }
        if (!value.isNumber() || !(value.doubleValue() >= 0)) {
            throw bad("stream_window_ms", "must be a number of milliseconds, 0 or more");
        }
        return (int) Math.min(MAX_WINDOW_MILLIS, value.doubleValue());
    }

    private static boolean flag(JsonNode object, String name, String path) {
        JsonNode value = object.get(name);
        if (!isAbsent(value) && !value.isBoolean()) {
            throw bad(path, "must be true or false");
        }
        return flag(object, name);
    }

    private static @Nullable String text(JsonNode object, String name) {
        JsonNode value = object.get(name);
        if (isAbsent(value)) {
            return null;
        }
        if (!value.isTextual()) {
            throw bad(name, "must be text");
        }
        return value.textValue();
    }

    private static @Nullable JsonNode object(JsonNode parent, String name, String path) {
        JsonNode value = parent.get(name);
        if (isAbsent(value)) {
            return null;
        }
        if (!value.isObject()) {
            throw bad(path, "must be an object");
        }
        return value;
    }

    private static boolean isAbsent(@Nullable JsonNode value) {
        return value == null || value.isNull();
    }

    private static Refused bad(String path, String problem) {
        return new Refused(Code.E0101, "The field '" + path + "' " + problem + ".");
    }
}
