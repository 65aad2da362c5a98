package dev.trunkline.outbound;

import dev.trunkline.call.RunningCall;
import dev.trunkline.phone.CallPlacer;
import dev.trunkline.phone.CallProgress;
import dev.trunkline.phone.CallProgress.Stage;
import dev.trunkline.telemetry.Metrics;
import dev.trunkline.testing.ManualScheduler;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;

/** Calls that are placed, in virtual time, by a carrier that does what it is told and remembers what it was asked. */
@SuppressWarnings("NullAway") // what is missing fails the test
final class OutboundScene implements InstantSource {

    static final String OURS = "+18005550199";
    static final String SAN_FRANCISCO = "+14155550100";
    static final String NEW_YORK = "+12125550123";
    static final String BERLIN = "+493012345678";

    /** A Monday, nine in the morning in New York, six in San Francisco. */
    static final Instant MONDAY_AT_NINE_IN_NEW_YORK = Instant.parse("2026-11-30T14:00:00Z");

    static final OutboundPolicy.Limits PLENTY = new OutboundPolicy.Limits(1_000, 1_000, 100, 0);
    static final CallingHours ALWAYS = new CallingHours(LocalTime.MIN, LocalTime.MAX, EnumSet.allOf(DayOfWeek.class));
    static final CallingHours BY_DAY = new CallingHours(
            LocalTime.of(9, 0), LocalTime.of(20, 0), EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.SATURDAY));

    private static final long STEP_MILLIS = 100;

    final Path folder;
    final Carrier carrier = new Carrier();
    Instant now = MONDAY_AT_NINE_IN_NEW_YORK;
    boolean hasRoom = true;
    int freeSeats = 1_000;
    boolean isAttended = true;
    BooleanSupplier lookout = () -> isAttended;
    AnsweredCalls answered;
    OutboundPolicy policy = policy(PLENTY, ALWAYS);
    OutboundCalls calls;

    OutboundScene(Path folder) {
        this.folder = folder;
    }

    static OutboundPolicy policy(OutboundPolicy.Limits limits, CallingHours hours) {
        return new OutboundPolicy(
                Set.of("US", "DE"),
                Map.of(OURS, "default"),
                OURS,
                limits,
                hours,
                Map.of(),
                Map.of(
                        OutboundOutcome.BUSY, List.of(Duration.ofMinutes(5), Duration.ofMinutes(15)),
                        OutboundOutcome.NO_ANSWER, List.of(Duration.ofMinutes(60)),
                        OutboundOutcome.FAILED, List.of(Duration.ofMinutes(10))),
                new OutboundPolicy.Habits(30, true, new OutboundPolicy.Machine(MachineAction.HANG_UP, ""), '9', 72));
    }

    /** A process begins, with what the one before it has left. */
    OutboundScene begin() throws IOException {
        return begin(FileOutboundJournal.open(folder.resolve("outbound")));
    }

    OutboundScene begin(OutboundJournal journal) {
        Metrics metrics = new Metrics();
        answered = new AnsweredCalls(metrics, '9');
        calls = new OutboundCalls(
                policy,
                new OutboundCalls.Parts(
                        carrier,
                        journal,
                        new DoNotCallList(folder.resolve("do-not-call.txt"), this),
                        new NumberingPlan(),
                        Runnable::run,
                        this,
                        calls -> hasRoom && calls <= freeSeats,
                        route -> lookout.getAsBoolean(),
                        answered,
                        metrics));
        return this;
    }

    Submission asks(String number) {
        return calls.submit(new OutboundRequest(number, null, null, Map.of(), null, null))
                .toCompletableFuture()
                .join();
    }

    OrderEntry order(String number) {
        Submission submission = asks(number);
        if (submission instanceof Submission.Taken taken) {
            return taken.entry();
        }
        throw new AssertionError(submission);
    }

    /** How that order stands now. */
    OrderEntry now(OrderEntry entry) {
        OrderEntry found = calls.find(entry.order().id());
        if (found == null) {
            throw new AssertionError("it is forgotten");
        }
        return found;
    }

    /** The stream of a call that was answered has begun; the call itself is none of this test's business. */
    void soundFlows(String callSid) {
        RunningCall nobodyAsksIt = null;
        answered.of(callSid).around(nobodyAsksIt, new ManualScheduler());
    }

    void pass(Duration time) {
        Instant end = now.plus(time);
        while (now.isBefore(end)) {
            now = now.plusMillis(STEP_MILLIS);
            calls.step();
        }
    }

    /** Longer, in bigger steps. */
    void passRoughly(Duration time) {
        Instant end = now.plus(time);
        while (now.isBefore(end)) {
            now = now.plusSeconds(10);
            calls.step();
        }
    }

    @Override
    public Instant instant() {
        return now;
    }

    /** What the carrier was asked for, and what it answers. */
    static final class Carrier implements CallPlacer {
        final List<Placement> placed = new ArrayList<>();
        final Deque<Placing> answers = new ArrayDeque<>();
        final List<CallProgress> known = new ArrayList<>();
        final List<String> ended = new ArrayList<>();
        boolean isSilent;
        boolean isDeaf; // says nothing to an order, ever

        @Override
        public CompletionStage<Placing> place(Placement placement) {
            placed.add(placement);
            if (isDeaf) {
                return new CompletableFuture<>();
            }
            Placing answer = answers.poll();
            return CompletableFuture.completedFuture(
                    answer == null ? new Placing.Accepted("CA" + placed.size()) : answer);
        }

        @Override
        public CompletionStage<Answer> find(String to, String from, long sinceMillis) {
            return CompletableFuture.completedFuture(isSilent ? new Answer.Silent("503") : new Answer.Known(known));
        }

        @Override
        public CompletionStage<Answer> standing(String callSid) {
            return find("", "", 0);
        }

        @Override
        public void end(String callSid) {
            ended.add(callSid);
        }

        Placement last() {
            return placed.get(placed.size() - 1);
        }
    }

    /** The carrier's callback about the last call. */
    void carrierSays(Stage stage, int sipStatus) {
        calls.progressed(carrier.last().orderId(), new CallProgress("CA" + carrier.placed.size(), stage, sipStatus));
    }
}
