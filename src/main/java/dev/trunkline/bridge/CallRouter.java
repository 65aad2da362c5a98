package dev.trunkline.bridge;

import dev.trunkline.call.BridgePhrases;
import dev.trunkline.call.CallContinuation;
import dev.trunkline.call.CallListener;
import dev.trunkline.call.CallPolicy;
import dev.trunkline.call.CallWitness;
import dev.trunkline.call.OwnVoice;
import dev.trunkline.call.RunningCall;
import dev.trunkline.call.SoundAudience;
import dev.trunkline.call.SoundBudget;
import dev.trunkline.continuity.CallMemory;
import dev.trunkline.continuity.RememberedCall;
import dev.trunkline.phone.CarrierEvents;
import dev.trunkline.phone.CarrierInstruction;
import dev.trunkline.phone.CarrierInstruction.GoElsewhere;
import dev.trunkline.phone.CarrierInstruction.GoOn;
import dev.trunkline.phone.CarrierInstruction.HangUp;
import dev.trunkline.phone.CarrierInstruction.Hold;
import dev.trunkline.phone.CarrierInstruction.Transfer;
import dev.trunkline.phone.DialOutcome;
import dev.trunkline.phone.IncomingCall;
import dev.trunkline.phone.PhoneEvents;
import dev.trunkline.phone.PhoneLeg;
import dev.trunkline.telemetry.CallMetrics;
import dev.trunkline.time.Scheduler;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Where carriers meet calls: lets them in, puts each together on its own loop, knows what follows a stream. Thread-safe. */
public final class CallRouter implements CarrierEvents {

    static final int MAX_STREAMS = 8; // of one call, since a long one: what ends at once may not go round for ever
    private static final Duration MAX_RINGING = Duration.ofMinutes(1);

    private final Plan plan;
    private final RouteTable routes;
    private final Admission admission;
    private final CallMemory memory;
    private final CallAssembly assembly;
    private final Entrance entrance;
    private final DialGuard dialling;
    private final RunningCalls running;
    private final Carrier carrier;
    private final Transfers transfers;
    private final Briefings briefings;

    /**
     * What every call is made of. Immutable.
     *
     * @param routes the first that serves a number takes it
     * @param policy the limits of a call
     * @param inputSampleRateHz what a far end hears that takes linear16
     * @param farEnds who answers, by routes
     * @param listener hears all events
     * @param nanoTime the clock of admission
     * @param audience may listen to the sound of every stream from its beginning on
     * @param placed what stands around calls that we have placed ourselves
     * @param witness may write down what passes between calls and their ports
     * @param preAnswer is asked about calls before they are answered; null: nobody is
     * @param voices of the bridge's own, one for each loop
     */
    public record Plan(
            List<Route> routes,
            CallPolicy policy,
            int inputSampleRateHz,
            RoutedFarEnds farEnds,
            CallListener listener,
            CallMetrics metrics,
            LongSupplier nanoTime,
            SoundAudience audience,
            PlacedCalls placed,
            CallWitness witness,
            @Nullable PreAnswer preAnswer,
            Function<Scheduler, OwnVoice> voices) {}

    /**
     * What the carrier does with calls that leave their streams. Immutable.
     *
     * @param maxTransfer after which it cuts a transferred call
     * @param hasElsewhere whether it knows another node to ask while this one drains
     */
    public record Carrier(Duration maxTransfer, boolean hasElsewhere) {}

    /**
     * What is known beyond one stream and one node.
     *
     * @param memory what is known of calls between their streams
     * @param counts what all nodes have let in and dialled
     */
    public record Known(CallMemory memory, FleetCounts counts) {}

    /**
     * @param dialling how much may be dialled
     * @param carrier what it does with calls that leave their streams
     * @param sound what all calls together may keep of the agents' sound
     */
    public CallRouter(
            Plan plan, Admission admission, Known known, DialPolicy dialling, Carrier carrier, SoundBudget sound) {
        this.carrier = carrier;
        this.plan = plan;
        this.routes = new RouteTable(plan.routes());
        this.memory = known.memory();
        this.briefings = new Briefings(plan.preAnswer(), routes, memory);
        this.dialling = new DialGuard(routes, briefings, dialling, known.counts(), plan.metrics(), plan.nanoTime());
        this.admission = admission;
        this.transfers = new Transfers(routes, briefings, memory, this.dialling, plan.nanoTime());
        this.entrance = new Entrance(plan, briefings, admission, memory, transfers, this::apology);
        this.running = new RunningCalls(plan, routes, admission, memory, transfers);
        this.assembly = new CallAssembly(plan, admission, memory, this.dialling, running.ledger(), sound);
    }

    @Override
    public CompletionStage<Void> recollect(String callSid, String from) {
        return entrance.recollect(callSid, from);
    }

    @Override
    public CompletionStage<Void> comes(String callSid, String from, String to) {
        return entrance.comes(callSid, from, to);
    }

    @Override
    public CarrierInstruction ring(String callSid, String from, String to) {
        CarrierInstruction step = entrance.ring(new Waiting(callSid, from, to, 0));
        return step instanceof Transfer || step instanceof Hold ? expected(callSid, step) : step;
    }

    @Override
    public CarrierInstruction waits(Waiting waiting) {
        return admission.isOver(waiting.callSid()) ? new HangUp() : entrance.ask(waiting);
    }

    @Override
    public @Nullable PhoneEvents answer(IncomingCall incoming, PhoneLeg leg, Scheduler scheduler) {
        String callSid = incoming.callSid();
        Route route = briefings.route(callSid, incoming.to());
        if (route == null) {
            throw new IllegalStateException("a call was let in that no route serves");
        }
        if (!admission.began(NewCall.of(callSid, route, incoming.from()), incoming.streamSid())) {
            return null;
        }
        RememberedCall known = memory.begins(callSid, incoming.from(), incoming.to(), route.name());
        LiveStream stream = new LiveStream(incoming, known.visit(), route.name(), leg, scheduler);
        running.begin(stream);
        try {
            RunningCall call = assembly.begin(stream, route, known);
            stream.isCall(call);
            if (admission.isOver(callSid)) {
                scheduler.execute(call::onCallCompleted); // the carrier said so while the call was put together
            }
            return plan.placed().of(callSid).around(call, scheduler);
        } catch (RuntimeException bug) {
            running.failed(stream);
            throw bug;
        }
    }

    /** What a caller gets whom nobody can serve. */
    private CarrierInstruction apology(String callSid, String from, String to) {
        return dialling.permitted(routes.apology(callSid, from, to), new DialGuard.Party(callSid, from, to));
    }

    @Override
    public CarrierInstruction next(Question question) {
        String callSid = question.callSid();
        if (admission.isOver(callSid)) {
            return new HangUp();
        }
        RememberedCall known = memory.recall(callSid);
        if (known == null) {
            // Whoever had this call is gone, and with it whether a goodbye was said: no greeting, and no hanging up.
            CarriedConversation carried = CarriedConversation.read(question.chatGroupId());
            memory.comesOver(
                    callSid,
                    question.from(),
                    question.to(),
                    carried.chatGroupId(),
                    carried.farEnd(),
                    BridgePhrases.GOES_ON);
        }
        CallContinuation left = known == null ? null : known.continuation();
        CarrierInstruction next = left == null ? new GoOn() : left.next();
        boolean wasSent =
                question.chatGroupId() != null; // unasked, or away: a link with a conversation, or with none, says so
        if (next instanceof HangUp && wasSent) {
            next = new GoOn(); // that ended its stream, and not the caller
        }
        if (next instanceof GoOn && !wasSent && question.streams() < MAX_STREAMS && isDraining()) {
            next = new GoElsewhere(CarriedConversation.text(known));
        } else if (next instanceof GoOn && (question.streams() >= MAX_STREAMS || running.isLeaving())) {
            next = known == null
                    ? apology(callSid, question.from(), question.to())
                    : apology(callSid, known.from(), known.to());
        }
        return expected(callSid, known == null ? next : transfers.inTurn(callSid, known, next));
    }

    @Override
    public CarrierInstruction holds(Held held) {
        return admission.isOver(held.callSid()) ? new HangUp() : expected(held.callSid(), transfers.holds(held));
    }

    @Override
    public String conversation(String callSid) {
        return CarriedConversation.text(memory.recall(callSid));
    }

    @Override
    public boolean isDraining() {
        return carrier.hasElsewhere && admission.isDraining();
    }

    @Override
    public @Nullable Handover handover(String callSid) {
        RememberedCall known = memory.recall(callSid);
        CallContinuation left = known == null ? null : known.continuation();
        return known == null || left == null || !admission.isDraining() || admission.isOver(callSid)
                ? null
                : new Handover(
                        transfers.dialable(callSid, known, left.next()),
                        CarriedConversation.text(left.chatGroupId(), known.farEnd()));
    }

    @Override
    public void handedOver(String callSid, CarrierInstruction instruction) {
        if (!(instruction instanceof GoOn)) { // whoever is asked for another stream, perhaps we are
            expected(callSid, instruction);
        }
    }

    /** Keeps in mind what the carrier will do now, so that nobody who comes back finds the house empty. */
    private CarrierInstruction expected(String callSid, CarrierInstruction next) {
        if (next instanceof GoOn) {
            admission.expectStream(callSid);
        } else if (next instanceof Transfer || next instanceof Hold) {
            boolean isAskedElsewhere = next instanceof Transfer && isDraining();
            admission.transferred(callSid, isAskedElsewhere ? MAX_RINGING : carrier.maxTransfer.plus(MAX_RINGING));
        } else if (next instanceof GoElsewhere) {
            admission.sentAway(callSid);
        } else {
            admission.answered(callSid);
        }
        return next;
    }

    @Override
    public CarrierInstruction dialed(Dialed dialed) {
        String callSid = dialed.callSid();
        Hold hold = transfers.dialed(dialed);
        if (hold != null && !admission.isOver(callSid)) {
            return expected(callSid, hold);
        }
        if (dialed.outcome() == DialOutcome.TALKED || admission.isOver(callSid)) {
            memory.forget(callSid);
            return expected(callSid, new HangUp());
        }
        transfers.notTaken(dialed);
        return expected(
                callSid, dialed.streams() >= MAX_STREAMS ? apology(callSid, dialed.from(), dialed.to()) : new GoOn());
    }

    @Override
    public String whisper(String callSid) {
        RememberedCall known = memory.recall(callSid);
        return known == null || known.continuation() == null
                ? ""
                : known.continuation().whisper();
    }

    @Override
    public void completed(String callSid) {
        running.completed(callSid);
        transfers.over(callSid);
        memory.forget(callSid);
    }

    @Override
    public void rejected(String reason) {
        plan.metrics().handshakeRejected(reason);
    }

    /** An operator says whether anybody may be dialled, within what the configuration allows. */
    public void dial(boolean isAllowed) {
        dialling.dial(isAllowed);
    }

    /** How many callers wait for a busy destination. */
    public int waitingForPersons() {
        return transfers.waiting();
    }

    /** What others than the carrier do with the calls. */
    public RunningCalls running() {
        return running;
    }
}
