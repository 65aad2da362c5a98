package dev.trunkline.bridge;

import dev.trunkline.bridge.LiveStream.Order;
import dev.trunkline.call.CallEnd;
import dev.trunkline.telemetry.CallMetrics;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends zombie calls, which cost money and serve nobody, by clocks that depend on nothing that a call does: a lease that its ticks
 * renew, the longest call, and how long a call may take to obey. What does not obey is closed over its stream and over REST, and its end
 * is written here. Looks when it is told to, on a thread that is no call's. Confined to that thread.
 */
public final class CallWatchdog {

    private static final Logger LOG = LoggerFactory.getLogger(CallWatchdog.class);

    private final LiveCalls live;
    private final StreamLedger ledger;
    private final Admission admission;
    private final CallMetrics metrics;
    private final Clocks clocks;
    private final LastResort lastResort;
    private long lastLookNanos;

    /**
     * After how long what is done, in ns.
     *
     * @param lease without a tick a call is given up
     * @param maxCall so long a stream may last, with some time for the call's own clock to come first
     * @param obeys so long a call that was told to end may take
     * @param absence without a look of ours everybody was stopped, and gets as much time again
     */
    public record Clocks(long lease, long maxCall, long obeys, long absence) {

        /** As an operator has limited calls. */
        public static Clocks of(Duration maxCall) {
            return new Clocks(
                    Duration.ofSeconds(15).toNanos(),
                    maxCall.plusSeconds(10).toNanos(),
                    Duration.ofSeconds(10).toNanos(),
                    Duration.ofSeconds(3).toNanos());
        }
    }

    /** What the carrier can be told without the call's stream, if it can. Does not block. */
    public interface LastResort {

        /**
         * The call goes on with another stream.
         *
         * @param stillWanted false once it does so by itself; on any thread
         */
        void goOn(String callSid, BooleanSupplier stillWanted);

        /** The call is over. */
        void hangUp(String callSid);
    }

    CallWatchdog(
            LiveCalls live,
            StreamLedger ledger,
            Admission admission,
            CallMetrics metrics,
            Clocks clocks,
            LastResort lastResort,
            long nowNanos) {
        this.live = live;
        this.ledger = ledger;
        this.admission = admission;
        this.metrics = metrics;
        this.clocks = clocks;
        this.lastResort = lastResort;
        this.lastLookNanos = nowNanos;
    }

    /** Looks at every stream; at least once in {@code absence}. */
    public void look(long nowNanos) {
        boolean wasAbsent = nowNanos - lastLookNanos > clocks.absence;
        lastLookNanos = nowNanos;
        for (LiveStream stream : List.copyOf(live.all())) {
            if (wasAbsent) {
                stream.renew(nowNanos); // nobody could
            }
            judge(stream, nowNanos);
        }
        for (String callSid : admission.takeStreamless()) {
            ledger.hadNoStream(callSid, "no_stream", nowNanos);
        }
    }

    private void judge(LiveStream stream, long nowNanos) {
        Order order = stream.order();
        if (order != null) {
            if (nowNanos - order.atNanos() > clocks.obeys) {
                closeFor(stream, order, nowNanos);
            }
        } else if (nowNanos - stream.beganNanos() > clocks.maxCall) {
            end(stream, CallEnd.MAX_DURATION, "max_duration", nowNanos);
        } else if (stream.silentNanos(nowNanos) > clocks.lease) {
            end(stream, CallEnd.BUG, "lease", nowNanos);
        }
    }

    private void end(LiveStream stream, CallEnd end, String clock, long nowNanos) {
        tell(stream, clock, "a clock outside of the call ends it");
        stream.orderEnd(end, nowNanos);
    }

    /** It was told to end, and does not: its loop is stuck, or it has forgotten itself. */
    private void closeFor(LiveStream stream, Order order, long nowNanos) {
        tell(stream, "disobeyed", "the call does not end, and is closed without being asked");
        stream.closePhone();
        String callSid = stream.callSid();
        boolean isServedElsewhere = order.end() == CallEnd.MOVED || live.find(callSid) != stream;
        if (isServedElsewhere) {
            LOG.atInfo()
                    .addKeyValue("callSid", callSid)
                    .log("the carrier is told nothing: the call has a newer stream");
        } else if (order.end().goesOn()) {
            lastResort.goOn(callSid, () -> isWithout(callSid, stream));
        } else {
            lastResort.hangUp(callSid);
        }
        ledger.settle(stream, order.end(), nowNanos);
    }

    /** Whether no newer stream serves the call here. */
    private boolean isWithout(String callSid, LiveStream stream) {
        LiveStream newest = live.find(callSid);
        return newest == null || newest == stream;
    }

    private void tell(LiveStream stream, String clock, String what) {
        metrics.guarded(clock);
        LOG.atError()
                .addKeyValue("callSid", stream.callSid())
                .addKeyValue("clock", clock)
                .log(what);
    }
}
