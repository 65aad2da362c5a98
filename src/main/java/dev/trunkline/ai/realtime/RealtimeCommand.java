package dev.trunkline.ai.realtime;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What we send, as Jackson writes it; {@code input_audio_buffer.append} is written by {@link RealtimeCodec} itself. Shapes: npm
 * openai, realtime.d.ts. Immutable.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(Include.NON_NULL)
sealed interface RealtimeCommand {

    /** What the session should be: {@link SessionText} writes it, for it is what dialects differ in. */
    @JsonTypeName("session.update")
    record SessionUpdate(@Nullable String eventId, JsonNode session) implements RealtimeCommand {
        /** Instructions are none of a log's business. */
        @Override
        public String toString() {
            return "SessionUpdate[eventId=" + eventId + "]";
        }
    }

    /** Adds something to the conversation, at its end. */
    @JsonTypeName("conversation.item.create")
    record ItemCreate(Item item) implements RealtimeCommand {}

    /** Takes something out of it. */
    @JsonTypeName("conversation.item.delete")
    record ItemDelete(String itemId) implements RealtimeCommand {}

    /** So much of an answer was heard: the rest is forgotten, with its words. */
    @JsonTypeName("conversation.item.truncate")
    record ItemTruncate(String itemId, int contentIndex, long audioEndMs) implements RealtimeCommand {}

    /** The agent should say something; {@code response} null: what comes to its mind. */
    @JsonTypeName("response.create")
    record ResponseCreate(String eventId, @Nullable ResponseOptions response) implements RealtimeCommand {}

    /** It should stop; {@code responseId} null: whatever it is saying. */
    @JsonTypeName("response.cancel")
    record ResponseCancel(@Nullable String responseId) implements RealtimeCommand {}

    /**
     * How one answer differs from the session's.
     *
     * @param toolChoice {@code none}: it is to speak, and to call nothing
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record ResponseOptions(
            @Nullable String instructions, @Nullable String toolChoice) {
        /** As the session has it. */
        static final ResponseOptions USUAL = new ResponseOptions(null, null);
    }

    /** Something of a conversation. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(Include.NON_NULL)
    sealed interface Item {}

    /**
     * Words of somebody's.
     *
     * @param id ours, or null: theirs
     * @param role {@code user}, {@code assistant} or {@code system}
     */
    @JsonTypeName("message")
    record Message(@Nullable String id, String role, List<Content> content) implements Item {

        static Message of(String role, String contentType, String text) {
            return new Message(null, role, List.of(new Content(contentType, text)));
        }

        static Message ofCaller(String text) {
            return of("user", "input_text", text);
        }

        static Message ofSystem(@Nullable String id, String text) {
            return new Message(id, "system", List.of(new Content("input_text", text)));
        }
    }

    /** {@code input_text}; of the agent {@code output_text}, in the beta {@code text}. */
    record Content(String type, String text) {}

    /** What a function has returned. */
    @JsonTypeName("function_call_output")
    record FunctionOutput(String callId, String output) implements Item {}

    /** xAI's: spoken word for word, as an answer of the agent's (docs.x.ai, Voice Agent API: {@code force_message}). */
    @JsonTypeName("force_message")
    record ForcedMessage(String role, boolean interruptible, List<Content> content) implements Item {
        static ForcedMessage of(String text) {
            return new ForcedMessage("assistant", true, List.of(new Content("output_text", text)));
        }
    }
}
