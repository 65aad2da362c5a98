package dev.trunkline.bridge;

import dev.trunkline.ai.ChatAllowance;
import dev.trunkline.bridge.Standing.Stage;
import dev.trunkline.phone.CarrierInstruction;
import dev.trunkline.telemetry.Load;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Which calls are here, and how many may be. A call has a seat from its ringing to the end of its sound. After that the
 * carrier may still owe us a question (what comes next, how a transfer went): the call has no seat, but is not done with.
 * Whatever the order in which a call's ring, its streams and its end become known, it has one seat at most and gives it back
 * once. Who finds no seat may wait in line, and whoever comes later does not overtake. Thread-safe.
 */
public final class Admission {

    /** Carriers open a stream, or ask again, at once; after so long Twilio itself gives up on a webhook. */
    private static final long CARRIER_COMES_NANOS = TimeUnit.SECONDS.toNanos(15);

    /** How long an answer may be on its way, or be asked for again. */
    private static final long ANSWER_TRAVELS_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** A balancer may try who is gone, several times, before it comes back to the only one that is left. */
    private static final long COMES_BACK_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final AdmissionLimits limits;
    private final LongSupplier clockNanos;
    private final AdmissionCheck check;
    private final WaitingLine line;
    private final Standings calls;
    private final EndedCalls over = new EndedCalls();
    private final Stillness stillness = new Stillness();
    private IntSupplier beingCalled = () -> 0;
    private boolean draining;

    /**
     * How many calls there are.
     *
     * @param live with sound
     * @param ringing whose stream is to come, and who may answer a call of ours
     * @param owed whose stream has ended, or who wait for room, and about whom the carrier has a question left
     */
    public record Census(int live, int ringing, int owed) {
        public boolean isEmpty() {
            return live + ringing + owed == 0;
        }
    }

    /**
     * @param load turns new calls away while the process is pressed
     * @param fleet what other nodes have let in counts, too
     * @param clockNanos monotonic
     */
    public Admission(AdmissionLimits limits, Load load, FleetCounts fleet, LongSupplier clockNanos) {
        this.limits = limits;
        this.clockNanos = clockNanos;
        FleetSeats seats = fleet.seats(limits.callsPerCaller());
        this.calls = new Standings(clockNanos, seats);
        this.check = new AdmissionCheck(limits, load, fleet, seats, calls::seats);
        this.line = new WaitingLine(limits.line());
    }

    /** So many calls, and nothing else counts. */
    public Admission(int maxCalls, LongSupplier clockNanos) {
        this(AdmissionLimits.ofCalls(maxCalls), Load.NONE, FleetCounts.ofOneNode(), clockNanos);
    }

    /** Asks the other nodes what has to be known before a call may {@linkplain #ring come in}. */
    CompletionStage<Void> recollect(NewCall call) {
        return check.ask(call);
    }

    /** Tells the other nodes that calls which have seats here go on having them; to be called once a second. */
    synchronized void keepSeats() {
        expire();
        calls.keepSeats();
    }

    /** Whom we call at present is waited for as well: whoever picks up must find somebody here. Any thread may ask how many. */
    public synchronized void alsoAwaits(IntSupplier howMany) {
        beingCalled = howMany;
    }

    /** The most calls at the same time. */
    public int maxCalls() {
        return limits.seats();
    }

    /**
     * Asks to come in. A call that is in already may always ring again: carriers repeat themselves.
     *
     * @return null when it may, else why not: a metric label
     */
    public synchronized @Nullable String ring(NewCall call) {
        String callSid = call.callSid();
        Stage stage = stage(callSid);
        if (stage != null && stage.isOurs()) {
            expectStream(callSid);
            return null;
        }
        boolean waits = line.has(callSid);
        long nowNanos = clockNanos.getAsLong();
        String reason = waits ? null : check.objection(call, nowNanos);
        if (reason == null) {
            reason = refusal(line.position(callSid));
        }
        if (reason == null) {
            line.leave(callSid);
            calls.stand(call, Stage.RINGING, CARRIER_COMES_NANOS);
            if (!waits) {
                check.count(call, nowNanos);
            }
        }
        return reason;
    }

    /**
     * A call that was refused waits in line, or goes on waiting.
     *
     * @param refusal why it may not come in
     * @param waited how long it has, as far as the carrier knows
     * @return null when it may not wait either, or not any longer
     */
    synchronized CarrierInstruction.@Nullable Wait await(NewCall call, String refusal, Duration waited) {
        String callSid = call.callSid();
        long nowNanos = clockNanos.getAsLong();
        boolean waits = line.has(callSid);
        boolean mayWait = AdmissionCheck.passes(refusal) && stage(callSid) != Stage.TURNED_AWAY;
        CarrierInstruction.Wait wait = mayWait ? line.await(callSid, waited.toNanos(), nowNanos) : null;
        if (wait == null) {
            line.leave(callSid);
            if (waits) {
                calls.stand(call, Stage.TURNED_AWAY, CARRIER_COMES_NANOS);
            }
        } else if (!waits) {
            check.count(call, nowNanos);
        }
        return wait;
    }

    /** Whether a call has waited in vain just now. */
    synchronized boolean isTurnedAway(String callSid) {
        return stage(callSid) == Stage.TURNED_AWAY;
    }

    /** How many wait for room. */
    public synchronized int waiting() {
        expire();
        return line.size();
    }

    /** The carrier has been told to open a stream for a call that is ours already: it is let in, also beyond the limit. */
    public synchronized void expectStream(String callSid) {
        Stage stage = stage(callSid);
        if (stage != Stage.LIVE) {
            boolean isFirst = stage == null || stage == Stage.RINGING;
            calls.stand(callSid, isFirst ? Stage.RINGING : Stage.RETURNING, CARRIER_COMES_NANOS);
        }
    }

    /** The same of one that may be new here, and has its place on its route and among its caller's at once. */
    synchronized void expectStream(NewCall call) {
        if (stage(call.callSid()) == null) {
            calls.stand(call, Stage.RINGING, CARRIER_COMES_NANOS);
        }
        expectStream(call.callSid());
    }

    /** Why somebody of so many new calls would be refused now, if all came at once; or null. */
    public synchronized @Nullable String refusalOf(int newCalls) {
        expire();
        return refusal(line.size() + newCalls);
    }

    private @Nullable String refusal(int places) {
        return draining ? "draining" : check.refusal(places, clockNanos.getAsLong());
    }

    /** The far end has no room for a chat of this call, which has a seat: fewer come in for a while. */
    synchronized void farEndIsFull(String callSid) {
        Standing standing = calls.of(callSid);
        if (standing != null && standing.stage().hasSeat()) {
            check.farEndIsFull(clockNanos.getAsLong());
        }
    }

    /** Whether a call may have a second chat beside its own; it gives it back when its stream ends at the latest. */
    ChatAllowance chatsOf(String callSid) {
        return new SpareChat(this, check, callSid);
    }

    /**
     * The call's sound flows; on another stream than before, perhaps, or for the first time here.
     *
     * @return false when the call is over: the stream comes too late
     */
    public synchronized boolean began(NewCall call, String streamSid) {
        if (isOver(call.callSid())) {
            return false;
        }
        calls.stand(call, Stage.LIVE, streamSid, 0);
        return true;
    }

    /**
     * A stream of the call has ended. Nothing changes when it is not the newest one.
     *
     * @param asks whether the carrier is going to ask what comes next; it does not when the caller is gone
     */
    public synchronized void ended(String callSid, String streamSid, boolean asks) {
        Standing standing = calls.of(callSid);
        if (standing == null
                || standing.stage() != Stage.LIVE
                || !standing.streamSid().equals(streamSid)) {
            return;
        }
        check.giveSpareChat(callSid);
        if (asks) {
            calls.stand(callSid, Stage.ASKING, CARRIER_COMES_NANOS);
        } else {
            remove(callSid);
        }
    }

    /**
     * A person has the call; the carrier will ask when that is over.
     *
     * @param atMost how long it may take
     */
    public synchronized void transferred(String callSid, Duration atMost) {
        calls.stand(callSid, Stage.TRANSFERRED, atMost.toNanos());
    }

    /** The carrier has had its last answer about the call. */
    public synchronized void answered(String callSid) {
        calls.stand(callSid, Stage.ANSWERED, ANSWER_TRAVELS_NANOS);
    }

    /** The carrier was sent to another node, and comes back if there is none. */
    public synchronized void sentAway(String callSid) {
        calls.stand(callSid, Stage.SENT_AWAY, COMES_BACK_NANOS);
    }

    /**
     * The carrier says that the call is over: now, before its stream has come, or before it has even rung.
     *
     * @return whether it had a seat, and never a stream
     */
    public synchronized boolean over(String callSid) {
        line.leave(callSid);
        boolean hadNoStream = stage(callSid) == Stage.RINGING;
        remove(callSid);
        over.add(callSid, clockNanos.getAsLong());
        return hadNoStream;
    }

    /** The calls that had a seat and never a stream, each once. */
    synchronized List<String> takeStreamless() {
        expire();
        return calls.takeStreamless();
    }

    /** Whether the call stands anywhere here, or waits. */
    synchronized boolean isKnown(String callSid) {
        return stage(callSid) != null || line.has(callSid) || isOver(callSid);
    }

    /** Whether the carrier has said, within the last minute, that the call is over. */
    public synchronized boolean isOver(String callSid) {
        return over.has(callSid, clockNanos.getAsLong());
    }

    /** No new calls from now on. */
    public synchronized void drain() {
        draining = true;
    }

    /** New calls again: this node does not end after all. */
    public synchronized void takeCallsAgain() {
        draining = false;
    }

    public synchronized boolean isDraining() {
        return draining;
    }

    /** Whoever talks to a person is not waited for any longer: the carrier's question will find nobody here. */
    public synchronized void forgetTransferred() {
        calls.removeAll(Stage.TRANSFERRED);
        tell();
    }

    public synchronized Census census() {
        expire();
        int live = calls.count(Stage.LIVE);
        int ringing = calls.count(Stage.RINGING) + calls.count(Stage.RETURNING);
        return new Census(live, ringing + beingCalled.getAsInt(), calls.size() - live - ringing + line.size());
    }

    /**
     * Waits until no call rings, has sound, or has a question of the carrier's left; never on a loop.
     *
     * @return whether that came within the time
     */
    public boolean awaitNoCalls(Duration atMost) throws InterruptedException {
        return stillness.await(this::isEmpty, atMost);
    }

    private synchronized boolean isEmpty() {
        expire();
        return calls.size() == 0 && line.size() == 0 && beingCalled.getAsInt() == 0;
    }

    private @Nullable Stage stage(String callSid) {
        expire();
        return calls.stage(callSid);
    }

    private void remove(String callSid) {
        calls.remove(callSid);
        tell();
    }

    private void tell() {
        if (calls.size() == 0) {
            stillness.tell();
        }
    }

    private void expire() {
        long nowNanos = clockNanos.getAsLong();
        calls.expire(nowNanos);
        line.expire(nowNanos);
        over.expire(nowNanos);
    }
}
