package dev.trunkline.telemetry;

import dev.trunkline.call.CallEvent;
import dev.trunkline.call.CallEvent.Answered;
import dev.trunkline.call.CallEvent.Ended;
import dev.trunkline.call.CallEvent.FrameRejected;
import dev.trunkline.call.CallEvent.Recorded;
import dev.trunkline.call.CallEvent.Refused;
import dev.trunkline.call.CallEvent.StateChanged;
import dev.trunkline.call.CallEvent.TookBack;
import dev.trunkline.call.CallListener;
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
import dev.trunkline.phone.IncomingCall;
import dev.trunkline.phone.PhoneAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * One structured line per fact, with the call's sid. What people said is logged at TRACE only, numbers are masked.
 * Thread-safe.
 */
public final class CallLog implements CallListener {

    private static final Logger LOG = LoggerFactory.getLogger(CallLog.class);
    private static final long NANOS_PER_MILLI = 1_000_000;

    @Override
    public void onEvent(String callSid, long atNanos, CallEvent event) {
        event.deliverTo(new Lines(callSid));
    }

    private record Lines(String callSid) implements CallEvent.Receiver {

        @Override
        public void onRefused(Refused refused) {
            of(LOG.atInfo())
                    .addKeyValue("from", PhoneAddress.of(refused.from()).masked())
                    .addKeyValue("to", PhoneAddress.of(refused.to()).masked())
                    .addKeyValue("reason", refused.reason())
                    .log("call refused");
        }

        @Override
        public void onAnswered(Answered answered) {
            IncomingCall call = answered.call();
            of(LOG.atInfo())
                    .addKeyValue("streamSid", call.streamSid())
                    .addKeyValue("from", PhoneAddress.of(call.from()).masked())
                    .addKeyValue("to", PhoneAddress.of(call.to()).masked())
                    .addKeyValue("route", answered.route())
                    .addKeyValue("resumed", answered.resumed())
                    .log("call answered");
        }

        @Override
        public void onAiReady(AiReady ready) {
            of(LOG.atInfo())
                    .addKeyValue("chatId", ready.chatId())
                    .addKeyValue("chatGroupId", ready.chatGroupId())
                    .addKeyValue("farEnd", ready.farEnd())
                    .addKeyValue("connectMillis", ready.connectNanos() / NANOS_PER_MILLI)
                    .log("agent ready");
        }

        @Override
        public void onAiGone(AiGone gone) {
            of(LOG.atWarn())
                    .addKeyValue("kind", gone.loss().kind())
                    .addKeyValue("closeCode", gone.loss().closeCode())
                    .addKeyValue("detail", gone.loss().detail())
                    .addKeyValue("retrying", gone.retrying())
                    .log("agent gone");
        }

        @Override
        public void onRolledOver(RolledOver rolled) {
            of(LOG.atInfo())
                    .addKeyValue("chatId", rolled.chatId())
                    .addKeyValue("chatGroupId", rolled.chatGroupId())
                    .addKeyValue("moment", rolled.moment().label())
                    .addKeyValue("openMillis", rolled.openNanos() / NANOS_PER_MILLI)
                    .log("agent rolled over");
        }

        @Override
        public void onRolloverFailed(RolloverFailed failed) {
            of(LOG.atWarn())
                    .addKeyValue("kind", failed.loss().kind())
                    .addKeyValue("closeCode", failed.loss().closeCode())
                    .addKeyValue("detail", failed.loss().detail())
                    .log("rollover failed");
        }

        @Override
        public void onCallerSaid(CallerSaid said) {
            trace(said);
        }

        @Override
        public void onAgentSays(AgentSays says) {
            trace(says);
        }

        @Override
        public void onAgentSaysMore(AgentSaysMore more) {
            trace(more);
        }

        @Override
        public void onAgentBegins(AgentBegins begins) {
            trace(begins);
        }

        @Override
        public void onAgentHeard(AgentHeard heard) {
            trace(heard);
        }

        @Override
        public void onGreeted(Greeted greeted) {
            trace(greeted);
        }

        @Override
        public void onTurnTaken(TurnTaken turn) {
            trace(turn);
        }

        @Override
        public void onBargedIn(BargedIn bargedIn) {
            of(LOG.atDebug())
                    .addKeyValue("cause", bargedIn.cause().label())
                    .addKeyValue("droppedMillis", bargedIn.droppedMillis())
                    .log("caller interrupted");
        }

        @Override
        public void onDigitPressed(DigitPressed pressed) {
            trace(pressed);
        }

        @Override
        public void onToolCalled(ToolCalled called) {
            trace(called);
        }

        /** A model may invent names, and a caller may have dictated it: only those that exist are written. */
        @Override
        public void onToolAnswered(ToolAnswered answered) {
            boolean unknown = answered.outcome().equals("unknown");
            of(LOG.atInfo())
                    .addKeyValue("tool", unknown ? "unknown" : answered.tool().name())
                    .addKeyValue("outcome", answered.outcome())
                    .addKeyValue("tookMillis", answered.nanos() / NANOS_PER_MILLI)
                    .log("tool answered");
        }

        @Override
        public void onUnderrun(Underrun underrun) {
            of(LOG.atDebug())
                    .addKeyValue("gapMillis", underrun.nanos() / NANOS_PER_MILLI)
                    .log("phone ran dry");
        }

        @Override
        public void onFrameRejected(FrameRejected rejected) {
            of(LOG.atDebug())
                    .addKeyValue("leg", rejected.leg())
                    .addKeyValue("reason", rejected.reason())
                    .log("message dropped");
        }

        @Override
        public void onAiReported(AiReported reported) {
            of(LOG.atWarn())
                    .addKeyValue("code", reported.problem().code())
                    .addKeyValue("slug", reported.problem().slug())
                    .log("agent reported an error");
        }

        @Override
        public void onTookBack(TookBack taken) {
            of(LOG.atInfo()).addKeyValue("end", taken.end().label()).log("end taken back");
        }

        @Override
        public void onLineShared(LineShared shared) {}

        @Override
        public void onComforted(Comforted comforted) {
            of(LOG.atInfo())
                    .addKeyValue("sound", comforted.sound().label())
                    .addKeyValue("missingMillis", comforted.missingNanos() / NANOS_PER_MILLI)
                    .log("caller comforted");
        }

        @Override
        public void onSupervised(Supervised supervised) {
            of(LOG.atInfo())
                    .addKeyValue("action", supervised.action().label())
                    .addKeyValue("who", supervised.operator())
                    .log("operator acted");
        }

        @Override
        public void onEscalated(Escalated escalated) {
            of(LOG.atInfo())
                    .addKeyValue("cause", escalated.cause())
                    .addKeyValue("destination", escalated.destination())
                    .log("a person should know of this call");
        }

        @Override
        public void onStateChanged(StateChanged changed) {
            of(LOG.atDebug())
                    .addKeyValue("from", changed.from())
                    .addKeyValue("to", changed.to())
                    .log("call state changed");
        }

        @Override
        public void onEnded(Ended ended) {
            of(LOG.atInfo())
                    .addKeyValue("end", ended.end().label())
                    .addKeyValue("blame", ended.end().blame().label())
                    .addKeyValue("durationMillis", ended.durationNanos() / NANOS_PER_MILLI)
                    .addKeyValue("transferredTo", ended.transferredTo())
                    .log("call ended");
        }

        @Override
        public void onRecorded(Recorded recorded) {
            of(recorded.isComplete() ? LOG.atInfo() : LOG.atWarn())
                    .addKeyValue("streamSid", recorded.streamSid())
                    .addKeyValue("format", recorded.format())
                    .addKeyValue("durationMillis", recorded.durationMillis())
                    .addKeyValue("complete", recorded.isComplete())
                    .log("call recorded");
        }

        private void trace(CallEvent event) {
            of(LOG.atTrace()).addKeyValue("event", event).log("call event");
        }

        private LoggingEventBuilder of(LoggingEventBuilder line) {
            return line.addKeyValue("callSid", callSid);
        }
    }
}
