package dev.trunkline.telemetry;

import com.codahale.metrics.Counter;
import dev.trunkline.ai.AiLoss;
import dev.trunkline.call.CallEvent;
import dev.trunkline.call.CallListener;
import dev.trunkline.call.CallMeters;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts and times what happens in calls. Called on every call's loop; thread-safe. */
public final class CallMetrics implements CallListener, CallMeters {

    private final Meters meters;
    private final AtomicInteger active = new AtomicInteger();

    public CallMetrics(Meters meters) {
        this.meters = meters;
        meters.gauge(MetricName.CALLS_ACTIVE, active::get);
    }

    @Override
    public void uplink(long nanos) {
        meters.record(MetricName.MEDIA_UPLINK, nanos);
    }

    @Override
    public void downlink(long nanos) {
        meters.record(MetricName.MEDIA_DOWNLINK, nanos);
    }

    /** A webhook or a handshake was refused, for a reason from a closed set. */
    public void handshakeRejected(String reason) {
        meters.counter(MetricName.HANDSHAKES_REJECTED, reason).inc();
    }

    @Override
    public void onEvent(String callSid, long atNanos, CallEvent event) {
        if (event instanceof CallEvent.Answered answered) {
            active.incrementAndGet();
            if (answered.resumed()) {
                meters.counter(MetricName.CALLS_MOVED).inc();
            }
        } else if (event instanceof CallEvent.AiReady ready) {
            meters.record(MetricName.EVI_CONNECT, ready.connectNanos());
            if (ready.again()) {
                meters.counter(MetricName.EVI_RECONNECTS, "resumed").inc();
            }
        } else if (event instanceof CallEvent.AiGone gone) {
            if (gone.retrying() || gone.loss().kind() != AiLoss.Kind.GOODBYE) {
                meters.counter(MetricName.EVI_RECONNECTS, gone.retrying() ? "retried" : "given_up")
                        .inc();
            }
        } else if (event instanceof CallEvent.Greeted greeted) {
            meters.record(MetricName.GREETING, greeted.nanos());
        } else if (event instanceof CallEvent.TurnTaken turn) {
            meters.record(MetricName.TURN, turn.nanos());
        } else if (event instanceof CallEvent.BargedIn bargedIn) {
            meters.record(MetricName.BARGE_IN, bargedIn.clearNanos());
            meters.counter(MetricName.INTERRUPTIONS, bargedIn.cause().label()).inc();
        } else if (event instanceof CallEvent.Ended ended) {
            active.decrementAndGet();
            meters.counter(
                            MetricName.CALLS_TOTAL,
                            ended.end().label(),
                            ended.end().blame().label())
                    .inc();
        } else {
            count(event);
        }
    }

    private void count(CallEvent event) {
        Counter counter = null;
        if (event instanceof CallEvent.Refused refused) {
            counter = meters.counter(MetricName.CALLS_REFUSED, refused.reason());
        } else if (event instanceof CallEvent.ToolAnswered answered) {
            // A model may invent names; only those that exist become labels.
            String tool = answered.outcome().equals("unknown")
                    ? "unknown"
                    : answered.tool().name();
            counter = meters.counter(MetricName.TOOL_CALLS, tool, answered.outcome());
        } else if (event instanceof CallEvent.Underrun) {
            counter = meters.counter(MetricName.UNDERRUNS);
        } else if (event instanceof CallEvent.FrameRejected rejected) {
            counter = meters.counter(MetricName.FRAMES_LOST, rejected.leg(), rejected.reason());
        } else if (event instanceof CallEvent.AiReported reported) {
            // What EVI sends is not ours to trust: only what looks like one of its codes becomes a label.
            String code = reported.problem().code();
            counter = meters.counter(MetricName.EVI_ERRORS, code.matches("[A-Z][0-9]{4}") ? code : "other");
        }
        if (counter != null) {
            counter.inc();
        }
    }
}
