package dev.trunkline.call;

import dev.trunkline.call.FarEndEvent.AiGone;
import dev.trunkline.call.FarEndEvent.AiReady;
import dev.trunkline.call.FarEndEvent.AiReported;
import dev.trunkline.call.FarEndEvent.RolledOver;
import dev.trunkline.call.FarEndEvent.RolloverFailed;
import dev.trunkline.call.FarEndEvent.ToolAnswered;
import dev.trunkline.call.FarEndEvent.ToolCalled;
import dev.trunkline.call.OperatorEvent.Escalated;
import dev.trunkline.call.OperatorEvent.Supervised;
import dev.trunkline.call.TalkEvent.AgentBegins;
import dev.trunkline.call.TalkEvent.AgentHeard;
import dev.trunkline.call.TalkEvent.AgentSays;
import dev.trunkline.call.TalkEvent.AgentSaysMore;
import dev.trunkline.call.TalkEvent.BargedIn;
import dev.trunkline.call.TalkEvent.CallerSaid;
import dev.trunkline.call.TalkEvent.Comforted;
import dev.trunkline.call.TalkEvent.DigitPressed;
import dev.trunkline.call.TalkEvent.Greeted;
import dev.trunkline.call.TalkEvent.LineShared;
import dev.trunkline.call.TalkEvent.TurnTaken;
import dev.trunkline.call.TalkEvent.Underrun;
import dev.trunkline.phone.CarrierInstruction;
import dev.trunkline.phone.IncomingCall;
import org.jspecify.annotations.Nullable;

/**
 * Everything that happens in a call, as subscribers see it: logs, metrics, the record, the console. What is said is a {@link
 * TalkEvent}, what becomes of the agent's leg a {@link FarEndEvent}. Immutable.
 */
public sealed interface CallEvent
        permits TalkEvent,
                FarEndEvent,
                OperatorEvent,
                CallEvent.Refused,
                CallEvent.Answered,
                CallEvent.FrameRejected,
                CallEvent.TookBack,
                CallEvent.StateChanged,
                CallEvent.Ended,
                CallEvent.Recorded {

    /** Calls the receiver's method for this kind of event. */
    void deliverTo(Receiver receiver);

    /** Takes the set apart. Without defaults: whoever subscribes decides about every new event. */
    interface Receiver {
        void onRefused(Refused event);

        void onAnswered(Answered event);

        void onAiReady(AiReady event);

        void onAiGone(AiGone event);

        /** For whoever has to find the conversation again. */
        default void onAiResumable(FarEndEvent.AiResumable event) {}

        void onRolledOver(RolledOver event);

        void onRolloverFailed(RolloverFailed event);

        void onCallerSaid(CallerSaid event);

        void onAgentSays(AgentSays event);

        void onAgentSaysMore(AgentSaysMore event);

        void onAgentBegins(AgentBegins event);

        void onAgentHeard(AgentHeard event);

        void onGreeted(Greeted event);

        void onTurnTaken(TurnTaken event);

        void onBargedIn(BargedIn event);

        void onDigitPressed(DigitPressed event);

        void onToolCalled(ToolCalled event);

        void onToolAnswered(ToolAnswered event);

        void onUnderrun(Underrun event);

        void onLineShared(LineShared event);

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

    /** Something that arrived was dropped; {@code leg} is phone or ai, {@code reason} a metric label. */
    record FrameRejected(String leg, String reason) implements CallEvent {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onFrameRejected(this);
        }
    }

    /** An end that was decided is taken back: the caller spoke into the agent's last words. */
    record TookBack(CallEnd end) implements CallEvent {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onTookBack(this);
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
