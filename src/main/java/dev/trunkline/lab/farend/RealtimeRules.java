package dev.trunkline.lab.farend;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which client events there are, and which fields each may have: OpenAI's GA reference of "Realtime", by the types of npm
 * {@code openai} 6. Whatever is not named there is refused, as the service does it. Immutable.
 */
final class RealtimeRules {

    private static final Set<String> FORMAT = Set.of("type", "rate");

    /** By event; beside {@code type} and {@code event_id}. */
    private static final Map<String, Set<String>> EVENTS = Map.of(
            "session.update", Set.of("session"),
            "input_audio_buffer.append", Set.of("audio"),
            "input_audio_buffer.commit", Set.of(),
            "input_audio_buffer.clear", Set.of(),
            "conversation.item.create", Set.of("item", "previous_item_id"),
            "conversation.item.retrieve", Set.of("item_id"),
            "conversation.item.delete", Set.of("item_id"),
            "conversation.item.truncate", Set.of("item_id", "content_index", "audio_end_ms"),
            "response.create", Set.of("response"),
            "response.cancel", Set.of("response_id"));

    private static final Map<String, Set<String>> NEEDED = Map.of(
            "session.update", Set.of("session"),
            "input_audio_buffer.append", Set.of("audio"),
            "conversation.item.create", Set.of("item"),
            "conversation.item.retrieve", Set.of("item_id"),
            "conversation.item.delete", Set.of("item_id"),
            "conversation.item.truncate", Set.of("item_id", "content_index", "audio_end_ms"));

    /** By the path of an object. */
    private static final Map<String, Set<String>> OBJECTS = Map.of(
            "session",
            Set.of(
                    "type",
                    "model",
                    "instructions",
                    "audio",
                    "include",
                    "max_output_tokens",
                    "output_modalities",
                    "parallel_tool_calls",
                    "prompt",
                    "reasoning",
                    "tool_choice",
                    "tools",
                    "tracing",
                    "truncation"),
            "session.audio",
            Set.of("input", "output"),
            "session.audio.input",
            Set.of("format", "noise_reduction", "transcription", "turn_detection"),
            "session.audio.input.format",
            FORMAT,
            "session.audio.input.turn_detection",
            Set.of(
                    "type",
                    "threshold",
                    "prefix_padding_ms",
                    "silence_duration_ms",
                    "idle_timeout_ms",
                    "eagerness",
                    "create_response",
                    "interrupt_response"),
            "session.audio.output",
            Set.of("format", "voice", "speed"),
            "session.audio.output.format",
            FORMAT,
            "item",
            Set.of("id", "object", "type", "status", "role", "content", "call_id", "output", "name", "arguments"),
            "response",
            Set.of(
                    "audio",
                    "conversation",
                    "input",
                    "instructions",
                    "max_output_tokens",
                    "metadata",
                    "output_modalities",
                    "parallel_tool_calls",
                    "prompt",
                    "reasoning",
                    "tool_choice",
                    "tools"));

    private RealtimeRules() {}

    /**
     * Why an event is refused.
     *
     * @param param the field, by its path
     */
    record Complaint(String code, String message, String param) {}

    /** The first thing that is wrong with an event; null: nothing is. */
    static @Nullable Complaint check(JsonNode event) {
        String type = event.path("type").asText();
        Set<String> known = EVENTS.get(type);
        if (known == null) {
            return new Complaint("invalid_value", "There is no client event '" + type + "'.", "type");
        }
        for (String needed : NEEDED.getOrDefault(type, Set.of())) {
            if (!event.has(needed)) {
                return new Complaint(
                        "missing_required_parameter", "Missing required parameter: '" + needed + "'.", needed);
            }
        }
        for (Iterator<String> names = event.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!known.contains(name) && !name.equals("type") && !name.equals("event_id")) {
                return unknown(name);
            }
            Complaint inside = inside(name, event.path(name));
            if (inside != null) {
                return inside;
            }
        }
        return type.equals("session.update") ? session(event.path("session")) : null;
    }

    private static @Nullable Complaint inside(String path, JsonNode object) {
        Set<String> known = OBJECTS.get(path);
        if (known == null || !object.isObject()) {
            return null;
        }
        for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            String at = path + "." + name;
            if (!known.contains(name)) {
                return unknown(at);
            }
            Complaint inside = inside(at, object.path(name));
            if (inside != null) {
                return inside;
            }
        }
        return null;
    }

    private static @Nullable Complaint session(JsonNode session) {
        if (!session.path("type").asText().equals("realtime")) {
            return new Complaint("missing_required_parameter", "'session.type' must be 'realtime'.", "session.type");
        }
        for (String side : new String[] {"input", "output"}) {
            JsonNode format = session.path("audio").path(side).path("format");
            String at = "session.audio." + side + ".format";
            if (format.isMissingNode()) {
                continue;
            }
            RealtimeFormat known = RealtimeFormat.of(format.path("type").asText());
            if (known == null) {
                return new Complaint("invalid_value", "This far end knows audio/pcm and audio/pcmu.", at + ".type");
            }
            if (format.has("rate") && known == RealtimeFormat.PCMU) {
                return unknown(at + ".rate");
            }
            if (format.has("rate") && format.path("rate").asInt() != known.sampleRateHz()) {
                return new Complaint("invalid_value", "The rate is " + known.sampleRateHz() + ".", at + ".rate");
            }
        }
        return null;
    }

    private static Complaint unknown(String param) {
        return new Complaint("unknown_parameter", "Unknown parameter: '" + param + "'.", param);
    }
}
