package dev.trunkline.call;

import dev.trunkline.ai.AiLoss;
import dev.trunkline.ai.AiProblem;
import dev.trunkline.ai.ToolCall;
import java.util.Locale;

/** What becomes of the agent's leg, and what the agent asks for. Immutable. */
public sealed interface FarEndEvent extends CallEvent {

    /** The AI hears us; {@code connectNanos} after it was called. {@code farEnd} is its name in the list, or empty. */
    record AiReady(String chatId, String chatGroupId, long connectNanos, boolean again, String farEnd)
            implements FarEndEvent {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onAiReady(this);
        }
    }

    /** The AI is gone; {@code retrying} tells whether it is called again. */
    record AiGone(AiLoss loss, boolean retrying) implements FarEndEvent {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onAiGone(this);
        }
    }

    /**
     * The conversation with the AI has another name.
     *
     * @param chatGroupId with it another chat goes on
     * @param farEnd whose it is: its name in the list, or empty
     */
    record AiResumable(String chatGroupId, String farEnd) implements FarEndEvent {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onAiResumable(this);
        }
    }

    /**
     * Another chat of the same conversation goes on, before the AI's limit ended the last one.
     *
     * @param moment what was going on when it did
     * @param openNanos since the new chat was called
     */
    record RolledOver(String chatId, String chatGroupId, Moment moment, long openNanos) implements FarEndEvent {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onRolledOver(this);
        }

        /** The best comes first. */
        public enum Moment {
            /** Nobody spoke, and nobody was owed anything. */
            PAUSE,
            /** The agent was still heard, but all that it had to say had come. */
            STILL_HEARD,
            /** Between two words of the caller or the agent. */
            BETWEEN_WORDS,
            /** Anything: there was no more time. */
            ANY;

            /** The metric tag. */
            public String label() {
                return name().toLowerCase(Locale.ROOT);
            }

            /** Whether nobody waits for anything: not the caller for an answer, nor the agent to finish. */
            boolean owesNothing() {
                return this == PAUSE || this == STILL_HEARD;
            }
        }
    }

    /** The chat that was to go on could not be opened, or was lost while it waited; the call goes on with the one it has. */
    record RolloverFailed(AiLoss loss) implements FarEndEvent {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onRolloverFailed(this);
        }
    }

    record ToolCalled(ToolCall tool) implements FarEndEvent {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onToolCalled(this);
        }
    }

    /**
     * A tool was answered, once.
     *
     * @param outcome ok, failed, timeout, unknown, or bad_parameters: a metric label
     * @param content what the model was told
     */
    record ToolAnswered(ToolCall tool, String outcome, String content, long nanos) implements FarEndEvent {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onToolAnswered(this);
        }
    }

    record AiReported(AiProblem problem) implements FarEndEvent {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onAiReported(this);
        }
    }
}
