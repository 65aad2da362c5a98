package dev.trunkline.call;

import dev.trunkline.ai.AiLoss;
import dev.trunkline.ai.AiProblem;
import dev.trunkline.ai.ToolCall;
import dev.trunkline.phone.CarrierInstruction;
import dev.trunkline.phone.IncomingCall;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Everything that happens in a call, as subscribers see it: logs, metrics, the record, the console. Immutable. */
public sealed interface CallEvent {

    /** Calls the receiver's method for this kind of event. */
    void deliverTo(Receiver receiver);

    /** Takes the set apart. Without defaults: whoever subscribes decides about every new event. */
    interface Receiver {
        void onRefused(Refused event);

        void onAnswered(Answered event);

        void onAiReady(AiReady event);

        void onAiGone(AiGone event);

        void onRolledOver(RolledOver event);

        void onRolloverFailed(RolloverFailed event);

        void onCallerSaid(CallerSaid event);

        void onAgentSays(AgentSays event);

        void onAgentBegins(AgentBegins event);

        void onAgentHeard(AgentHeard event);

        void onGreeted(Greeted event);

        void onTurnTaken(TurnTaken event);

        void onBargedIn(BargedIn event);

        void onDigitPressed(DigitPressed event);

        void onToolCalled(ToolCalled event);

        void onToolAnswered(ToolAnswered event);

        void onUnderrun(Underrun event);

        void onFrameRejected(FrameRejected event);

        void onAiReported(AiReported event);

        void onTookBack(TookBack event);

        void onComforted(Comforted event);

        void onSupervised(Supervised event);

        void onEscalated(Escalated event);

        void onStateChanged(StateChanged event);

        void onEnded(Ended event);

        void onRecorded(Recorded event);
    }

    /**
     * A call was not let in, or came to nothing. Nothing follows.
     *
     * @param from who calls; personal data
     * @param reason such as full, draining or no_route; no_stream or hung_up when it was let in, and never had a stream: a metric label
     */
    record Refused(String from, String to, String reason) implements CallEvent {

        /** No AI can be reached by any call. */
        public static final String AI_DOWN = "ai_down";

        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onRefused(this);
        }
    }

    /**
     * The caller's sound flows.
     *
     * @param resumed whether an earlier stream of the same call went before
     */
    record Answered(IncomingCall call, String route, boolean resumed) implements CallEvent {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onAnswered(this);
        }
    }

    /** The AI hears us; {@code connectNanos} after it was called. {@code farEnd} is its name in the list, or empty. */
    record AiReady(String chatId, String chatGroupId, long connectNanos, boolean again, String farEnd)
            implements CallEvent {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onAiReady(this);
        }
    }

    /** The AI is gone; {@code retrying} tells whether it is called again. */
    record AiGone(AiLoss loss, boolean retrying) implements CallEvent {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onAiGone(this);
        }
    }

    /**
     * Another chat of the same conversation goes on, before the AI's limit ended the last one.
     *
     * @param moment what was going on when it did
     * @param openNanos since the new chat was called
     */
    record RolledOver(String chatId, String chatGroupId, Moment moment, long openNanos) implements CallEvent {
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
    record RolloverFailed(AiLoss loss) implements CallEvent {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onRolloverFailed(this);
        }
    }

    record CallerSaid(String text, boolean interim, Map<String, Double> scores) implements CallEvent {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onCallerSaid(this);
        }
    }

    /** The agent is going to say this. */
    record AgentSays(String messageId, String text, Map<String, Double> scores) implements CallEvent {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onAgentSays(this);
        }
    }

    /** A sentence begins to be heard. */
    record AgentBegins(String messageId) implements CallEvent {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onAgentBegins(this);
        }
    }

    /**
     * A sentence is over for the caller.
     *
     * @param heardText the part of it that was heard
     * @param heardMillis how much of its sound was heard
     * @param spokenMillis how long its sound is
     */
    record AgentHeard(String messageId, String text, String heardText, long heardMillis, long spokenMillis)
            implements CallEvent {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onAgentHeard(this);
        }

        public boolean interrupted() {
            return spokenMillis == 0 || heardMillis < spokenMillis;
        }
    }

    /** The first sound of the call; {@code nanos} after the caller's sound began to flow. */
    record Greeted(long nanos) implements CallEvent {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onGreeted(this);
        }
    }

    /** The agent's first sound after the caller's words; {@code nanos} after the AI told us what those words were. */
    record TurnTaken(long nanos) implements CallEvent {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onTurnTaken(this);
        }
    }

    /**
     * The caller interrupted.
     *
     * @param cause whether the AI said so or its transcript did
     * @param clearNanos from hearing of it to the phone's having been told
     * @param droppedMillis sound that was not played
     */
    record BargedIn(Cause cause, long clearNanos, long droppedMillis) implements CallEvent {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onBargedIn(this);
        }

        public enum Cause {
            AI_NOTICED,
            CALLER_WAS_TRANSCRIBED,
            CALLER_PRESSED_A_KEY;

            /** The metric tag. */
            public String label() {
                return name().toLowerCase(Locale.ROOT);
            }
        }
    }

    /**
     * The caller pressed a key.
     *
     * @param digit a bullet when nobody is to know which
     */
    record DigitPressed(char digit) implements CallEvent {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onDigitPressed(this);
        }
    }

    record ToolCalled(ToolCall tool) implements CallEvent {
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
    record ToolAnswered(ToolCall tool, String outcome, String content, long nanos) implements CallEvent {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onToolAnswered(this);
        }
    }

    /** The phone ran dry in mid-sentence. */
    record Underrun(long nanos) implements CallEvent {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onUnderrun(this);
        }
    }

    /** Something that arrived was dropped; {@code leg} is phone or ai, {@code reason} a metric label. */
    record FrameRejected(String leg, String reason) implements CallEvent {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onFrameRejected(this);
        }
    }

    record AiReported(AiProblem problem) implements CallEvent {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onAiReported(this);
        }
    }

    /** An end that was decided is taken back: the caller spoke into the agent's last words. */
    record TookBack(CallEnd end) implements CallEvent {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onTookBack(this);
        }
    }

    /**
     * A caller whose agent is missing gets to hear something that is not the agent.
     *
     * @param missingNanos for how long the agent has been missing
     */
    record Comforted(Sound sound, long missingNanos) implements CallEvent {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onComforted(this);
        }

        /** What it is. */
        public enum Sound {
            TONE,
            WORDS;

            /** The metric tag. */
            public String label() {
                return name().toLowerCase(Locale.ROOT);
            }
        }
    }

    /**
     * An operator did something to the call.
     *
     * @param operator who, by the name of the token
     * @param detail what was said, or the name of a destination; "" for nothing; personal data
     */
    record Supervised(String operator, Action action, String detail) implements CallEvent {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onSupervised(this);
        }

        /** What it was. */
        public enum Action {
            /** The agent was made to say something word for word. */
            SAY,
            /** The agent was told something. */
            CONTEXT,
            /** The agent was told something for its next answer only. */
            WHISPER,
            /** Something was written down. */
            NOTE,
            /** The agent fell silent. */
            PAUSE,
            /** The agent may speak again. */
            RESUME,
            /** A person speaks in the agent's place. */
            TAKE_OVER,
            /** The agent has the caller again. */
            RELEASE,
            /** The same, because the person's connection was lost. */
            HAND_BACK,
            /** The caller is put through to somebody. */
            TRANSFER;

            /** The metric tag. */
            public String label() {
                return name().toLowerCase(Locale.ROOT);
            }
        }
    }

    /**
     * A person should know of this call: a rule of the operator's says so, or a person is about to be dialled.
     *
     * @param cause the rule's name, or {@link #TRANSFER}: a metric label
     * @param destination the name of who is dialled, or null for nobody
     * @param words what there is to know; personal data
     * @param mood how the caller sounded lately: the strongest expressions, 0..1
     */
    record Escalated(String cause, @Nullable String destination, String words, Map<String, Double> mood)
            implements CallEvent {

        /** The cause of an event that no rule brought about. */
        public static final String TRANSFER = "transfer";

        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onEscalated(this);
        }
    }

    /** The call stands elsewhere now: names of its states, such as Connecting and Talking. */
    record StateChanged(String from, String to) implements CallEvent {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onStateChanged(this);
        }
    }

    /**
     * It is over. Exactly one per {@link Answered}.
     *
     * @param next what the carrier will do
     * @param transferredTo the destination's name, or null
     */
    record Ended(
            CallEnd end, CarrierInstruction next, @Nullable String transferredTo, long durationNanos)
            implements CallEvent {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onEnded(this);
        }
    }

    /**
     * The sound of a stream is on disk; it follows {@link Ended}, and comes from a thread of its own. A call of several streams has several.
     *
     * @param format wav or opus
     * @param durationMillis of the stream's recording, pauses with it
     * @param isComplete false when some of it could not be written
     */
    record Recorded(String streamSid, String format, long durationMillis, boolean isComplete) implements CallEvent {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onRecorded(this);
        }
    }
}
