package dev.trunkline.bridge;

import static dev.trunkline.bridge.RouterScene.FROM;
import static dev.trunkline.bridge.RouterScene.TO;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.ai.AiLoss;
import dev.trunkline.ai.HeardLine;
import dev.trunkline.call.Call;
import dev.trunkline.call.CallEnd;
import dev.trunkline.call.CallEvent;
import dev.trunkline.phone.CarrierEvents.Dialed;
import dev.trunkline.phone.CarrierEvents.Held;
import dev.trunkline.phone.CarrierEvents.Question;
import dev.trunkline.phone.CarrierInstruction;
import dev.trunkline.phone.CarrierInstruction.Apologise;
import dev.trunkline.phone.CarrierInstruction.GoElsewhere;
import dev.trunkline.phone.CarrierInstruction.GoOn;
import dev.trunkline.phone.CarrierInstruction.HangUp;
import dev.trunkline.phone.CarrierInstruction.Transfer;
import dev.trunkline.phone.DialOutcome;
import dev.trunkline.phone.PhoneEvents;
import dev.trunkline.testing.RecordingPhone;
import dev.trunkline.testing.Wavs;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class CallRouterTest {

    private static final Transfer BILLING = new Transfer("billing", "+15550123", null, 25);

    private final RouterScene scene = RouterScene.serving();
    private final CallRouter router = scene.router;

    @Test
    void aNumberThatNoRouteServesIsToldSo() {
        RouterScene other = new RouterScene(2, RouterScene.route("+18005550100", null));

        assertThat(other.router.ring("CA1", FROM, TO)).isEqualTo(new Apologise("This number is not in service."));
        assertThat(other.heard.only(CallEvent.Refused.class).reason()).isEqualTo("no_route");
    }

    @Test
    void aCallBeyondTheLimitGetsItsRoutesWordsAndPerson() {
        RouterScene full = new RouterScene(1, RouterScene.route("*", "+15550009"));
        assertThat(full.router.ring("CA1", FROM, TO)).isEqualTo(new GoOn());

        assertThat(full.router.ring("CA2", FROM, TO)).isEqualTo(new Apologise("Sorry.", "+15550009", FROM));
        assertThat(full.heard.only(CallEvent.Refused.class).reason()).isEqualTo("full");
    }

    @Test
    void aFarEndWithoutRoomForOneOfTwoIsNotAskedForAThird() {
        RouterScene other = new RouterScene(10, RouterScene.route("*", null));
        other.router.ring("CA1", FROM, TO);
        other.talks("CA1", "MZ1");
        other.router.ring("CA2", FROM, TO);
        other.answers("CA2", "MZ2", new RecordingPhone(other.time));
        other.ai.line().lose(AiLoss.Kind.BUSY);

        assertThat(other.router.ring("CA3", FROM, TO)).isEqualTo(new Apologise("Sorry."));
        assertThat(other.heard.only(CallEvent.Refused.class).reason()).isEqualTo("far_end_full");
        assertThat(other.router.ring("CA1", FROM, TO)).isEqualTo(new GoOn());
    }

    @Test
    void whileNoAiCanBeReachedANewCallGetsItsRoutesWordsAndPersonAndNoStream() {
        RouterScene out = new RouterScene(1, RouterScene.route("*", "+15550009"));
        out.router.ring("CA1", FROM, TO);
        out.talks("CA1", "MZ1");
        out.aiIsDown = true;

        assertThat(out.router.ring("CA2", FROM, TO)).isEqualTo(new Apologise("Sorry.", "+15550009", FROM));
        assertThat(out.router.ring("CA1", FROM, TO)).as("a running call").isEqualTo(new GoOn());

        assertThat(out.heard.only(CallEvent.Refused.class).reason()).isEqualTo("ai_down");
        out.aiIsDown = false;
        assertThat(out.admission.census()).isEqualTo(new Admission.Census(1, 0, 0));
    }

    @Test
    void theAgentKnowsWhoCallsWhomOnWhichRoute() {
        scene.talks("CA1", "MZ1");

        assertThat(scene.ai.line().profile().variables())
                .containsEntry("caller", FROM)
                .containsEntry("called", TO)
                .containsEntry("route", "default")
                .containsEntry("shop", "north");
    }

    @Test
    void aCallerWhoseTransferNobodyAnswersIsBackWithTheSameAgentWhoIsToldWhy() {
        router.ring("CA1", FROM, TO);
        Call call = (Call) scene.talks("CA1", "MZ1");
        call.actions().transfer(BILLING, "A caller for you.");
        scene.time.advanceMillis(10_000);
        assertThat(next("CA1", 1)).isEqualTo(new Transfer("billing", "+15550123", FROM, 25));
        assertThat(router.whisper("CA1")).isEqualTo("A caller for you.");

        assertThat(router.dialed(dialed(1, DialOutcome.NO_ANSWER))).isEqualTo(new GoOn());
        scene.talks("CA1", "MZ2");

        assertThat(scene.ai.line().profile().resumedChatGroupId()).isEqualTo("group-1");
        assertThat(scene.ai.line().profile().context())
                .isEqualTo("The transfer to billing failed: no-answer."
                        + " The caller is back on the line with you. Say so, and ask how to go on.");
    }

    @Test
    void aNodeThatKnowsNothingOfTheCallGoesOnWithTheConversationThatItsTransferHadLeft() {
        router.ring("CA1", FROM, TO);
        scene.talks("CA1", "MZ1");
        String left = router.conversation("CA1");
        RouterScene there = RouterScene.serving();

        assertThat(there.router.dialed(new Dialed("CA1", 1, FROM, TO, DialOutcome.NO_ANSWER, left)))
                .isEqualTo(new GoOn());
        there.talks("CA1", "MZ2");

        assertThat(there.ai.line().profile().resumedChatGroupId()).isEqualTo("group-1");
        assertThat(there.ai.line().profile().context()).contains("no-answer");
    }

    @Test
    void soDoesOneWhereSomebodyIsAskedForWhoWaitedForAPerson() {
        router.ring("CA1", FROM, TO);
        scene.talks("CA1", "MZ1");
        String left = router.conversation("CA1");
        RouterScene there = RouterScene.serving();

        assertThat(there.router.holds(new Held("CA1", 1, FROM, TO, "", left))).isEqualTo(new GoOn());
        there.talks("CA1", "MZ2");

        assertThat(there.ai.line().profile().resumedChatGroupId()).isEqualTo("group-1");
    }

    @Test
    void whatWasHeardOnAStreamThatWasLostIsKnownToTheAgentOfTheNext() {
        router.ring("CA1", FROM, TO);
        Call call = (Call) scene.talks("CA1", "MZ1");
        scene.ai.line().says("m1", "Good morning.");
        scene.ai.line().sounds("m1", Wavs.chunks(24_000, 440, 400, 200));
        scene.ai.line().endsTurn();
        scene.time.advanceMillis(1_000);
        scene.ai.line().transcribes("When are you open?", false);
        call.onStreamEnded(PhoneEvents.StreamEnding.LOST);

        scene.talks("CA1", "MZ2");

        assertThat(scene.ai.line().profile().heard())
                .containsExactly(new HeardLine(HeardLine.Speaker.AGENT, "Good morning."));
        scene.ai.line().flush();
        assertThat(scene.ai.line().userTexts()).containsExactly("When are you open?");
    }

    @Test
    void aCallerWhoHasTalkedToAPersonIsDone() {
        scene.talks("CA1", "MZ1");

        assertThat(router.dialed(dialed(1, DialOutcome.TALKED))).isEqualTo(new HangUp());
    }

    @Test
    void theLongestCallIsThatOfAllItsStreamsTogether() {
        router.ring("CA1", FROM, TO);
        PhoneEvents first = scene.talks("CA1", "MZ1");
        scene.time.advanceMillis(3_000_000);
        first.onStreamEnded(PhoneEvents.StreamEnding.LOST);
        scene.talks("CA1", "MZ2");

        scene.time.advanceMillis(599_000);
        assertThat(scene.heard.all(CallEvent.Ended.class)).hasSize(1);
        scene.time.advanceMillis(2_000);

        assertThat(scene.heard.last(CallEvent.Ended.class).end()).isEqualTo(CallEnd.MAX_DURATION);
    }

    @Test
    void whoeverComesBackFromSomebodyElseHasTheWholeTimeAgain() {
        router.ring("CA1", FROM, TO);
        scene.talks("CA1", "MZ1").onStreamEnded(PhoneEvents.StreamEnding.STOPPED);
        scene.time.advanceMillis(3_700_000);
        assertThat(router.ring("CA1", FROM, TO)).isEqualTo(new GoOn());
        scene.talks("CA1", "MZ2");

        scene.time.advanceMillis(3_599_000);
        assertThat(scene.heard.all(CallEvent.Ended.class)).hasSize(1);
        scene.time.advanceMillis(2_000);

        assertThat(scene.heard.last(CallEvent.Ended.class).end()).isEqualTo(CallEnd.MAX_DURATION);
    }

    @Test
    void afterEightStreamsItIsEnough() {
        router.ring("CA1", FROM, TO);

        assertThat(next("CA1", 7)).isEqualTo(new GoOn());
        assertThat(next("CA1", 8)).isEqualTo(new Apologise("Sorry."));
        assertThat(router.dialed(dialed(7, DialOutcome.BUSY))).isEqualTo(new GoOn());
        assertThat(router.dialed(dialed(8, DialOutcome.BUSY))).isEqualTo(new Apologise("Sorry."));
    }

    @Test
    void aSecondStreamOfTheSameCallIsTheCallFromThenOn() {
        router.ring("CA1", FROM, TO);
        scene.talks("CA1", "MZ1");

        scene.talks("CA1", "MZ2");
        scene.time.advanceMillis(1);

        assertThat(scene.heard.only(CallEvent.Ended.class).end()).isEqualTo(CallEnd.STREAM_LOST);
        assertThat(scene.admission.census()).isEqualTo(new Admission.Census(1, 0, 0));
        assertThat(router.running().hangUp("CA1")).isTrue();
    }

    @Test
    void aCallThatIsOverBeforeItsStreamComesIsAnsweredByNobody() {
        router.ring("CA1", FROM, TO);
        router.completed("CA1");

        assertThat(scene.answers("CA1", "MZ1", new RecordingPhone(scene.time))).isNull();
        assertThat(next("CA1", 1)).isEqualTo(new HangUp());
    }

    @Test
    void aNodeThatShutsDownEndsItsCallsAndGivesThemWordsIfNoOtherNodeDoes() {
        router.ring("CA1", FROM, TO);
        scene.talks("CA1", "MZ1");

        router.running().shutDown();
        scene.time.advanceMillis(1);

        assertThat(scene.heard.only(CallEvent.Ended.class).end()).isEqualTo(CallEnd.SHUT_DOWN);
        assertThat(next("CA1", 1)).isEqualTo(new Apologise("Sorry."));
    }

    @Test
    void aDrainingNodeTellsTheCarrierUnaskedWhatComesNext() {
        router.ring("CA1", FROM, TO);
        Call call = (Call) scene.talks("CA1", "MZ1");
        call.actions().hangUp();
        scene.time.advanceMillis(10_000);
        assertThat(router.handover("CA1")).isNull();

        scene.admission.drain();

        var handover = requireNonNull(router.handover("CA1"));
        assertThat(handover.instruction()).isEqualTo(new HangUp());
        assertThat(handover.chatGroupId()).isEqualTo("group-1");
    }

    /** Twilio ends the stream with the word that it also has for a caller who hangs up. */
    @Test
    void whoeverIsSentHereWithHisConversationHasNotHungUp() {
        router.ring("CA1", FROM, TO);
        scene.talks("CA1", "MZ1").onStreamEnded(PhoneEvents.StreamEnding.STOPPED);

        assertThat(router.next(new Question("CA1", 1, FROM, TO, "group-1"))).isEqualTo(new GoOn());

        assertThat(next("CA1", 1)).isEqualTo(new HangUp());
        router.completed("CA1");
        assertThat(router.next(new Question("CA1", 1, FROM, TO, "group-1"))).isEqualTo(new HangUp());
    }

    @Test
    void whoeverWasSentElsewhereAndComesBackIsServedThoughNobodyHasTalkedWithHimYet() {
        RouterScene draining = RouterScene.servingBesideOthers();
        draining.router.ring("CA1", FROM, TO);
        draining.admission.drain();
        CarrierInstruction away = draining.router.next(new Question("CA1", 1, FROM, TO, null));
        assertThat(away).isInstanceOf(GoElsewhere.class);

        String carried = ((GoElsewhere) away).chatGroupId();

        assertThat(draining.router.next(new Question("CA1", 2, FROM, TO, carried)))
                .isEqualTo(new GoOn());
        draining.talks("CA1", "MZ1");
        assertThat(draining.ai.line().profile().resumedChatGroupId()).isNull();
    }

    @Test
    void aDrainingNodeWaitsForWhomItPutsThroughOnlyWhileItRings() {
        RouterScene draining = RouterScene.servingBesideOthers();
        draining.router.ring("CA1", FROM, TO);
        ((Call) draining.talks("CA1", "MZ1")).actions().transfer(BILLING, "A caller for you.");
        draining.time.advanceMillis(10_000);
        draining.admission.drain();

        assertThat(draining.router.next(new Question("CA1", 1, FROM, TO, null))).isInstanceOf(Transfer.class);

        assertThat(draining.router.isDraining()).isTrue();
        draining.time.advanceMillis(59_000);
        assertThat(draining.admission.census().owed()).isEqualTo(1);
        draining.time.advanceMillis(2_000);
        assertThat(draining.admission.census().isEmpty()).isTrue();
    }

    @Test
    void whoeverWasAskedToMoveByADrainThatIsCalledOffStaysUntilTheNext() {
        router.ring("CA1", FROM, TO);
        scene.talks("CA1", "MZ1");
        AtomicBoolean isDraining = new AtomicBoolean(true);
        CallMover first = router.running().mover(Duration.ofSeconds(2), 5, isDraining::get);
        scene.time.advanceMillis(1_000);
        assertThat(first.askOne(scene.time.nowNanos())).isTrue();
        assertThat(first.askOne(scene.time.nowNanos())).as("once").isFalse();
        isDraining.set(false);

        scene.time.advanceMillis(10_000);
        assertThat(scene.heard.all(CallEvent.Ended.class)).isEmpty();

        CallMover second = router.running().mover(Duration.ofSeconds(2), 5, () -> true);
        scene.time.advanceMillis(1_000);
        assertThat(second.askOne(scene.time.nowNanos())).isTrue();
        scene.time.advanceMillis(3_000);
        assertThat(scene.heard.only(CallEvent.Ended.class).end()).isEqualTo(CallEnd.MOVED);
    }

    @Test
    void anOperatorCannotHangUpWhatHasNoSoundHere() {
        router.ring("CA1", FROM, TO);

        assertThat(router.running().hangUp("CA1")).isFalse();
    }

    private CarrierInstruction next(String callSid, int streams) {
        return router.next(new Question(callSid, streams, FROM, TO, null));
    }

    private static Dialed dialed(int streams, DialOutcome outcome) {
        return new Dialed("CA1", streams, FROM, TO, outcome, null);
    }
}
