package dev.trunkline.engine.realtime.wire;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonAppend;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a session sends, as Jackson writes it. Immutable. The bridge reads the same events by code of its own: a fault that both shared would
 * never be seen.
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonAppend(attrs = @JsonAppend.Attr(ServerEvent.EVENT_ID), prepend = true)
public sealed interface ServerEvent {

    /** On every event, and another on each. */
    String EVENT_ID = "event_id";

    @JsonIgnore
    ServerEventType type();

    /** The field {@code type}. */
    @JsonProperty("type")
    default String typeName() {
        return type().wireName();
    }

    /** {@code session.created} and {@code session.updated}. */
    record Session(ServerEventType type, JsonNode session) implements ServerEvent {}

    /** {@code error}. */
    record Failure(Details error) implements ServerEvent {

        /**
         * What is wrong.
         *
         * @param type {@code invalid_request_error} when it is the client's doing, else {@code server_error}
         * @param param the path of a field; null when it is none
         * @param eventId of the client's event; null when it had none, or when it is none of the client's doing
         */
        @JsonInclude
        @JsonNaming(SnakeCaseStrategy.class)
        public record Details(
                String type,
                String code,
                String message,
                @Nullable String param,
                @Nullable String eventId) {}

        @Override
        public ServerEventType type() {
            return ServerEventType.ERROR;
        }
    }

    /** {@code conversation.item.added} and {@code conversation.item.done}. */
    record Item(ServerEventType type, @JsonInclude @Nullable String previousItemId, ConversationItem item)
            implements ServerEvent {}

    /** {@code conversation.item.retrieved}. */
    record ItemRetrieved(ConversationItem item) implements ServerEvent {
        @Override
        public ServerEventType type() {
            return ServerEventType.CONVERSATION_ITEM_RETRIEVED;
        }
    }

    /** {@code conversation.item.deleted}. */
    record ItemDeleted(String itemId) implements ServerEvent {
        @Override
        public ServerEventType type() {
            return ServerEventType.CONVERSATION_ITEM_DELETED;
        }
    }

    /** {@code conversation.item.truncated}. */
    record ItemTruncated(
            String itemId,
            int contentIndex,
            @JsonProperty("audio_end_ms") long audioEndMillis) implements ServerEvent {
        @Override
        public ServerEventType type() {
            return ServerEventType.CONVERSATION_ITEM_TRUNCATED;
        }
    }

    /** {@code input_audio_buffer.committed}. */
    record Committed(@JsonInclude @Nullable String previousItemId, String itemId) implements ServerEvent {
        @Override
        public ServerEventType type() {
            return ServerEventType.INPUT_AUDIO_BUFFER_COMMITTED;
        }
    }

    /** {@code input_audio_buffer.cleared}. */
    record Cleared() implements ServerEvent {
        @Override
        public ServerEventType type() {
            return ServerEventType.INPUT_AUDIO_BUFFER_CLEARED;
        }
    }

    /** {@code input_audio_buffer.speech_started}. */
    record SpeechStarted(@JsonProperty("audio_start_ms") long audioStartMillis, String itemId) implements ServerEvent {
        @Override
        public ServerEventType type() {
            return ServerEventType.INPUT_AUDIO_BUFFER_SPEECH_STARTED;
        }
    }

    /** {@code input_audio_buffer.speech_stopped}. */
    record SpeechStopped(@JsonProperty("audio_end_ms") long audioEndMillis, String itemId) implements ServerEvent {
        @Override
        public ServerEventType type() {
            return ServerEventType.INPUT_AUDIO_BUFFER_SPEECH_STOPPED;
        }
    }

    /** {@code input_audio_buffer.timeout_triggered}. */
    record TimeoutTriggered(
            @JsonProperty("audio_start_ms") long audioStartMillis,
            @JsonProperty("audio_end_ms") long audioEndMillis,
            String itemId)
            implements ServerEvent {
        @Override
        public ServerEventType type() {
            return ServerEventType.INPUT_AUDIO_BUFFER_TIMEOUT_TRIGGERED;
        }
    }

    /** {@code conversation.item.input_audio_transcription.delta}. */
    record TranscriptionDelta(String itemId, int contentIndex, String delta) implements ServerEvent {
        @Override
        public ServerEventType type() {
            return ServerEventType.TRANSCRIPTION_DELTA;
        }
    }

    /** {@code conversation.item.input_audio_transcription.completed}. */
    record TranscriptionCompleted(String itemId, int contentIndex, String transcript, Heard usage)
            implements ServerEvent {

        /** How much sound it was. */
        public record Heard(double seconds) {
            @JsonProperty
            String type() {
                return "duration";
            }
        }

        @Override
        public ServerEventType type() {
            return ServerEventType.TRANSCRIPTION_COMPLETED;
        }
    }

    /** {@code conversation.item.input_audio_transcription.failed}. */
    record TranscriptionFailed(String itemId, int contentIndex, Cause error) implements ServerEvent {

        /** Why; unlike in {@code error} there is never a field to name. */
        public record Cause(String type, String code, String message) {}

        @Override
        public ServerEventType type() {
            return ServerEventType.TRANSCRIPTION_FAILED;
        }
    }

    /** {@code response.created} and {@code response.done}. */
    record Response(ServerEventType type, ResponseView response) implements ServerEvent {}

    /** {@code response.output_item.added} and {@code response.output_item.done}. */
    record OutputItem(ServerEventType type, String responseId, int outputIndex, ConversationItem item)
            implements ServerEvent {}

    /**
     * A part of an item of a response.
     *
     * @param contentIndex null for function calls, which have no parts
     */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Place(
            String responseId,
            String itemId,
            int outputIndex,
            @Nullable Integer contentIndex) {}

    /** {@code response.content_part.added} and {@code response.content_part.done}. */
    record ContentPart(ServerEventType type, @JsonUnwrapped Place place, Part part) implements ServerEvent {

        /** What a part is; only the reference calls it other than the item does. */
        @JsonInclude(JsonInclude.Include.NON_NULL)
        public record Part(
                String type,
                @Nullable String text,
                @Nullable String transcript) {

            /** Written, or spoken. */
            public static Part of(boolean isSpoken, String words) {
                return isSpoken ? new Part("audio", null, words) : new Part("text", words, null);
            }
        }
    }

    /** More of a part: {@code response.output_text.delta}, {@code …output_audio_transcript.delta}, {@code …output_audio.delta} (base64). */
    record Delta(ServerEventType type, @JsonUnwrapped Place place, String delta) implements ServerEvent {}

    /**
     * The whole of a part: {@code response.output_text.done}, {@code …output_audio_transcript.done}, {@code …output_audio.done}, of which each
     * has another field, or none.
     */
    record Done(
            ServerEventType type,
            @JsonUnwrapped Place place,
            @Nullable String text,
            @Nullable String transcript) implements ServerEvent {}

    /** {@code response.function_call_arguments.delta}. */
    record ArgumentsDelta(@JsonUnwrapped Place place, String callId, String delta) implements ServerEvent {
        @Override
        public ServerEventType type() {
            return ServerEventType.RESPONSE_FUNCTION_CALL_ARGUMENTS_DELTA;
        }
    }

    /** {@code response.function_call_arguments.done}. */
    record ArgumentsDone(@JsonUnwrapped Place place, String callId, String name, String arguments)
            implements ServerEvent {
        @Override
        public ServerEventType type() {
            return ServerEventType.RESPONSE_FUNCTION_CALL_ARGUMENTS_DONE;
        }
    }

    /** {@code rate_limits.updated}. */
    record RateLimits(List<Limit> rateLimits) implements ServerEvent {

        /** One of them. */
        @JsonNaming(SnakeCaseStrategy.class)
        public record Limit(String name, long limit, long remaining, double resetSeconds) {}

        @Override
        public ServerEventType type() {
            return ServerEventType.RATE_LIMITS_UPDATED;
        }
    }
}
