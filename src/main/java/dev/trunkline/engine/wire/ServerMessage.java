package dev.trunkline.engine.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the engine sends. Immutable. Expression scores are by name, 0..1; empty when nothing was measured. */
public sealed interface ServerMessage {

    /** The value of the field {@code type}. */
    String type();

    /** Writes all other fields. */
    void writeFields(JsonGenerator json) throws IOException;

    /** The first message of every chat. */
    record ChatMetadata(String chatId, String chatGroupId, String requestId) implements ServerMessage {
        @Override
        public String type() {
            return "chat_metadata";
        }

        @Override
        public void writeFields(JsonGenerator json) throws IOException {
            json.writeStringField("chat_id", chatId);
            json.writeStringField("chat_group_id", chatGroupId);
            json.writeStringField("request_id", requestId);
        }
    }

    /**
     * What the caller said.
     *
     * @param interim true while the caller may still go on
     * @param beginMillis since the chat's first sound, or since its start when the caller typed
     * @param language what was spoken, BCP 47; null when nobody knows
     */
    record UserMessage(
            String text,
            Map<String, Double> scores,
            boolean fromText,
            boolean interim,
            long beginMillis,
            long endMillis,
            @Nullable String language)
            implements ServerMessage {
        @Override
        public String type() {
            return "user_message";
        }

        @Override
        public void writeFields(JsonGenerator json) throws IOException {
            writeMessage(json, "user", text);
            writeModels(json, scores);
            json.writeBooleanField("from_text", fromText);
            json.writeBooleanField("interim", interim);
            json.writeObjectFieldStart("time");
            json.writeNumberField("begin", beginMillis);
            json.writeNumberField("end", endMillis);
            json.writeEndObject();
            writeLanguage(json, language);
        }
    }

    /**
     * A sentence of the agent; its sound follows.
     *
     * @param id 32 hexadecimal digits
     * @param fromText true when a client gave the words
     * @param quick true when it only bridges the time until the mind has an answer
     * @param language what is spoken, BCP 47; null when nobody knows
     */
    record AssistantMessage(
            String id,
            String text,
            Map<String, Double> scores,
            boolean fromText,
            boolean quick,
            @Nullable String language)
            implements ServerMessage {
        @Override
        public String type() {
            return "assistant_message";
        }

        @Override
        public void writeFields(JsonGenerator json) throws IOException {
            json.writeStringField("id", id);
            writeMessage(json, "assistant", text);
            writeModels(json, scores);
            json.writeBooleanField("from_text", fromText);
            json.writeBooleanField("is_quick_response", quick);
            writeLanguage(json, language);
        }
    }

    /** How a sentence of the agent sounds. */
    record AssistantProsody(String id, Map<String, Double> scores) implements ServerMessage {
        @Override
        public String type() {
            return "assistant_prosody";
        }

        @Override
        public void writeFields(JsonGenerator json) throws IOException {
            json.writeStringField("id", id);
            writeModels(json, scores);
        }
    }

    /**
     * Sound of a sentence.
     *
     * @param index 0, 1, 2... within the sentence
     * @param wavBase64 a whole small WAV file, encoded already: a sentence is encoded once, on a worker, and sent often
     */
    record AudioOutput(String id, int index, String wavBase64) implements ServerMessage {
        @Override
        public String type() {
            return "audio_output";
        }

        @Override
        public void writeFields(JsonGenerator json) throws IOException {
            json.writeStringField("id", id);
            json.writeNumberField("index", index);
            json.writeStringField("data", wavBase64);
        }
    }

    /** The agent has said all it wanted to. */
    record AssistantEnd() implements ServerMessage {
        @Override
        public String type() {
            return "assistant_end";
        }

        @Override
        public void writeFields(JsonGenerator json) {}
    }

    /**
     * The caller spoke over the agent, and the agent stopped.
     *
     * @param unixSeconds the wall clock; seconds, because the .NET SDK reads 32 bits
     */
    record UserInterruption(long unixSeconds) implements ServerMessage {
        @Override
        public String type() {
            return "user_interruption";
        }

        @Override
        public void writeFields(JsonGenerator json) throws IOException {
            json.writeNumberField("time", unixSeconds);
        }
    }

    /** Something the client is asked to do. */
    record ToolCall(String toolCallId, String name, String parametersJson, boolean builtin, boolean responseRequired)
            implements ServerMessage {
        @Override
        public String type() {
            return "tool_call";
        }

        @Override
        public void writeFields(JsonGenerator json) throws IOException {
            json.writeStringField("tool_call_id", toolCallId);
            json.writeStringField("name", name);
            json.writeStringField("parameters", parametersJson);
            json.writeStringField("tool_type", toolType(builtin));
            json.writeBooleanField("response_required", responseRequired);
        }
    }

    /** What a tool answered; sent when it is a builtin one, and then instead of its call. */
    record ToolResponse(String toolCallId, String name, String content, boolean builtin) implements ServerMessage {
        @Override
        public String type() {
            return "tool_response";
        }

        @Override
        public void writeFields(JsonGenerator json) throws IOException {
            json.writeStringField("tool_call_id", toolCallId);
            json.writeStringField("content", content);
            json.writeStringField("tool_name", name);
            json.writeStringField("tool_type", toolType(builtin));
        }
    }

    /**
     * A tool failed; sent when it is a builtin one.
     *
     * @param error not for the caller
     * @param content what may be said about it; empty for nothing special
     */
    record ToolError(
            String toolCallId, String error, @Nullable String code, String content, boolean builtin)
            implements ServerMessage {
        @Override
        public String type() {
            return "tool_error";
        }

        @Override
        public void writeFields(JsonGenerator json) throws IOException {
            json.writeStringField("tool_call_id", toolCallId);
            json.writeStringField("error", error);
            if (code != null) {
                json.writeStringField("code", code);
            }
            if (!content.isEmpty()) {
                json.writeStringField("content", content);
            }
            json.writeStringField("level", "warn");
            json.writeStringField("tool_type", toolType(builtin));
        }
    }

    /** Something went wrong. */
    record Failure(Problem problem, String message, String requestId) implements ServerMessage {
        @Override
        public String type() {
            return "error";
        }

        @Override
        public void writeFields(JsonGenerator json) throws IOException {
            json.writeStringField("code", problem.code());
            json.writeStringField("slug", problem.slug());
            json.writeStringField("message", message);
            json.writeStringField("request_id", requestId);
        }
    }

    private static String toolType(boolean builtin) {
        return builtin ? "builtin" : "function";
    }

    private static void writeLanguage(JsonGenerator json, @Nullable String language) throws IOException {
        if (language != null) {
            json.writeStringField("language", language);
        }
    }

    private static void writeMessage(JsonGenerator json, String role, String text) throws IOException {
        json.writeObjectFieldStart("message");
        json.writeStringField("role", role);
        json.writeStringField("content", text);
        json.writeEndObject();
    }

    private static void writeModels(JsonGenerator json, Map<String, Double> scores) throws IOException {
        json.writeObjectFieldStart("models");
        if (!scores.isEmpty()) {
            json.writeObjectFieldStart("prosody");
            json.writeObjectFieldStart("scores");
            for (Map.Entry<String, Double> score : scores.entrySet()) {
                json.writeNumberField(score.getKey(), score.getValue());
            }
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndObject();
    }
}
