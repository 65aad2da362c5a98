package dev.trunkline.lab.farend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a client has settled for its session, and what it gets when it has not said. Confined to the session's loop. */
final class SettledSession {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern CALLER =
            Pattern.compile("(?is)\\bcaller\\b[^+]{0,40}(\\+[0-9]{7,15})|(\\+[0-9]{7,15})");

    private final ObjectNode settled;
    private RealtimeFormat hears = RealtimeFormat.PCM;
    private RealtimeFormat speaks = RealtimeFormat.PCM;

    SettledSession(String id, long expiresAtSeconds) {
        settled = JSON.createObjectNode();
        settled.put("type", "realtime").put("object", "realtime.session").put("id", "sess_" + id);
        settled.put("model", "canned").put("instructions", "").put("expires_at", expiresAtSeconds);
        settled.put("max_output_tokens", "inf").put("tool_choice", "auto");
        settled.putArray("output_modalities").add("audio");
        settled.putArray("tools");
        ObjectNode input = settled.putObject("audio").putObject("input");
        input.putObject("format").put("type", "audio/pcm").put("rate", 24_000);
        input.putNull("transcription").putNull("noise_reduction");
        input.putObject("turn_detection")
                .put("type", "server_vad")
                .put("threshold", 0.5)
                .put("prefix_padding_ms", 300)
                .put("silence_duration_ms", 500)
                .putNull("idle_timeout_ms")
                .put("create_response", true)
                .put("interrupt_response", true);
        ObjectNode output =
                settled.withObject("/audio/output").put("voice", "alloy").put("speed", 1.0);
        output.putObject("format").put("type", "audio/pcm").put("rate", 24_000);
    }

    /** As the client is told. */
    JsonNode json() {
        return settled;
    }

    /** What a {@code session.update} says, which {@link RealtimeRules} has let pass; what it does not name stays. */
    void update(JsonNode session) {
        merge(settled, session);
        hears = format("input");
        speaks = format("output");
    }

    private static void merge(ObjectNode into, JsonNode from) {
        for (Map.Entry<String, JsonNode> field : from.properties()) {
            boolean isWhole = field.getKey().equals("format"); // mu-law has no rate
            if (!isWhole
                    && field.getValue().isObject()
                    && into.path(field.getKey()).isObject()) {
                merge((ObjectNode) into.path(field.getKey()), field.getValue());
            } else {
                into.set(field.getKey(), field.getValue());
            }
        }
    }

    private RealtimeFormat format(String side) {
        RealtimeFormat known = RealtimeFormat.of(
                settled.path("audio").path(side).path("format").path("type").asText());
        return known == null ? RealtimeFormat.PCM : known;
    }

    RealtimeFormat hears() {
        return hears;
    }

    RealtimeFormat speaks() {
        return speaks;
    }

    /** Whether the far end finds the turns. */
    boolean detectsTurns() {
        return turns().isObject();
    }

    boolean createsResponses() {
        return turns().path("create_response").asBoolean(true);
    }

    boolean interruptsResponses() {
        return turns().path("interrupt_response").asBoolean(true);
    }

    boolean transcribes() {
        return settled.path("audio").path("input").path("transcription").isObject();
    }

    private JsonNode turns() {
        return settled.path("audio").path("input").path("turn_detection");
    }

    /** Who calls, by what the model is told: the number behind the word caller, else the first one; empty: nobody says. */
    static String caller(String text) {
        Matcher numbers = CALLER.matcher(text);
        String first = "";
        while (numbers.find()) {
            if (numbers.group(1) != null) {
                return numbers.group(1);
            }
            first = first.isEmpty() ? numbers.group(2) : first;
        }
        return first;
    }
}
