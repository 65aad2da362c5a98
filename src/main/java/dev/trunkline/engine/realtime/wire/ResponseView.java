package dev.trunkline.engine.realtime.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A response as {@code response.created} and {@code response.done} show it. Immutable.
 *
 * @param statusDetails null while it is in progress
 * @param conversationId null for one out of band
 * @param usage null while it is in progress
 */
@JsonNaming(SnakeCaseStrategy.class)
public record ResponseView(
        String id,
        Status status,
        @Nullable StatusDetails statusDetails,
        List<ConversationItem> output,
        @Nullable String conversationId,
        List<String> outputModalities,
        JsonNode maxOutputTokens,
        Audio audio,
        @Nullable Usage usage,
        @Nullable Map<String, String> metadata) {

    /** What kind of object this is. */
    @JsonProperty
    String object() {
        return "realtime.response";
    }

    /** How a response stands. */
    public enum Status {
        @JsonProperty("in_progress")
        IN_PROGRESS,
        @JsonProperty("completed")
        COMPLETED,
        @JsonProperty("cancelled")
        CANCELLED,
        @JsonProperty("failed")
        FAILED,
        @JsonProperty("incomplete")
        INCOMPLETE
    }

    /**
     * Why it ended.
     *
     * @param reason null where there is none, as for one that is complete
     * @param error null unless it failed
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record StatusDetails(
            Status type, @Nullable String reason, @Nullable Trouble error) {

        /** It has said all that it wanted to. */
        public static final StatusDetails COMPLETED = new StatusDetails(Status.COMPLETED, null, null);

        /** The caller began to speak. */
        public static final StatusDetails TURN_DETECTED = new StatusDetails(Status.CANCELLED, "turn_detected", null);

        /** The client wanted no more. */
        public static final StatusDetails CLIENT_CANCELLED =
                new StatusDetails(Status.CANCELLED, "client_cancelled", null);

        /** There were to be no more tokens. */
        public static final StatusDetails MAX_TOKENS = new StatusDetails(Status.INCOMPLETE, "max_output_tokens", null);

        /** What failed. */
        public static StatusDetails failed(String code) {
            return new StatusDetails(Status.FAILED, null, new Trouble("server_error", code));
        }
    }

    /** What failed. */
    public record Trouble(String type, String code) {}

    /** How it sounds. */
    public record Audio(Output output) {

        /** The format and the voice. */
        public record Output(JsonNode format, String voice) {}
    }

    /**
     * How much it took, in tokens: the engine has none, so four characters count as one, and as OpenAI counts them 100 ms of the caller's sound
     * and 50 ms of the agent's.
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Usage(
            int inputTokens, int outputTokens, InputDetails inputTokenDetails, OutputDetails outputTokenDetails) {

        /** By their kinds. */
        public static Usage of(int textIn, int textOut, int audioOut) {
            return new Usage(
                    textIn,
                    textOut + audioOut,
                    new InputDetails(textIn, 0, 0, 0),
                    new OutputDetails(textOut, audioOut));
        }

        /** Both together. */
        @JsonProperty
        int totalTokens() {
            return inputTokens + outputTokens;
        }
    }

    /** What the mind was told: words, whatever they came from. */
    @JsonNaming(SnakeCaseStrategy.class)
    public record InputDetails(int textTokens, int audioTokens, int imageTokens, int cachedTokens) {}

    /** What it said. */
    @JsonNaming(SnakeCaseStrategy.class)
    public record OutputDetails(int textTokens, int audioTokens) {}
}
