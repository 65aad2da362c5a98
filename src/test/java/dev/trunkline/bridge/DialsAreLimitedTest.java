package dev.trunkline.bridge;

import static dev.trunkline.bridge.RouterScene.FROM;
import static dev.trunkline.bridge.RouterScene.TO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.call.Call;
import dev.trunkline.call.DialObjection;
import dev.trunkline.phone.CarrierEvents.Dialed;
import dev.trunkline.phone.CarrierEvents.Question;
import dev.trunkline.phone.CarrierInstruction;
import dev.trunkline.phone.CarrierInstruction.Apologise;
import dev.trunkline.phone.CarrierInstruction.GoOn;
import dev.trunkline.phone.CarrierInstruction.Transfer;
import dev.trunkline.phone.DialOutcome;
import dev.trunkline.testing.WrittenLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The carrier is told to dial no more than the operator allows, and the audit log tells what it was told. */
class DialsAreLimitedTest {

    private static final Transfer BILLING = new Transfer("billing", "+15550123456", null, 25);

    private RouterScene scene(DialPolicy policy) {
        return new RouterScene(2, policy, RouterScene.route("*", "+15550100009"));
    }

    @Test
    void theModelIsToldOfALimitBeforeItPromisesAnything() {
        RouterScene scene = scene(new DialPolicy(true, 1, 0, 0, 0, 0));
        scene.router.ring("CA1", FROM, TO);
        Call call = (Call) scene.talks("CA1", "MZ1");
        assertThat(call.actions().objectionTo(BILLING)).isNull();
        call.actions().transfer(BILLING, "");
        scene.time.advanceMillis(10_000);
        assertThat(next(scene, "CA1")).isInstanceOf(Transfer.class);
        scene.router.dialed(new Dialed("CA1", 1, FROM, TO, DialOutcome.NO_ANSWER, null));
        Call again = (Call) scene.talks("CA1", "MZ2");

        assertThat(again.actions().objectionTo(BILLING)).isEqualTo(DialObjection.CALL_LIMIT);
    }

    @Test
    void twoCallsOfOneCallerThatWereBothPromisedADialGetOne() {
        RouterScene scene = scene(new DialPolicy(true, 0, 1, 0, 0, 0));
        for (String sid : new String[] {"CA1", "CA2"}) {
            scene.router.ring(sid, FROM, TO);
            Call call = (Call) scene.talks(sid, "MZ-" + sid);
            assertThat(call.actions().objectionTo(BILLING)).isNull();
            call.actions().transfer(BILLING, "");
        }
        scene.time.advanceMillis(10_000);

        assertThat(next(scene, "CA1")).isInstanceOf(Transfer.class);
        assertThat(next(scene, "CA2")).isEqualTo(new GoOn());
        scene.talks("CA2", "MZ3");
        assertThat(scene.ai.line().profile().context()).contains("The transfer to billing failed");
    }

    @Test
    void withTheSwitchOffTheFallbackIsWordsAlone() {
        RouterScene scene =
                new RouterScene(1, new DialPolicy(false, 0, 0, 0, 0, 0), RouterScene.route("*", "+15550100009"));
        scene.router.ring("CA1", FROM, TO);

        assertThat(scene.router.ring("CA2", FROM, TO)).isEqualTo(new Apologise("Sorry."));
    }

    @Test
    void anOperatorStopsAllDiallingAtOnce() {
        RouterScene scene = scene(DialPolicy.unlimited());
        scene.router.ring("CA1", FROM, TO);
        Call call = (Call) scene.talks("CA1", "MZ1");
        call.actions().transfer(BILLING, "");
        scene.time.advanceMillis(10_000);

        scene.router.dial(false);

        assertThat(call.actions().objectionTo(BILLING)).isEqualTo(DialObjection.SWITCHED_OFF);
        assertThat(next(scene, "CA1")).as("though it was promised before").isEqualTo(new GoOn());
        scene.router.dial(true);
        assertThat(call.actions().objectionTo(BILLING)).isNull();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aDialWhoseEndAnotherNodeWasToldIsOverHereToo(boolean isCallOver) {
        RouterScene scene = scene(new DialPolicy(true, 0, 0, 0, 1, 0));
        scene.router.ring("CA1", FROM, TO);
        Call call = (Call) scene.talks("CA1", "MZ1");
        call.actions().transfer(BILLING, "");
        scene.time.advanceMillis(10_000);
        assertThat(next(scene, "CA1")).isInstanceOf(Transfer.class);

        if (isCallOver) {
            scene.router.running().others().over("CA1");
        } else {
            scene.router.running().others().claimed("CA1", Long.MAX_VALUE); // the caller is back with the agent there
        }
        scene.time.advanceMillis(61_000);

        scene.router.ring("CA2", FROM, TO);
        Call other = (Call) scene.talks("CA2", "MZ2");
        assertThat(other.actions().objectionTo(BILLING)).isNull();
    }

    @Test
    void everyDialAndEveryRefusalIsOneLineWithoutANumber() {
        try (WrittenLog log = WrittenLog.begin()) {
            RouterScene scene =
                    new RouterScene(1, new DialPolicy(true, 0, 0, 1, 0, 0), RouterScene.route("*", "+15550100009"));
            scene.router.ring("CA1", FROM, TO);
            scene.router.ring("CA2", FROM, TO);
            scene.router.ring("CA3", FROM, TO);

            assertThat(log.text().lines().filter(line -> line.contains(" audit call action ")))
                    .satisfiesExactly(
                            dialled -> assertThat(dialled)
                                    .contains(
                                            "action=\"fallback\"",
                                            "callSid=\"CA2\"",
                                            "outcome=\"dialled\"",
                                            "route=\"default\"",
                                            "from=\"+14*******00\"",
                                            "number=\"+15*******09\""),
                            refused -> assertThat(refused)
                                    .contains(
                                            "action=\"fallback\"",
                                            "callSid=\"CA3\"",
                                            "outcome=\"refused\"",
                                            "reason=\"destination_limit\""));
        }
    }

    private static CarrierInstruction next(RouterScene scene, String callSid) {
        return scene.router.next(new Question(callSid, 1, FROM, TO, null));
    }
}
