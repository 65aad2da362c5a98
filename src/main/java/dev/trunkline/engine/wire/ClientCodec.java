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
    private static final int MAX_TOKENS =
            100_000; // sixteen megabytes of [[],[],[]... would be half a gigabyte of objects
    private static final int MAX_NAME_CHARS = 512;
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNumberLength(64)
                            .maxTokenCount(MAX_TOKENS)
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
            return SettingsReader.read(settings);
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
        ClientMessage content = switch (type) {
            case "audio_input" -> audio(message);
            case "session_settings" -> SettingsReader.read(message);
            case "user_input" -> new ClientMessage.UserInput(Fields.required(message, "text"));
            case "assistant_input" -> new ClientMessage.AssistantInput(Fields.required(message, "text"));
            case "tool_response" -> toolResponse(message);
            case "tool_error" -> toolError(message);
            case "pause_assistant_message" -> new ClientMessage.PauseAssistant();
            case "resume_assistant_message" -> new ClientMessage.ResumeAssistant();
            default -> new Malformed(Problem.BAD_FIELD, "Invalid message: the type is not known.");
        };
        String name = sessionName(message);
        boolean isDone = content instanceof Malformed
                || content instanceof ClientMessage.AudioInput
                || content instanceof ClientMessage.SettingsChange;
        return name == null || isDone ? content : new ClientMessage.Named(content, name);
    }

    private static ClientMessage toolResponse(JsonNode message) {
        checkToolType(message);
        return new ClientMessage.ToolResponse(
                Fields.required(message, "tool_call_id", MAX_NAME_CHARS),
                Fields.required(message, "content"),
                Fields.optional(message, "tool_name", MAX_NAME_CHARS));
    }

    private static ClientMessage toolError(JsonNode message) {
        checkToolType(message);
        String level = Fields.optional(message, "level");
        if (level != null && !level.equals("warn")) {
            throw new BadField("the field 'level' must be warn");
        }
        return new ClientMessage.ToolError(
                Fields.required(message, "tool_call_id", MAX_NAME_CHARS),
                Fields.required(message, "error"),
                Fields.optional(message, "content"),
                Fields.optional(message, "code", MAX_NAME_CHARS));
    }

    private static void checkToolType(JsonNode message) {
        String type = Fields.optional(message, "tool_type");
        if (type != null && !type.equals("builtin") && !type.equals("function")) {
            throw new BadField("the field 'tool_type' must be builtin or function");
        }
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
                : new ClientMessage.AudioInput(audio, sessionName(message));
    }

    private static @Nullable String sessionName(JsonNode message) {
        return Fields.optional(message, "custom_session_id", MAX_NAME_CHARS);
    }
}
