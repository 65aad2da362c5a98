package dev.trunkline.engine.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.trunkline.engine.wire.ClientMessage.Malformed;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Reads what clients send; anything at all becomes a {@link ClientMessage}, never an exception. Thread-safe. */
public final class ClientCodec {

    private static final int MAX_DEPTH = 32;
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNumberLength(64)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private ClientCodec() {}

    /** Reads one text frame. */
    public static ClientMessage decode(String text) {
        JsonNode message = parse(text);
        if (message == null) {
            return new Malformed(Problem.NOT_JSON, "The message is not valid JSON.");
        }
        if (!message.isObject()) {
            return new Malformed(Problem.BAD_FIELD, "The message is not a JSON object.");
        }
        try {
            return read(message);
        } catch (BadField e) {
            return new Malformed(Problem.BAD_FIELD, "Invalid message: " + e.getMessage() + ".");
        }
    }

    /** Reads the settings that came with the handshake. */
    public static ClientMessage decodeSettings(JsonNode settings) {
        try {
            return new ClientMessage.SettingsChange(SettingsReader.read(settings));
        } catch (BadField e) {
            return new Malformed(Problem.BAD_FIELD, "Invalid session_settings: " + e.getMessage() + ".");
        }
    }

    /** Any JSON value, or null. */
    public static @Nullable JsonNode parse(String text) {
        try {
            JsonNode value = JSON.readTree(text);
            return value.isMissingNode() ? null : value;
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    private static ClientMessage read(JsonNode message) {
        String type = Fields.required(message, "type");
        return switch (type) {
            case "audio_input" -> audio(message);
            case "session_settings" -> new ClientMessage.SettingsChange(SettingsReader.read(message));
            case "user_input" -> new ClientMessage.UserInput(Fields.required(message, "text"));
            case "assistant_input" -> new ClientMessage.AssistantInput(Fields.required(message, "text"));
            case "tool_response" ->
                new ClientMessage.ToolResponse(
                        Fields.required(message, "tool_call_id"), Fields.required(message, "content"));
            case "tool_error" ->
                new ClientMessage.ToolError(
                        Fields.required(message, "tool_call_id"),
                        Fields.required(message, "error"),
                        Fields.optional(message, "content"));
            case "pause_assistant_message" -> new ClientMessage.PauseAssistant();
            case "resume_assistant_message" -> new ClientMessage.ResumeAssistant();
            default -> new Malformed(Problem.BAD_FIELD, "Invalid message: the type is not known.");
        };
    }

    private static ClientMessage audio(JsonNode message) {
        String data = Fields.required(message, "data");
        byte[] audio;
        try {
            audio = Base64.getDecoder().decode(data);
        } catch (IllegalArgumentException e) {
            return new Malformed(Problem.BAD_BASE64, "The audio is not valid base64.");
        }
        return audio.length == 0
                ? new Malformed(Problem.NO_AUDIO, "The message holds no audio.")
                : new ClientMessage.AudioInput(audio);
    }
}
