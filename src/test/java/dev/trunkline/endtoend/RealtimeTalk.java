package dev.trunkline.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/**
 * What a {@link ScriptedEvi} says and hears, in the Realtime dialect: its messages are put into EVI's words before a script sees
 * them, so that one scenario is one script. Mu-law by the JDK's codec, which nobody else here uses. Confined to the chat's loop.
 */
final class RealtimeTalk {

    static final int RATE_HZ = 8_000;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern CALLER = Pattern.compile("(\\+[0-9]{7,15})");
    private static final AudioFormat LINEAR16 = new AudioFormat(RATE_HZ, 16, 1, true, false);
    private static final AudioFormat MU_LAW =
            new AudioFormat(AudioFormat.Encoding.ULAW, RATE_HZ, 8, 1, 1, RATE_HZ, false);

    private final Consumer<ObjectNode> send;
    private final List<Truncation> truncations = new CopyOnWriteArrayList<>();
    private int events;
    private int responses;
    private boolean isSpeaking;
    private String item = "";

    /** So much of an item was heard, by the bridge. */
    record Truncation(String item, int audioEndMillis) {}

    RealtimeTalk(Consumer<ObjectNode> send) {
        this.send = send;
    }

    List<Truncation> truncations() {
        return truncations;
    }

    private ObjectNode event(String type) {
        return JSON.createObjectNode().put("type", type).put("event_id", "event_" + events++);
    }

    void ready(String id) {
        ObjectNode created = event("session.created");
        created.putObject("session").put("type", "realtime").put("id", id).put("object", "realtime.session");
        send.accept(created);
    }

    /** The same in EVI's words; what it has no words for stays as it is. */
    JsonNode read(JsonNode event) {
        return switch (event.path("type").asText()) {
            case "session.update" -> settle(event.path("session"));
            case "input_audio_buffer.append" ->
                JSON.createObjectNode()
                        .put("type", "audio_input")
                        .put("data", converted(event.path("audio").asText(), MU_LAW, LINEAR16));
            case "conversation.item.create" -> create((ObjectNode) event.path("item"));
            case "conversation.item.truncate" -> truncate(event);
            case "response.cancel" -> {
                finish("cancelled");
                yield event;
            }
            default -> event;
        };
    }

    private JsonNode settle(JsonNode session) {
        ObjectNode updated = event("session.updated");
        updated.set("session", session);
        send.accept(updated);
        ObjectNode settings = JSON.createObjectNode().put("type", "session_settings");
        settings.putObject("audio").put("sample_rate", RATE_HZ);
        Matcher caller = CALLER.matcher(session.path("instructions").asText());
        settings.putObject("variables").put("caller", caller.find() ? caller.group(1) : "");
        return settings;
    }

    private JsonNode create(ObjectNode created) {
        ObjectNode added = event("conversation.item.added");
        if (!created.has("id")) {
            created.put("id", "item_c" + events);
        }
        added.set("item", created);
        send.accept(added);
        if (!created.path("type").asText().equals("function_call_output")) {
            return created;
        }
        return JSON.createObjectNode()
                .put("type", "tool_response")
                .put("tool_call_id", created.path("call_id").asText())
                .put("content", created.path("output").asText());
    }

    private JsonNode truncate(JsonNode event) {
        String id = event.path("item_id").asText();
        int millis = event.path("audio_end_ms").asInt(-1);
        truncations.add(new Truncation(id, millis));
        send.accept(event("conversation.item.truncated")
                .put("item_id", id)
                .put("content_index", 0)
                .put("audio_end_ms", millis));
        return event;
    }

    /** A sentence is an item; those of a turn are one response. */
    void speak(String id, String text, float[] samples, int sampleRateHz) {
        if (!isSpeaking) {
            isSpeaking = true;
            responses++;
            ObjectNode created = event("response.created");
            created.putObject("response").put("id", "resp_" + responses).put("status", "in_progress");
            send.accept(created);
        }
        item = id;
        ObjectNode added = event("response.output_item.added").put("response_id", "resp_" + responses);
        added.put("output_index", 0)
                .putObject("item")
                .put("id", id)
                .put("type", "message")
                .put("role", "assistant");
        send.accept(added);
        send.accept(ofItem("response.output_audio_transcript.delta").put("delta", text));
        sound(id, samples, sampleRateHz);
        send.accept(ofItem("response.output_audio_transcript.done").put("transcript", text));
    }

    private ObjectNode ofItem(String type) {
        return event(type)
                .put("response_id", "resp_" + responses)
                .put("item_id", item)
                .put("output_index", 0)
                .put("content_index", 0);
    }

    void sound(String id, float[] samples, int sampleRateHz) {
        if (sampleRateHz != RATE_HZ) {
            throw new IllegalArgumentException("this far end speaks at 8,000 Hz");
        }
        item = id;
        int chunk = sampleRateHz / 10;
        for (int from = 0; from < samples.length; from += chunk) {
            byte[] linear16 = new byte[2 * Math.min(chunk, samples.length - from)];
            for (int i = 0; i < linear16.length / 2; i++) {
                int sample = Math.round(samples[from + i]);
                linear16[2 * i] = (byte) sample;
                linear16[2 * i + 1] = (byte) (sample >> 8);
            }
            String delta = converted(Base64.getEncoder().encodeToString(linear16), LINEAR16, MU_LAW);
            send.accept(ofItem("response.output_audio.delta").put("delta", delta));
        }
    }

    void endTurn() {
        finish("completed");
    }

    private void finish(String status) {
        if (isSpeaking) {
            isSpeaking = false;
            ObjectNode done = event("response.done");
            done.putObject("response").put("id", "resp_" + responses).put("status", status);
            send.accept(done);
        }
    }

    void interrupt() {
        send.accept(event("input_audio_buffer.speech_started")
                .put("audio_start_ms", 0)
                .put("item_id", "item_u" + events));
        finish("cancelled");
    }

    void understood(String text) {
        send.accept(event("conversation.item.input_audio_transcription.completed")
                .put("item_id", "item_u" + events)
                .put("content_index", 0)
                .put("transcript", text));
    }

    void callTool(String id, String name, String parameters) {
        responses++;
        String response = "resp_" + responses;
        ObjectNode created = event("response.created");
        created.putObject("response").put("id", response).put("status", "in_progress");
        send.accept(created);
        send.accept(event("response.function_call_arguments.done")
                .put("response_id", response)
                .put("item_id", "item_" + id)
                .put("output_index", 0)
                .put("call_id", id)
                .put("name", name)
                .put("arguments", parameters));
        ObjectNode item =
                event("response.output_item.done").put("response_id", response).put("output_index", 0);
        item.putObject("item")
                .put("id", "item_" + id)
                .put("type", "function_call")
                .put("status", "completed")
                .put("name", name)
                .put("call_id", id)
                .put("arguments", parameters);
        send.accept(item);
        ObjectNode done = event("response.done");
        done.putObject("response")
                .put("id", response)
                .put("status", "completed")
                .putArray("output")
                .add(item.path("item"));
        send.accept(done);
    }

    private static String converted(String base64, AudioFormat from, AudioFormat to) {
        byte[] sound = Base64.getDecoder().decode(base64);
        AudioInputStream stream =
                new AudioInputStream(new ByteArrayInputStream(sound), from, sound.length / from.getFrameSize());
        try {
            return Base64.getEncoder()
                    .encodeToString(AudioSystem.getAudioInputStream(to, stream).readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
