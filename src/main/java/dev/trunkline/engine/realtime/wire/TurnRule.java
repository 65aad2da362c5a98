package dev.trunkline.engine.realtime.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * When the caller's turn ends, and what follows: {@code turn_detection}, with the documented defaults filled in. Where there is none the client
 * commits the caller's sound itself. Immutable.
 */
@JsonNaming(SnakeCaseStrategy.class)
public sealed interface TurnRule {

    /** Whether the agent answers by itself when a turn ends. */
    boolean createResponse();

    /** Whether the agent stops when a turn begins. */
    boolean interruptResponse();

    /**
     * A turn ends after so much silence.
     *
     * @param threshold 0 to 1
     * @param prefixPaddingMillis of sound before the first word that count as the turn's
     * @param silenceMillis that end it
     * @param idleTimeoutMillis of silence after the agent's words, after which it speaks again; null for never
     */
    record ServerVad(
            double threshold,
            @JsonProperty("prefix_padding_ms") int prefixPaddingMillis,
            @JsonProperty("silence_duration_ms") int silenceMillis,

            @JsonProperty("idle_timeout_ms") @JsonInclude @Nullable
            Integer idleTimeoutMillis,

            boolean createResponse,
            boolean interruptResponse)
            implements TurnRule {

        /** What holds when a client says nothing. */
        public static final ServerVad USUAL = new ServerVad(0.5, 300, 500, null, true, true);

        /** What kind of rule this is. */
        @JsonProperty
        String type() {
            return "server_vad";
        }
    }

    /** A turn ends when it sounds and reads as if it had, sooner or later as {@code eagerness} says. */
    record SemanticVad(Eagerness eagerness, boolean createResponse, boolean interruptResponse) implements TurnRule {

        /** What kind of rule this is. */
        @JsonProperty
        String type() {
            return "semantic_vad";
        }
    }

    /** How soon the agent answers somebody who may go on. */
    enum Eagerness {
        @JsonProperty("low")
        LOW,
        @JsonProperty("medium")
        MEDIUM,
        @JsonProperty("high")
        HIGH,
        @JsonProperty("auto")
        AUTO;

        private static final Map<String, Eagerness> BY_NAME =
                Map.of("low", LOW, "medium", MEDIUM, "high", HIGH, "auto", AUTO);
    }

    /**
     * Reads a {@code turn_detection} object.
     *
     * @throws BadEvent when it is none
     */
    static TurnRule read(EventFields fields) {
        boolean isSemantic = fields.oneOf("type", Map.of("server_vad", false, "semantic_vad", true));
        boolean creates = fields.flag("create_response", true);
        boolean interrupts = fields.flag("interrupt_response", true);
        TurnRule rule = isSemantic ? semantic(fields, creates, interrupts) : server(fields, creates, interrupts);
        fields.noOthers();
        return rule;
    }

    private static TurnRule semantic(EventFields fields, boolean creates, boolean interrupts) {
        Eagerness eagerness = fields.optionalOneOf("eagerness", Eagerness.BY_NAME);
        return new SemanticVad(eagerness == null ? Eagerness.AUTO : eagerness, creates, interrupts);
    }

    private static TurnRule server(EventFields fields, boolean creates, boolean interrupts) {
        Double threshold = fields.optionalNumber("threshold", 0, 1);
        Integer padding = fields.optionalInteger("prefix_padding_ms", 0, 1_000);
        Integer silence = fields.optionalInteger("silence_duration_ms", 100, 10_000);
        Integer idle = fields.optionalInteger("idle_timeout_ms", 1_000, 60_000);
        return new ServerVad(
                threshold == null ? ServerVad.USUAL.threshold : threshold,
                padding == null ? ServerVad.USUAL.prefixPaddingMillis : padding,
                silence == null ? ServerVad.USUAL.silenceMillis : silence,
                idle,
                creates,
                interrupts);
    }
}
