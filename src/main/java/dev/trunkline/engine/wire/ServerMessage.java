package dev.trunkline.engine.wire;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonAppend;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the engine sends, as Jackson writes it. Immutable. The bridge reads the same messages by code of its own: a fault that both
 * shared would never be seen.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonAppend(attrs = @JsonAppend.Attr(ServerMessage.SESSION_NAME))
public sealed interface ServerMessage {

    /** On every message as soon as the client has named its session. */
    String SESSION_NAME = "custom_session_id";

    /** The first message of every chat. */
    @JsonTypeName("chat_metadata")
    record ChatMetadata(String chatId, String chatGroupId, String requestId) implements ServerMessage {}

    /**
     * What the caller said.
     *
     * @param interim true while the caller may still go on
     * @param beginMillis since the chat's first sound, or since its start when the caller typed
     * @param language what was spoken, BCP 47; null when nobody knows
     */
    @JsonTypeName("user_message")
    record UserMessage(
            @JsonIgnore String text,
            Map<String, Double> scores,
            boolean fromText,
            boolean interim,
            @JsonIgnore long beginMillis,
            @JsonIgnore long endMillis,
            @Nullable String language)
            implements Scored {

        @JsonProperty
        Words message() {
            return new Words("user", text);
        }

        @JsonProperty
        Map<String, Long> time() {
            return Map.of("begin", beginMillis, "end", endMillis);
        }
    }

    /**
     * A sentence of the agent; its sound follows.
     *
     * @param id 32 hexadecimal digits
     * @param fromText true when a client gave the words
     * @param quick true when it only bridges the time until the dialog model has an answer
     * @param language what is spoken, BCP 47; null when nobody knows
     */
    @JsonTypeName("assistant_message")
    record AssistantMessage(
            String id,
            @JsonIgnore String text,
            Map<String, Double> scores,
            boolean fromText,
            @JsonProperty("is_quick_response") boolean quick,
            @Nullable String language)
            implements Scored {

        @JsonProperty
        Words message() {
            return new Words("assistant", text);
        }
    }

    /** How a sentence of the agent sounds. */
    @JsonTypeName("assistant_prosody")
    record AssistantProsody(String id, Map<String, Double> scores) implements Scored {}

    /**
     * Sound of a sentence.
     *
     * @param index 0, 1, 2... within the sentence
     * @param wavBase64 a whole small WAV file, encoded already: a sentence is encoded once, on a worker, and sent often
     */
    @JsonTypeName("audio_output")
    record AudioOutput(
            String id, int index, @JsonProperty("data") String wavBase64) implements ServerMessage {}

    /** The agent has said all it wanted to. */
    @JsonTypeName("assistant_end")
    record AssistantEnd() implements ServerMessage {}

    /**
     * The caller spoke over the agent, and the agent stopped.
     *
     * @param unixSeconds the wall clock; seconds, because the .NET SDK reads 32 bits
     */
    @JsonTypeName("user_interruption")
    record UserInterruption(@JsonProperty("time") long unixSeconds) implements ServerMessage {}

    /**
     * Not EVI's, and sent to none but a client that asked for it ({@code playback_hold=true} in the handshake): the caller makes himself
     * heard over the agent. What is played stops where it is until it is known whether that is an interruption, and goes on there when it
     * is none.
     */
    @JsonTypeName("playback_hold")
    record PlaybackHold(boolean held) implements ServerMessage {}

    /** Something the client is asked to do. */
    @JsonTypeName("tool_call")
    record ToolCall(
            String toolCallId,
            String name,
            @JsonProperty("parameters") String parametersJson,
            boolean builtin,
            boolean responseRequired)
            implements OfTool {}

    /** What a tool answered; sent when it is a builtin one, and then instead of its call. */
    @JsonTypeName("tool_response")
    record ToolResponse(
            String toolCallId, @JsonProperty("tool_name") String name, String content, boolean builtin)
            implements OfTool {}

    /**
     * A tool failed; sent when it is a builtin one.
     *
     * @param error not for the caller
     * @param content what may be said about it; empty for nothing special
     */
    @JsonTypeName("tool_error")
    record ToolError(
            String toolCallId,
            String error,
            @Nullable String code,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) String content,
            boolean builtin)
            implements OfTool {

        @JsonProperty
        String level() {
            return "warn";
        }
    }

    /** Something went wrong. */
    @JsonTypeName("error")
    record Failure(@JsonIgnore Problem problem, String message, String requestId) implements ServerMessage {

        @JsonProperty
        String code() {
            return problem.code();
        }

        @JsonProperty
        String slug() {
            return problem.slug();
        }
    }

    /** The field {@code message}: who said what. */
    record Words(String role, String content) {}

    /** A message that may carry expression. */
    sealed interface Scored extends ServerMessage {

        /** By name, 0..1; empty when nothing was measured. */
        @JsonIgnore
        Map<String, Double> scores();

        /** The field that holds the scores. */
        @JsonProperty
        default Map<String, Object> models() {
            return scores().isEmpty() ? Map.of() : Map.of("prosody", Map.of("scores", scores()));
        }
    }

    /** A message about a tool. */
    sealed interface OfTool extends ServerMessage {

        /** Whether the engine runs it. */
        @JsonIgnore
        boolean builtin();

        /** How that is said. */
        @JsonProperty
        default String toolType() {
            return builtin() ? "builtin" : "function";
        }
    }
}
