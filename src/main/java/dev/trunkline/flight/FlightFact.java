package dev.trunkline.flight;

import dev.trunkline.ai.FarEndTraits;
import dev.trunkline.ai.HeardLine;
import dev.trunkline.audio.SoundFormat;
import dev.trunkline.call.DigitRequest;
import dev.trunkline.phone.CarrierInstruction.Transfer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a record's text says, where that is no type of the ports'. Immutable. */
public sealed interface FlightFact {

    /** {@link FlightKind#AI_READY}. */
    record Ready(
            String chatId,
            String chatGroupId,
            String farEnd,
            long chatLimitNanos,
            SoundFormat hears,
            FarEndTraits traits)
            implements FlightFact {}

    /** {@link FlightKind#USER_MESSAGE}. */
    record CallerWords(String text, boolean interim, Map<String, Double> scores) implements FlightFact {}

    /** {@link FlightKind#AGENT_MESSAGE} and {@link FlightKind#AGENT_FILLER}. */
    record AgentWords(String messageId, String text, Map<String, Double> scores) implements FlightFact {}

    /** {@link FlightKind#AGENT_TEXT}. */
    record MoreWords(String messageId, String more) implements FlightFact {}

    /** {@link FlightKind#CONNECT}: what differs from chat to chat. */
    record Wanted(@Nullable String chatGroupId, @Nullable String context, List<HeardLine> heard)
            implements FlightFact {}

    /** {@link FlightKind#AI_TOOL_SUCCEEDED} and {@link FlightKind#AI_TOOL_FAILED}. */
    record ToolResult(String toolId, String content, String speakable) implements FlightFact {}

    /**
     * {@link FlightKind#TOOL_ACTS}: what a tool does to the call.
     *
     * @param cause names what the call tells the tool later, or 0
     */
    record ToolAct(
            String action,
            @Nullable Transfer transfer,
            @Nullable DigitRequest digits,
            String words,
            int cause) implements FlightFact {

        public static final String TRANSFER = "transfer";
        public static final String HANG_UP = "hang_up";
        public static final String COLLECT_DIGITS = "collect_digits";
        public static final String PRESS_KEYS = "press_keys";
    }

    /**
     * {@link FlightKind#SUPERVISED}: what an operator does.
     *
     * @param action a method of {@code Supervision}
     * @param isPersistent of {@code context}
     * @param voice which of the voices that have spoken in this call, from 1; 0 for none
     */
    record Order(
            String action,
            String operator,
            String words,
            boolean isPersistent,
            @Nullable Transfer transfer,
            int voice) implements FlightFact {}

    /**
     * {@link FlightKind#TOOL_ANSWERS}.
     *
     * @param outcome "" when it may take longer, ok, or how it failed
     * @param content for the model, or for logs when it failed
     */
    record ToolReply(String outcome, String content, String speakable, long mayTakeNanos) implements FlightFact {

        public static final String LATER = "";
        public static final String OK = "ok";
    }
}
