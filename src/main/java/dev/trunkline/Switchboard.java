package dev.trunkline;

import dev.trunkline.ai.AgentProfile;
import dev.trunkline.ai.AiConnector;
import dev.trunkline.call.Admission;
import dev.trunkline.call.Call;
import dev.trunkline.call.CallEnd;
import dev.trunkline.call.CallEvent;
import dev.trunkline.call.CallListener;
import dev.trunkline.call.CallPolicy;
import dev.trunkline.call.CallSetup;
import dev.trunkline.call.NextStep;
import dev.trunkline.call.Sequel;
import dev.trunkline.call.SoundBudget;
import dev.trunkline.continuity.CallMemory;
import dev.trunkline.net.LoopScheduler;
import dev.trunkline.phone.IncomingCall;
import dev.trunkline.phone.PhoneEvents;
import dev.trunkline.phone.PhoneLeg;
import dev.trunkline.phone.twilio.CallDesk;
import dev.trunkline.telemetry.CallMetrics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the carrier's side meets the calls: lets them in, puts each together on its own loop, and knows what comes after
 * a stream. Thread-safe.
 */
final class Switchboard implements CallDesk {

    private static final Logger LOG = LoggerFactory.getLogger(Switchboard.class);
    private static final int MAX_STREAMS = 8; // of one call: a stream that ends at once may not go round for ever
    private static final Duration MAX_RINGING = Duration.ofMinutes(1);
    private static final String BACK =
            "The caller was taken elsewhere in the meantime and is back on the line. Do not greet again; go on.";
    private static final String INTERRUPTED = "This call goes on after an interruption; do not greet the caller again.";

    private final Plan plan;
    private final Admission admission;
    private final CallMemory memory = new CallMemory();
    private final SoundBudget sound = SoundBudget.ofThisMachine();
    private final Map<String, Live> live = new ConcurrentHashMap<>();
    private volatile boolean shuttingDown;

    /**
     * What every call is made of.
     *
     * @param routes the first that serves a number takes it
     * @param policy the limits of a call; the apology is the route's
     * @param inputSampleRateHz what EVI hears
     * @param connectors EVI, as called from a loop
     * @param listener hears all events
     * @param nanoTime the clock of admission
     */
    record Plan(
            List<Route> routes,
            CallPolicy policy,
            int inputSampleRateHz,
            Function<LoopScheduler, AiConnector> connectors,
            CallListener listener,
            CallMetrics metrics,
            LongSupplier nanoTime) {}

    private record Live(String streamSid, Call call, LoopScheduler scheduler) {
        void post(Runnable task) {
            scheduler.loop().execute(task);
        }
    }

    Switchboard(Plan plan, Admission admission) {
        this.plan = plan;
        this.admission = admission;
    }

    @Override
    public NextStep ring(String callSid, String from, String to) {
        if (admission.isOver(callSid)) {
            return new NextStep.HangUp();
        }
        Route route = Route.of(plan.routes(), to);
        if (route == null) {
            refused(callSid, from, to, "no_route");
            return new NextStep.Apologise("This number is not in service.");
        }
        if (memory.recall(callSid) != null) {
            admission.expectStream(callSid); // a running call is let in whoever else is here
        } else {
            String refusal = admission.ring(callSid);
            if (refusal != null) {
                refused(callSid, from, to, refusal);
                return apology(callSid, from, to);
            }
        }
        memory.comes(callSid, from, to, BACK);
        return new NextStep.GoOn();
    }

    private void refused(String callSid, String from, String to, String reason) {
        plan.listener().onEvent(callSid, plan.nanoTime().getAsLong(), new CallEvent.Refused(from, to, reason));
    }

    @Override
    public @Nullable PhoneEvents answer(IncomingCall incoming, PhoneLeg leg, LoopScheduler scheduler) {
        String callSid = incoming.callSid();
        Route route = Route.of(plan.routes(), incoming.to());
        if (route == null) {
            throw new IllegalStateException("a call was let in that no route serves");
        }
        if (!admission.began(callSid, incoming.streamSid())) {
            return null;
        }
        CallMemory.Remembered known = memory.recall(callSid);
        CallSetup setup = new CallSetup(
                incoming,
                route.name(),
                agent(incoming, route, known),
                plan.policy().withApology(route.fallback().words()),
                route.fallback().number(),
                transfer ->
                        shown(callSid, route, transfer, incoming.from(), incoming.to()) instanceof NextStep.Transfer,
                known == null || known.sequel() == null ? null : known.sequel().cutOff());
        int visit = known == null ? 0 : known.visit();
        Call call = Call.begin(
                setup,
                new CallSetup.Surroundings(
                        leg,
                        plan.connectors().apply(scheduler),
                        route.toolbox(),
                        scheduler,
                        (sid, atNanos, event) -> onEvent(incoming, visit, atNanos, event),
                        plan.metrics(),
                        (sid, sequel) -> memory.keep(sid, visit, sequel),
                        sound));
        Live before = live.put(callSid, new Live(incoming.streamSid(), call, scheduler));
        if (before != null) {
            // The carrier opened a second stream for the same call: the newest one is the call.
            before.post(() -> before.call().onStreamEnded(PhoneEvents.StreamEnding.LOST));
        }
        if (admission.isOver(callSid)) {
            scheduler.loop().execute(call::onCallCompleted); // the carrier said so while the call was put together
        }
        if (shuttingDown) {
            scheduler.loop().execute(() -> call.onEndOrdered(CallEnd.SHUT_DOWN));
        }
        return call;
    }

    private AgentProfile agent(IncomingCall incoming, Route route, CallMemory.@Nullable Remembered known) {
        Map<String, String> variables = new HashMap<>(route.variables());
        variables.put("caller", incoming.from());
        variables.put("called", incoming.to());
        variables.put("route", route.name());
        return new AgentProfile(
                incoming.callSid(),
                route.configId(),
                route.configVersion(),
                known == null ? null : known.chatGroupId(),
                plan.inputSampleRateHz(),
                variables,
                known == null ? null : known.news(),
                route.toolbox().specs());
    }

    private void onEvent(IncomingCall incoming, int visit, long atNanos, CallEvent event) {
        String callSid = incoming.callSid();
        if (event instanceof CallEvent.AiReady ready) {
            memory.talks(callSid, visit, ready.chatGroupId());
        } else if (event instanceof CallEvent.Ended ended) {
            live.computeIfPresent(
                    callSid, (sid, newest) -> newest.streamSid().equals(incoming.streamSid()) ? null : newest);
            boolean callerIsGone = ended.end() == CallEnd.CALLER_HUNG_UP || ended.end() == CallEnd.CARRIER_COMPLETED;
            admission.ended(callSid, incoming.streamSid(), !callerIsGone);
        }
        plan.listener().onEvent(callSid, atNanos, event);
    }

    @Override
    public NextStep next(Question question) {
        String callSid = question.callSid();
        if (admission.isOver(callSid)) {
            return new NextStep.HangUp();
        }
        CallMemory.Remembered known = memory.recall(callSid);
        if (known == null) {
            // Whoever had this call is gone, and with it whether a goodbye was said: no greeting, and no hanging up.
            memory.comesOver(callSid, question.from(), question.to(), question.chatGroupId(), INTERRUPTED);
        }
        Sequel sequel = known == null ? null : known.sequel();
        NextStep next = sequel == null ? new NextStep.GoOn() : sequel.next();
        if (next instanceof NextStep.GoOn && (question.attempt() >= MAX_STREAMS || shuttingDown)) {
            next = known == null
                    ? apology(callSid, question.from(), question.to())
                    : apology(callSid, known.from(), known.to());
        }
        return expected(callSid, known == null ? next : identified(callSid, known, next));
    }

    private NextStep apology(String callSid, String from, String to) {
        Route route = Route.of(plan.routes(), to);
        return route == null
                ? new NextStep.Apologise(plan.policy().apology())
                : shown(callSid, route, route.fallback().apology(), from, to);
    }

    /** With what the phone shows that is rung. A transfer that the carrier would refuse for the want of it is not tried. */
    private NextStep identified(String callSid, CallMemory.Remembered known, NextStep next) {
        Route route = Route.of(plan.routes(), known.to());
        NextStep shown = route == null ? next : shown(callSid, route, next, known.from(), known.to());
        if (next instanceof NextStep.Transfer && shown instanceof NextStep.GoOn) {
            memory.goesOn(callSid, transferFailed(known, "it cannot be dialled for this caller"));
        }
        return shown;
    }

    private static NextStep shown(String callSid, Route route, NextStep next, String from, String to) {
        NextStep shown = route.identified(next, from, to);
        if (shown != null) {
            return shown;
        }
        LOG.atWarn()
                .addKeyValue("callSid", callSid)
                .addKeyValue("route", route.name())
                .log(
                        "nobody is dialled: neither caller nor called party has a number to show, give the route a callerId");
        return next instanceof NextStep.Apologise apology
                ? new NextStep.Apologise(apology.words())
                : new NextStep.GoOn();
    }

    @Override
    public @Nullable Sequel order(String callSid) {
        CallMemory.Remembered known = memory.recall(callSid);
        Sequel sequel = known == null ? null : known.sequel();
        if (known == null || sequel == null || !admission.isDraining() || admission.isOver(callSid)) {
            return null;
        }
        return new Sequel(
                identified(callSid, known, sequel.next()), sequel.chatGroupId(), sequel.whisper(), sequel.cutOff());
    }

    @Override
    public void ordered(String callSid, NextStep step) {
        if (!(step instanceof NextStep.GoOn)) { // whoever is asked for another stream, perhaps we are
            expected(callSid, step);
        }
    }

    /** Keeps in mind what the carrier will do now, so that nobody who comes back finds the house empty. */
    private NextStep expected(String callSid, NextStep next) {
        if (next instanceof NextStep.GoOn) {
            admission.expectStream(callSid);
        } else if (next instanceof NextStep.Transfer) {
            admission.transferred(
                    callSid, Duration.ofNanos(plan.policy().maxCallNanos()).plus(MAX_RINGING));
        } else {
            admission.answered(callSid);
        }
        return next;
    }

    @Override
    public NextStep dialed(String callSid, Dialed dialed) {
        if (dialed.talked() || admission.isOver(callSid)) {
            memory.forget(callSid);
            return expected(callSid, new NextStep.HangUp());
        }
        CallMemory.Remembered known = memory.recall(callSid);
        String news = transferFailed(known, dialed.why());
        if (known == null) {
            // A node that was restarted meanwhile knows nothing of the call; the caller is there all the same.
            memory.comesOver(callSid, dialed.from(), dialed.to(), null, news);
        } else {
            memory.goesOn(callSid, news);
        }
        return expected(callSid, new NextStep.GoOn());
    }

    private static String transferFailed(CallMemory.@Nullable Remembered known, String why) {
        Sequel sequel = known == null ? null : known.sequel();
        String who = sequel != null && sequel.next() instanceof NextStep.Transfer transfer
                ? transfer.destination()
                : "a person";
        return "The transfer to " + who + " failed: " + why
                + ". The caller is back on the line with you. Say so, and ask how to go on.";
    }

    @Override
    public String whisper(String callSid) {
        CallMemory.Remembered known = memory.recall(callSid);
        return known == null || known.sequel() == null ? "" : known.sequel().whisper();
    }

    @Override
    public void completed(String callSid) {
        admission.over(callSid);
        Live over = live.get(callSid);
        if (over != null) {
            over.post(over.call()::onCallCompleted);
        }
        memory.forget(callSid);
    }

    @Override
    public void rejected(String reason) {
        plan.metrics().handshakeRejected(reason);
    }

    /**
     * An operator ends a call.
     *
     * @return false when it has no sound here
     */
    boolean hangUp(String callSid) {
        Live over = live.get(callSid);
        if (over != null) {
            over.post(() -> over.call().onEndOrdered(CallEnd.OPERATOR_HUNG_UP));
        }
        return over != null;
    }

    /**
     * Ends every call that is left, and those whose stream is still to come. Their carriers ask what comes next: another
     * node goes on with them, and if there is none, this one has words for them, or the route's fallback number.
     */
    void shutDown() {
        shuttingDown = true;
        live.values().forEach(call -> call.post(() -> call.call().onEndOrdered(CallEnd.SHUT_DOWN)));
    }
}
