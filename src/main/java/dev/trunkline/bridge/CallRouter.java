package dev.trunkline.bridge;

import dev.trunkline.ai.AiConnector;
import dev.trunkline.call.BridgePhrases;
import dev.trunkline.call.CallContinuation;
import dev.trunkline.call.CallEvent;
import dev.trunkline.call.CallListener;
import dev.trunkline.call.CallPolicy;
import dev.trunkline.call.CallWitness;
import dev.trunkline.call.RunningCall;
import dev.trunkline.call.SoundAudience;
import dev.trunkline.call.SoundBudget;
import dev.trunkline.continuity.CallMemory;
import dev.trunkline.continuity.RememberedCall;
import dev.trunkline.phone.CarrierEvents;
import dev.trunkline.phone.CarrierInstruction;
import dev.trunkline.phone.CarrierInstruction.Apologise;
import dev.trunkline.phone.CarrierInstruction.GoElsewhere;
import dev.trunkline.phone.CarrierInstruction.GoOn;
import dev.trunkline.phone.CarrierInstruction.HangUp;
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
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Where carriers meet calls: lets them in, puts each together on its own loop, knows what follows a stream. Thread-safe. */
public final class CallRouter implements CarrierEvents {

    static final int MAX_STREAMS = 8; // of one call: a stream that ends at once may not go round for ever
    private static final Duration MAX_RINGING = Duration.ofMinutes(1);

    private final Plan plan;
    private final RouteTable routes;
    private final Admission admission;
    private final CallMemory memory;
    private final TransferReturn returns;
    private final CallAssembly assembly;
    private final Entrance entrance;
    private final DialGuard dialling;
    private final RunningCalls running;
    private final Carrier carrier;

    /**
     * What every call is made of. Immutable.
     *
     * @param routes the first that serves a number takes it
     * @param policy the limits of a call
     * @param inputSampleRateHz what EVI hears
     * @param connectors EVI, as called from a loop
     * @param aiIsDown whether a call that rang now would find no EVI
     * @param listener hears all events
     * @param nanoTime the clock of admission
     * @param audience may listen to the sound of every stream from its beginning on
     * @param placed what stands around calls that we have placed ourselves
     * @param witness may write down what passes between calls and their ports
     */
    public record Plan(
            List<Route> routes,
            CallPolicy policy,
            int inputSampleRateHz,
            Function<Scheduler, AiConnector> connectors,
            BooleanSupplier aiIsDown,
            CallListener listener,
            CallMetrics metrics,
            LongSupplier nanoTime,
            SoundAudience audience,
            PlacedCalls placed,
            CallWitness witness) {}

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
    public record Known(CallMemory memory, FleetCounts counts) {
        /** Of a node that has nobody beside it. */
        public static Known ofOneNode(CallMemory memory) {
            return new Known(memory, FleetCounts.ofOneNode());
        }
    }

    /** One that dials without limits, has nobody beside it, and whose memory ends with the process. */
    public CallRouter(Plan plan, Admission admission) {
        this(
                plan,
                admission,
                Known.ofOneNode(new CallMemory()),
                DialPolicy.unlimited(),
                new Carrier(Duration.ofNanos(plan.policy().limits().maxCallNanos()), false),
                SoundBudget.ofThisMachine());
    }

    /**
     * Takes no calls yet.
     *
     * @param dialling how much may be dialled
     * @param carrier what it does with calls that leave their streams
     * @param sound what all calls together may keep of the agents' sound
     */
    public CallRouter(
            Plan plan, Admission admission, Known known, DialPolicy dialling, Carrier carrier, SoundBudget sound) {
        this.carrier = carrier;
        this.plan = plan;
        this.routes = new RouteTable(plan.routes());
        this.dialling = new DialGuard(routes, dialling, known.counts(), plan.metrics(), plan.nanoTime());
        this.admission = admission;
        this.memory = known.memory();
        this.returns = new TransferReturn(memory);
        this.entrance = new Entrance(routes, admission, memory, this::turnAway);
        this.running = new RunningCalls(plan, routes, admission, memory);
        this.assembly = new CallAssembly(plan, admission, memory, this.dialling, running.ledger(), sound);
    }

    @Override
    public CompletionStage<Void> recollect(String callSid, String from) {
        CompletionStage<Void> call = memory.recollect(callSid);
        return memory.recall(callSid) != null
                ? call
                : call.thenCombine(admission.recollect(NewCall.caller(from)), (a, b) -> a);
    }

    @Override
    public CarrierInstruction ring(String callSid, String from, String to) {
        if (admission.isOver(callSid)) {
            return new HangUp();
        }
        if (routes.of(to) == null) {
            refused(callSid, from, to, "no_route");
            return new Apologise(BridgePhrases.NOT_IN_SERVICE);
        }
        if (memory.recall(callSid) != null) {
            admission.expectStream(callSid); // a running call is let in whoever else is here
            memory.comes(callSid, from, to, BridgePhrases.BACK_FROM_ELSEWHERE);
            return new GoOn();
        }
        if (plan.aiIsDown().getAsBoolean()) {
            refused(callSid, from, to, CallEvent.Refused.AI_DOWN);
            return apology(callSid, from, to);
        }
        return entrance.ask(new Waiting(callSid, from, to, 0));
    }

    @Override
    public CarrierInstruction waits(Waiting waiting) {
        return admission.isOver(waiting.callSid()) ? new HangUp() : entrance.ask(waiting);
    }

    private CarrierInstruction turnAway(Waiting caller, @Nullable String reason) {
        if (reason != null) {
            refused(caller.callSid(), caller.from(), caller.to(), reason);
        }
        return apology(caller.callSid(), caller.from(), caller.to());
    }

    private void refused(String callSid, String from, String to, String reason) {
        plan.listener().onEvent(callSid, plan.nanoTime().getAsLong(), new CallEvent.Refused(from, to, reason));
    }

    @Override
    public @Nullable PhoneEvents answer(IncomingCall incoming, PhoneLeg leg, Scheduler scheduler) {
        String callSid = incoming.callSid();
        Route route = routes.of(incoming.to());
        if (route == null) {
            throw new IllegalStateException("a call was let in that no route serves");
        }
        if (!admission.began(callSid, incoming.streamSid())) {
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
            memory.comesOver(callSid, question.from(), question.to(), question.chatGroupId(), BridgePhrases.GOES_ON);
        }
        CallContinuation left = known == null ? null : known.continuation();
        CarrierInstruction next = left == null ? new GoOn() : left.next();
        if (next instanceof GoOn && question.streams() < MAX_STREAMS && isSentAway(question)) {
            next = new GoElsewhere(known == null ? null : known.chatGroupId());
        } else if (next instanceof GoOn && (question.streams() >= MAX_STREAMS || running.isLeaving())) {
            next = known == null
                    ? apology(callSid, question.from(), question.to())
                    : apology(callSid, known.from(), known.to());
        }
        return expected(callSid, known == null ? next : dialable(callSid, known, next));
    }

    /** Whether another node is to be asked; the carrier who comes with a conversation has been sent away before. */
    private boolean isSentAway(Question question) {
        return carrier.hasElsewhere && admission.isDraining() && question.chatGroupId() == null;
    }

    /** A transfer that the carrier would refuse, for the want of a number to show, or we do, for a limit, is not tried. */
    private CarrierInstruction dialable(String callSid, RememberedCall known, CarrierInstruction next) {
        Route route = routes.of(known.to());
        CarrierInstruction shown =
                route == null ? next : routes.dialable(callSid, route, next, known.from(), known.to());
        shown = dialling.permitted(shown, new DialGuard.Party(callSid, known.from(), known.to()));
        if (next instanceof Transfer && shown instanceof GoOn) {
            returns.onImpossible(callSid, known);
        }
        return shown;
    }

    @Override
    public @Nullable Handover handover(String callSid) {
        RememberedCall known = memory.recall(callSid);
        CallContinuation left = known == null ? null : known.continuation();
        return known == null || left == null || !admission.isDraining() || admission.isOver(callSid)
                ? null
                : new Handover(dialable(callSid, known, left.next()), left.chatGroupId());
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
        } else if (next instanceof Transfer) {
            admission.transferred(callSid, carrier.maxTransfer.plus(MAX_RINGING));
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
        dialling.over(callSid);
        if (dialed.outcome() == DialOutcome.TALKED || admission.isOver(callSid)) {
            memory.forget(callSid);
            return expected(callSid, new HangUp());
        }
        returns.onNotTaken(dialed);
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
        dialling.over(callSid);
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

    /** What others than the carrier do with the calls. */
    public RunningCalls running() {
        return running;
    }
}
