package dev.trunkline.telemetry;

import dev.trunkline.ai.AiLoss;
import dev.trunkline.call.Blame;
import dev.trunkline.call.CallEnd;
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
import dev.trunkline.call.LatencyMetrics;
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
import dev.trunkline.phone.CarrierInstruction.Apologise;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** Counts and times what happens in calls. Called on every call's loop; thread-safe. */
public final class CallMetrics implements CallListener, CallEvent.Receiver, LatencyMetrics {

    private final Metrics metrics;
    private final AtomicInteger active = new AtomicInteger();
    private final LongAdder ended = new LongAdder();

    public CallMetrics(Metrics metrics) {
        this.metrics = metrics;
        metrics.gauge(MetricName.CALLS_ACTIVE, active::get);
    }

    @Override
    public void uplink(long nanos) {
        metrics.record(MetricName.MEDIA_UPLINK, nanos);
    }

    @Override
    public void downlink(long nanos) {
        metrics.record(MetricName.MEDIA_DOWNLINK, nanos);
    }

    @Override
    public void rollover(long nanos) {
        metrics.record(MetricName.EVI_ROLLOVER_GAP, nanos);
    }

    /** A webhook or a handshake was refused, for a reason from a closed set. */
    public void handshakeRejected(String reason) {
        metrics.count(MetricName.HANDSHAKES_REJECTED, reason);
    }

    /** Nobody was dialled for a caller, for a reason from a closed set. */
    public void dialRefused(String reason) {
        metrics.count(MetricName.DIALS_REFUSED, reason);
    }

    /** A clock outside of a call had to end it; which one is from a closed set. */
    public void guarded(String clock) {
        metrics.count(MetricName.GUARD_ENDED, clock);
    }

    /** How many streams have been told to have ended. */
    public long ended() {
        return ended.sum();
    }

    @Override
    public void onEvent(String callSid, long atNanos, CallEvent event) {
        event.deliverTo(this);
    }

    @Override
    public void onRefused(Refused refused) {
        metrics.count(MetricName.CALLS_REFUSED, refused.reason());
        if (refused.reason().equals(Refused.AI_DOWN)) {
            metrics.count(MetricName.FELL_BACK, "ring");
        }
    }

    @Override
    public void onAnswered(Answered answered) {
        active.incrementAndGet();
        if (answered.resumed()) {
            metrics.count(MetricName.CALLS_MOVED);
        }
    }

    @Override
    public void onAiReady(AiReady ready) {
        metrics.record(MetricName.EVI_CONNECT, ready.connectNanos());
        if (ready.again()) {
            metrics.count(MetricName.EVI_RECONNECTS, "resumed");
        }
    }

    @Override
    public void onAiGone(AiGone gone) {
        if (gone.retrying() || gone.loss().kind() != AiLoss.Kind.GOODBYE) {
            metrics.count(MetricName.EVI_RECONNECTS, gone.retrying() ? "retried" : "given_up");
        }
    }

    @Override
    public void onRolledOver(RolledOver rolled) {
        metrics.count(MetricName.EVI_ROLLOVERS, rolled.moment().label());
    }

    @Override
    public void onRolloverFailed(RolloverFailed failed) {
        metrics.count(MetricName.EVI_ROLLOVERS, "failed");
    }

    @Override
    public void onCallerSaid(CallerSaid said) {}

    @Override
    public void onAgentSays(AgentSays says) {}

    @Override
    public void onAgentSaysMore(AgentSaysMore more) {}

    @Override
    public void onAgentBegins(AgentBegins begins) {}

    @Override
    public void onAgentHeard(AgentHeard heard) {}

    @Override
    public void onGreeted(Greeted greeted) {
        metrics.record(MetricName.GREETING, greeted.nanos());
    }

    @Override
    public void onTurnTaken(TurnTaken turn) {
        metrics.record(MetricName.TURN, turn.nanos());
    }

    @Override
    public void onBargedIn(BargedIn bargedIn) {
        metrics.record(MetricName.BARGE_IN, bargedIn.clearNanos());
        metrics.count(MetricName.INTERRUPTIONS, bargedIn.cause().label());
    }

    @Override
    public void onDigitPressed(DigitPressed pressed) {}

    @Override
    public void onToolCalled(ToolCalled called) {}

    /** A model may invent names; only those that exist become labels. */
    @Override
    public void onToolAnswered(ToolAnswered answered) {
        boolean unknown = answered.outcome().equals("unknown");
        metrics.count(
                MetricName.TOOL_CALLS, unknown ? "unknown" : answered.tool().name(), answered.outcome());
    }

    @Override
    public void onUnderrun(Underrun underrun) {
        metrics.count(MetricName.UNDERRUNS);
    }

    @Override
    public void onFrameRejected(FrameRejected rejected) {
        metrics.count(MetricName.FRAMES_LOST, rejected.leg(), rejected.reason());
    }

    /** What a far end sends is not ours to trust: only what looks like one of EVI's codes becomes a label. */
    @Override
    public void onAiReported(AiReported reported) {
        String code = reported.problem().code();
        metrics.count(MetricName.EVI_ERRORS, code.matches("[A-Z][0-9]{4}") ? code : "other");
    }

    @Override
    public void onTookBack(TookBack taken) {}

    @Override
    public void onLineShared(LineShared shared) {}

    @Override
    public void onComforted(Comforted comforted) {
        metrics.count(MetricName.COMFORTED, comforted.sound().label());
    }

    @Override
    public void onSupervised(Supervised supervised) {
        metrics.count(MetricName.SUPERVISED, supervised.action().label());
    }

    @Override
    public void onEscalated(Escalated escalated) {
        metrics.count(MetricName.CALLS_ESCALATED, escalated.cause());
    }

    @Override
    public void onStateChanged(StateChanged changed) {}

    @Override
    public void onRecorded(Recorded recorded) {
        metrics.count(MetricName.RECORDINGS, recorded.isComplete() ? "complete" : "incomplete");
    }

    @Override
    public void onEnded(Ended ended) {
        active.decrementAndGet();
        this.ended.increment();
        metrics.count(
                MetricName.CALLS_TOTAL, ended.end().label(), ended.end().blame().label());
        if (ended.end().blame() == Blame.AI && ended.next() instanceof Apologise) {
            metrics.count(MetricName.FELL_BACK, ended.end() == CallEnd.AI_LOST ? "mid_call" : "unanswered");
        }
    }
}
