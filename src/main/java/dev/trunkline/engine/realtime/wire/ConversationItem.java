package dev.trunkline.engine.realtime.wire;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Something said or done in a conversation, as the protocol shows it. Immutable. */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface ConversationItem {

    String id();

    /** Has no effect on the conversation. */
    Status status();

    /** The field {@code object}. */
    @JsonProperty
    default String object() {
        return "realtime.item";
    }

    /** How many characters it holds. */
    @JsonIgnore
    int chars();

    /** How far an item has come. */
    enum Status {
        @JsonProperty("in_progress")
        IN_PROGRESS,
        @JsonProperty("completed")
        COMPLETED,
        @JsonProperty("incomplete")
        INCOMPLETE
    }

    /** Who speaks in a message. */
    enum Role {
        @JsonProperty("system")
        SYSTEM,
        @JsonProperty("user")
        USER,
        @JsonProperty("assistant")
        ASSISTANT
    }

    /** Somebody said something. */
    record Message(String id, Status status, Role role, List<Content> content) implements ConversationItem {

        public Message {
            content = List.copyOf(content);
        }

        /** What kind of item this is. */
        @JsonProperty
        String type() {
            return "message";
        }

        /** All words in it, of text and sound alike; empty when there are none. */
        @JsonIgnore
        public String words() {
            return content.stream()
                    .map(Content::words)
                    .filter(words -> !words.isEmpty())
                    .collect(Collectors.joining(" "));
        }

        /** The same, with other content. */
        public Message saying(Content newContent) {
            return new Message(id, status, role, List.of(newContent));
        }

        @Override
        public int chars() {
            return content.stream().mapToInt(part -> part.words().length()).sum();
        }
    }

    /**
     * A part of a message.
     *
     * @param type {@code input_text}, {@code input_audio}, {@code output_text} or {@code output_audio}
     * @param text of the two kinds of text; null for the others
     * @param transcript of the two kinds of sound; null for the others, and while nobody knows it
     */
    record Content(
            String type, @Nullable String text, @Nullable String transcript) {

        public static final String INPUT_TEXT = "input_text";
        public static final String INPUT_AUDIO = "input_audio";
        public static final String OUTPUT_TEXT = "output_text";
        public static final String OUTPUT_AUDIO = "output_audio";

        /** Written. */
        public static Content text(String type, String text) {
            return new Content(type, text, null);
        }

        /** Spoken. */
        public static Content sound(String type, @Nullable String transcript) {
            return new Content(type, null, transcript);
        }

        /** A text has no transcript, and sound no text; the transcript of a caller is there before its words are, as null. */
        @JsonValue
        Map<String, @Nullable String> json() {
            Map<String, @Nullable String> json = new LinkedHashMap<>();
            json.put("type", type);
            json.put(text != null ? "text" : "transcript", text != null ? text : transcript);
            return json;
        }

        String words() {
            return text != null ? text : transcript != null ? transcript : "";
        }
    }

    /** The agent calls a function of the client's. */
    record FunctionCall(String id, Status status, String callId, String name, String arguments)
            implements ConversationItem {

        /** What kind of item this is. */
        @JsonProperty
        String type() {
            return "function_call";
        }

        @Override
        public int chars() {
            return name.length() + arguments.length();
        }
    }

    /** The client's function has answered. */
    record FunctionCallOutput(String id, Status status, String callId, String output) implements ConversationItem {

        /** What kind of item this is. */
        @JsonProperty
        String type() {
            return "function_call_output";
        }

        @Override
        public int chars() {
            return output.length();
        }
    }
}
