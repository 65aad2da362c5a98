package dev.trunkline.bridge;

import dev.trunkline.call.CallEnd;
import dev.trunkline.call.CallPolicy;
import dev.trunkline.call.SoundTaps;
import dev.trunkline.call.Supervision;
import dev.trunkline.continuity.CallMemory;
import dev.trunkline.continuity.CallStateStore;
import dev.trunkline.control.Destination;
import dev.trunkline.telemetry.CallMetrics;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What others than carriers do with this node's calls: operators, the drain, and the clocks that guard them. Thread-safe. */
public final class RunningCalls {

    private final LiveCalls live = new LiveCalls();
    private final StreamLedger ledger;
    private final Admission admission;
    private final CallMemory memory;
    private final RouteTable routes;
    private final Transfers transfers;
    private final CallPolicy policy;
    private final CallMetrics metrics;
    private final LongSupplier clockNanos;
    private volatile boolean isLeaving;

    RunningCalls(CallRouter.Plan plan, RouteTable routes, Admission admission, CallMemory memory, Transfers transfers) {
        this.ledger = new StreamLedger(live, admission, memory, plan.listener());
        this.admission = admission;
        this.memory = memory;
        this.routes = routes;
        this.transfers = transfers;
        this.policy = plan.policy();
        this.metrics = plan.metrics();
        this.clockNanos = plan.nanoTime();
    }

    StreamLedger ledger() {
        return ledger;
    }

    /** A stream has been let in. */
    void begin(LiveStream stream) {
        live.begin(stream);
    }

    /** The call that was to be on a stream did not come into being. */
    void failed(LiveStream stream) {
        ledger.settle(stream, CallEnd.BUG, clockNanos.getAsLong());
    }

    /** The carrier says that a call is over. */
    void completed(String callSid) {
        if (admission.over(callSid)) {
            ledger.hadNoStream(callSid, "hung_up", clockNanos.getAsLong());
        }
        orderEnd(callSid, CallEnd.CARRIER_COMPLETED);
    }

    /**
     * An operator ends a call.
     *
     * @return false when it has no sound here
     */
    public boolean hangUp(String callSid) {
        return orderEnd(callSid, CallEnd.OPERATOR_HUNG_UP);
    }

    /** Who listens to a call's newest stream, for whoever wants to; null when it has no sound here. Any thread. */
    public @Nullable SoundTaps taps(String callSid) {
        LiveStream stream = live.find(callSid);
        return stream == null ? null : stream.taps();
    }

    /**
     * Has an operator do something to a call, on its loop, soon.
     *
     * @return false when it has no sound here; then nothing is done
     */
    public boolean supervise(String callSid, Consumer<Supervision> what) {
        LiveStream stream = live.find(callSid);
        if (stream == null || !stream.hasCall()) {
            return false;
        }
        stream.tell(call -> what.accept(call.supervision()));
        return true;
    }

    /** Where the callers of a call may be put through by name; empty when it has no sound here. */
    public List<Destination> destinations(String callSid) {
        LiveStream stream = live.find(callSid);
        Route route = stream == null ? null : routes.of(stream.called());
        return route == null ? List.of() : route.toolbox().destinations();
    }

    /** False when it has no sound here. */
    boolean orderEnd(String callSid, CallEnd end) {
        LiveStream stream = live.find(callSid);
        if (stream != null) {
            stream.orderEnd(end, clockNanos.getAsLong());
        }
        return stream != null;
    }

    /**
     * Ends every call that is left, and those whose stream is still to come. Their carriers ask what comes next: another
     * node goes on with them, and if there is none, this one has words for them, or the route's fallback number.
     */
    public void shutDown() {
        isLeaving = true;
        live.shutDown();
    }

    /** This node is about to end: whoever was sent elsewhere and comes back here has nobody else, and gets words. */
    public void leave() {
        isLeaving = true;
    }

    boolean isLeaving() {
        return isLeaving;
    }

    /**
     * What sends calls elsewhere.
     *
     * @param wait how long a pause of each conversation is waited for
     * @param perSecond how many may go in a second
     * @param isWanted false when those who were asked and have not gone are to stay after all; any thread
     */
    public CallMover mover(Duration wait, int perSecond, BooleanSupplier isWanted) {
        return new CallMover(live, clockNanos, wait.toNanos(), perSecond, isWanted);
    }

    /** The clocks outside of the calls. */
    public CallWatchdog guard(CallWatchdog.LastResort lastResort) {
        CallWatchdog.Clocks clocks =
                CallWatchdog.Clocks.of(Duration.ofNanos(policy.limits().maxCallNanos()));
        return new CallWatchdog(live, ledger, admission, metrics, clocks, lastResort, clockNanos.getAsLong());
    }

    /** The calls that have sound here, each once. */
    public List<String> callSids() {
        return live.callSids();
    }

    /** Whether this node has to do with a call: it rings, has sound, is over, or was here and may come back. */
    public boolean isKnown(String callSid) {
        return admission.isKnown(callSid) || memory.recall(callSid) != null;
    }

    /** Whether a route names the called number itself, and not only every other one. */
    public boolean isOurs(String called) {
        return routes.names(called);
    }

    /** How many streams began. */
    public long admitted() {
        return live.tally().admitted();
    }

    /** How many streams neither go on nor have been told to have ended: 0, but for an instant, unless something is broken. */
    public long unaccounted() {
        return live.tally().admitted() - metrics.ended() - live.all().size();
    }

    /** What this node has to know of what other nodes do with its calls. */
    public CallStateStore.Others others() {
        return new OtherNodes(memory, this, transfers);
    }

    /** Tells the other nodes what only time changes, and the limits of all of them go by; to be called once a second. */
    public void tellOtherNodes() {
        admission.keepSeats();
        transfers.tellOtherNodes();
    }

    /** What has become of all streams until now. */
    public Tally tally() {
        return live.tally();
    }
}
