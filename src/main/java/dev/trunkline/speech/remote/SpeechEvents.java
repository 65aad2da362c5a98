package dev.trunkline.speech.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the sound in answers that carry it as base64 in JSON: one object, one a line, or one for each server-sent event
 * ({@code speech.audio.delta}).
 *
 * <p>Source: OpenAI's API reference, "Create speech", {@code stream_format}; WHATWG's HTML, "Server-sent events".
 */
final class SpeechEvents {

    /** What the fields are called in the wild, the most telling first. */
    private static final List<String> FIELDS = List.of(
            "audio",
            "audioContent",
            "audio_content",
            "audio_base64",
            "audio_data",
            "b64_json",
            "data",
            "delta",
            "content");

    private static final int MAX_DEPTH = 6;
    private static final int LEAST_CHARS = 4;

    private SpeechEvents() {}

    /**
     * The sound in them.
     *
     * @return null when there is none
     */
    static byte @Nullable [] sound(byte[] answer) {
        String text = new String(answer, StandardCharsets.UTF_8).strip();
        ByteArrayOutputStream sound = new ByteArrayOutputStream();
        if (text.startsWith("{") || text.startsWith("[")) {
            addAll(text, sound);
            return sound.size() == 0 ? null : sound.toByteArray();
        }
        StringBuilder event = new StringBuilder();
        for (String line : (text + "\n\n").split("\r\n|\r|\n", -1)) {
            if (line.startsWith("data:")) {
                event.append(line.substring(5).strip());
            } else if (line.isBlank()) {
                addAll(event.toString(), sound);
                event.setLength(0);
            }
        }
        return sound.size() == 0 ? null : sound.toByteArray();
    }

    /** One object after the other. */
    private static void addAll(String text, ByteArrayOutputStream sound) {
        try (MappingIterator<JsonNode> values =
                EndpointExchange.JSON.readerFor(JsonNode.class).readValues(text)) {
            while (values.hasNextValue()) {
                add(values.nextValue(), sound);
            }
        } catch (IOException e) {
            // The end of a stream ("[DONE]"), or words: what there was before is sound.
        }
    }

    private static void add(JsonNode json, ByteArrayOutputStream sound) {
        if (json.isArray()) {
            json.forEach(part -> add(part, sound));
            return;
        }
        byte[] bytes = find(json, 0);
        if (bytes != null) {
            sound.writeBytes(bytes);
        }
    }

    private static byte @Nullable [] find(JsonNode json, int depth) {
        for (String field : FIELDS) {
            JsonNode value = json.path(field);
            byte[] bytes = value.isTextual() ? base64(value.textValue()) : null;
            if (bytes != null) {
                return bytes;
            }
        }
        if (depth < MAX_DEPTH) {
            for (JsonNode part : json) {
                byte[] bytes = part.isContainerNode() ? find(part, depth + 1) : null;
                if (bytes != null) {
                    return bytes;
                }
            }
        }
        return null;
    }

    private static byte @Nullable [] base64(String value) {
        int comma = value.startsWith("data:") ? value.indexOf(',') : -1;
        String text = value.substring(comma + 1).replaceAll("\\s", "");
        if (text.length() < LEAST_CHARS) {
            return null;
        }
        try {
            return text.indexOf('-') >= 0 || text.indexOf('_') >= 0
                    ? Base64.getUrlDecoder().decode(text)
                    : Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return null; // words
        }
    }
}
