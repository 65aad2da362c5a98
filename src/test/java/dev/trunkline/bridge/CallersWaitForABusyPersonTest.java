package dev.trunkline.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.call.Call;
import dev.trunkline.phone.CarrierEvents.Dialed;
import dev.trunkline.phone.CarrierEvents.Question;
import dev.trunkline.phone.CarrierInstruction;
import dev.trunkline.phone.CarrierInstruction.GoOn;
import dev.trunkline.phone.CarrierInstruction.Hold;
import dev.trunkline.phone.CarrierInstruction.Transfer;
import dev.trunkline.phone.DialOutcome;
import dev.trunkline.testing.ManualScheduler;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway") // what is missing fails the test
class CallersWaitForABusyPersonTest {

    private static final Transfer DESK = new Transfer("desk", "+15550100001", "+15550100000", 25);
    private static final Transfer OTHER = new Transfer("other", "+15550100002", null, 25);
    private static final QueuePlan PLAN = new QueuePlan(
            2,
            Duration.ofSeconds(120),
            Duration.ofSeconds(20),
            "Number {position}, {minutes} minutes. Press {key}.",
            '*',
            null);

    private final ManualScheduler time = new ManualScheduler();
    private final TransferQueues queues = new TransferQueues(time::nowNanos);

    @Test
    void theyHearTheirPlaceWhenItChangesAndEveryHalfAMinute() {
        assertThat(words(enter("CA1"))).isEqualTo("Number 1, 1 minutes. Press star.");
        assertThat(words(enter("CA2"))).isEqualTo("Number 2, 1 minutes. Press star.");
        pass(5);
        assertThat(words(ask("CA2"))).isEmpty();
        queues.leave("CA1");
        assertThat(words(ask("CA2"))).isEqualTo("Number 1, 1 minutes. Press star.");
        assertThat(queues.size()).isEqualTo(1);
    }

    @Test
    void theFirstIsPutThroughOnTrialAfterAWhileAndTheSecondIsNot() {
        enter("CA1");
        enter("CA2");
        pass(19);
        assertThat(ask("CA1")).isInstanceOf(Hold.class);
        pass(1);
        assertThat(ask("CA2")).isInstanceOf(Hold.class);
        assertThat(ask("CA1")).isEqualTo(DESK);
        assertThat(ask("CA1")).as("asked once more by the carrier").isEqualTo(DESK);
    }

    @Test
    void theFirstIsPutThroughAtOnceWhenACallerOfOursHasHungUpThere() {
        enter("CA1");
        queues.freed(DESK.number());

        assertThat(ask("CA1")).isEqualTo(DESK);
    }

    @Test
    void whoFindsItBusyAgainKeepsHisPlace() {
        enter("CA1");
        enter("CA2");
        pass(20);
        assertThat(ask("CA1")).isEqualTo(DESK);

        assertThat(enter("CA1")).isNotNull();
        pass(20);
        assertThat(ask("CA2")).isInstanceOf(Hold.class);
        assertThat(ask("CA1")).isEqualTo(DESK);
    }

    @Test
    void aKeyLeadsBackToTheAgent() {
        enter("CA1");

        assertThat(queues.ask("CA1", "1")).isInstanceOf(Hold.class);
        assertThat(queues.ask("CA1", "*")).isEqualTo(new GoOn());
        assertThat(ask("CA1")).as("asked once more by the carrier").isEqualTo(new GoOn());
        assertThat(queues.size()).isZero();
    }

    @Test
    void nobodyWaitsForEverAndThereAreSoManyPlaces() {
        enter("CA1");
        enter("CA2");
        assertThat(enter("CA3")).isNull();
        assertThat(queues.enter("CA4", OTHER, PLAN)).isNotNull();
        for (int i = 0; i < 4; i++) {
            pass(29);
            ask("CA1");
            ask("CA2");
        }
        pass(5);

        assertThat(ask("CA2")).isEqualTo(new GoOn());
        assertThat(ask("CA9")).as("whom nobody knows").isEqualTo(new GoOn());
    }

    @Test
    void whoIsNotAskedForAnyMoreHasHungUp() {
        enter("CA1");
        for (int i = 0; i < 3; i++) {
            enter("CA2");
            pass(30);
        }

        assertThat(words(enter("CA2"))).startsWith("Number 1");
    }

    /** Several may answer the same number: he talks with one of them. */
    @Test
    void whoIsPutThroughAndTalksKeepsNobodyOut() {
        enter("CA1");
        enter("CA2");
        pass(20);
        assertThat(ask("CA1")).isEqualTo(DESK);

        pass(50);
        assertThat(ask("CA2")).as("it may still turn out to be busy").isInstanceOf(Hold.class);
        pass(40);
        assertThat(ask("CA2")).isEqualTo(DESK);
        pass(90);

        assertThat(queues.isWaitedFor(DESK)).isFalse();
        assertThat(queues.size()).isZero();
    }

    @Test
    void whoRangForLongAndFoundItBusyAgainKeepsHisPlace() {
        Transfer patient = new Transfer("desk", "+15550100001", "+15550100000", 60);
        queues.enter("CA1", patient, PLAN);
        pass(20);
        assertThat(ask("CA1")).isEqualTo(patient);
        pass(58);

        assertThat(queues.enter("CA1", patient, PLAN)).isNotNull();
        pass(5);
        assertThat(words(enter("CA2"))).startsWith("Number 2");
    }

    @Test
    void nobodyIsKeptOutForOneWhoHasHungUp() {
        enter("CA1");
        pass(59);
        assertThat(queues.isWaitedFor(DESK)).isTrue();
        pass(1);

        assertThat(queues.isWaitedFor(DESK)).isFalse();
    }

    /** Any node may be told that a call is over, and how a dial ended. */
    @Test
    void whoHasGoneAsAnotherNodeWasToldHasNoPlaceHereAnyMore() {
        RouterScene scene = new RouterScene(2, queueing(RouterScene.route("*", null)));
        scene.router.ring("CA1", RouterScene.FROM, RouterScene.TO);
        ((Call) scene.talks("CA1", "MZ1")).actions().transfer(DESK, "");
        scene.time.advanceMillis(10_000);
        scene.router.next(new Question("CA1", 1, RouterScene.FROM, RouterScene.TO, null));
        scene.router.dialed(new Dialed("CA1", 1, RouterScene.FROM, RouterScene.TO, DialOutcome.BUSY, null));
        assertThat(scene.router.waitingForPersons()).isEqualTo(1);

        scene.router.running().others().over("CA1");

        assertThat(scene.router.waitingForPersons()).isZero();
    }

    private static Route queueing(Route plain) {
        return new Route(
                plain.name(),
                plain.numbers(),
                null,
                null,
                null,
                plain.variables(),
                plain.toolbox(),
                plain.fallback(),
                0,
                plain.rules(),
                Map.of("desk", PLAN),
                plain.farEnds(),
                plain.description());
    }

    private @Nullable Hold enter(String callSid) {
        return queues.enter(callSid, DESK, PLAN);
    }

    private CarrierInstruction ask(String callSid) {
        return queues.ask(callSid, "");
    }

    private static String words(@Nullable CarrierInstruction step) {
        assertThat(step).isInstanceOf(Hold.class);
        return ((Hold) step).words();
    }

    private void pass(int seconds) {
        time.advance(Duration.ofSeconds(seconds).toNanos());
    }
}
