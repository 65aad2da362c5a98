package dev.trunkline.bridge;

import static dev.trunkline.bridge.RouterScene.FROM;
import static dev.trunkline.bridge.RouterScene.TO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.bridge.Admission.Census;
import dev.trunkline.call.CallEvent;
import dev.trunkline.phone.CarrierEvents.Waiting;
import dev.trunkline.phone.CarrierInstruction;
import dev.trunkline.phone.CarrierInstruction.Apologise;
import dev.trunkline.phone.CarrierInstruction.GoOn;
import dev.trunkline.phone.CarrierInstruction.HangUp;
import dev.trunkline.phone.CarrierInstruction.Wait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallersWaitTheirTurnTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration ASK_EVERY = Duration.ofSeconds(3);
    private static final Apologise SORRY = new Apologise("Sorry.");

    private final RouterScene scene = scene(1, 3);

    @Test
    void whoFindsNoRoomIsToldHisPlaceAndComesInWhenThereIsSome() {
        assertThat(ring("CA1")).isEqualTo(new GoOn());

        assertThat(ring("CA2")).isEqualTo(new Wait(1, "Number 1."));
        assertThat(ring("CA3")).isEqualTo(new Wait(2, "Number 2."));
        assertThat(waits("CA2")).as("told once").isEqualTo(new Wait(1, ""));
        scene.admission.over("CA1");
        assertThat(waits("CA3")).as("not before the first").isEqualTo(new Wait(2, ""));
        assertThat(waits("CA2")).isEqualTo(new GoOn());
        assertThat(waits("CA3")).isEqualTo(new Wait(1, "Number 1."));

        assertThat(scene.heard.all(CallEvent.Refused.class)).isEmpty();
        scene.talks("CA2", "MZ2");
    }

    @Test
    void whoeverComesNowDoesNotOvertake() {
        ring("CA1");
        ring("CA2");
        scene.router.completed("CA1");

        assertThat(ring("CAnew")).isEqualTo(new Wait(2, "Number 2."));
        assertThat(waits("CA2")).isEqualTo(new GoOn());
    }

    @Test
    void aPlaceThatIsGivenIsKeptUntilTheCarrierAsksForIt() {
        ring("CA1");
        ring("CA2");
        scene.router.completed("CA1");

        assertThat(waits("CA2")).isEqualTo(new GoOn());
        assertThat(waits("CA2")).as("out of the queue").isEqualTo(new GoOn());
        assertThat(scene.admission.census()).isEqualTo(new Census(0, 1, 0));
    }

    @Test
    void hisPlaceIsToldAgainEveryHalfAMinute() {
        ring("CA1");
        ring("CA2");
        List<String> told = new ArrayList<>();
        for (int i = 0; i < 15; i++) {
            scene.time.advanceMillis(ASK_EVERY.toMillis());
            scene.admission.expectStream("CA1"); // or its seat would be free
            told.add(((Wait) waits("CA2")).words());
        }

        assertThat(told.stream().filter(words -> !words.isEmpty())).hasSize(1);
        assertThat(told.get(9)).isEqualTo("Number 1.");
    }

    @Test
    void theLineIsAsLongAsItIsAndTheNextHearsTheFallback() {
        ring("CA1");
        for (int i = 2; i <= 4; i++) {
            assertThat(ring("CA" + i)).isInstanceOf(Wait.class);
        }

        assertThat(ring("CA5")).isEqualTo(SORRY);
        assertThat(scene.heard.only(CallEvent.Refused.class).reason()).isEqualTo("full");
        assertThat(scene.admission.waiting()).isEqualTo(3);
    }

    @Test
    void whoHasWaitedTooLongHearsTheFallbackWhicheverWayTheCarrierAsks() {
        ring("CA1");
        scene.admission.began(NewCall.known("CA1"), "MZ1");
        ring("CA2");
        for (long waited = 0; waited < PATIENCE.toMillis() - 1; waited += ASK_EVERY.toMillis()) {
            assertThat(waits("CA2")).isInstanceOf(Wait.class);
            scene.time.advanceMillis(ASK_EVERY.toMillis());
        }

        assertThat(waits("CA2")).isEqualTo(SORRY);
        assertThat(waits("CA2")).as("out of the queue").isEqualTo(SORRY);
        assertThat(scene.heard.only(CallEvent.Refused.class).reason()).isEqualTo("full");
        assertThat(scene.admission.waiting()).isZero();
    }

    @Test
    void onANodeThatDoesNotKnowHimHeHasWaitedAsLongAsTheCarrierSays() {
        ring("CA1");
        scene.admission.began(NewCall.known("CA1"), "MZ1");

        assertThat(scene.router.waits(new Waiting("CA2", FROM, TO, PATIENCE.toMillis() - 3_000)))
                .isInstanceOf(Wait.class);
        scene.time.advanceMillis(3_000);
        assertThat(scene.router.waits(new Waiting("CA2", FROM, TO, PATIENCE.toMillis())))
                .isEqualTo(SORRY);
        assertThat(scene.router.waits(new Waiting("CA3", FROM, TO, PATIENCE.toMillis())))
                .isEqualTo(SORRY);
    }

    @Test
    void whoHangsUpIsNotWaitedForWhetherTheCarrierSaysSoOrNot() {
        ring("CA1");
        scene.admission.began(NewCall.known("CA1"), "MZ1");
        ring("CA2");
        ring("CA3");
        ring("CA4");

        scene.router.completed("CA2");
        assertThat(((Wait) waits("CA3")).position()).isEqualTo(1);
        assertThat(waits("CA2")).isEqualTo(new HangUp());
        scene.time.advanceMillis(15_000);
        waits("CA4");
        scene.time.advanceMillis(3_001);

        assertThat(((Wait) waits("CA4")).position()).as("nobody asks for CA3").isEqualTo(1);
    }

    @Test
    void aNodeThatDrainsTellsThemSoAndWaitsForThem() throws Exception {
        ring("CA1");
        scene.admission.began(NewCall.known("CA1"), "MZ1");
        ring("CA2");
        scene.admission.ended("CA1", "MZ1", false);
        assertThat(scene.admission.census()).isEqualTo(new Census(0, 0, 1));

        scene.admission.drain();
        assertThat(scene.admission.awaitNoCalls(Duration.ofMillis(20))).isFalse();

        assertThat(waits("CA2")).isEqualTo(SORRY);
        assertThat(scene.admission.awaitNoCalls(Duration.ofMillis(20)))
                .as("he may have to leave a queue")
                .isFalse();
        assertThat(waits("CA2")).isEqualTo(SORRY);
        scene.time.advanceMillis(15_001);
        assertThat(scene.admission.awaitNoCalls(Duration.ZERO)).isTrue();
    }

    @Test
    void withoutALineTheFallbackComesAtOnce() {
        RouterScene other = new RouterScene(1, RouterScene.route("*", null));
        other.router.ring("CA1", FROM, TO);

        assertThat(other.router.ring("CA2", FROM, TO)).isEqualTo(SORRY);
        assertThat(other.router.waits(new Waiting("CA2", FROM, TO, 0))).isEqualTo(SORRY);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void theyComeInInTheOrderOfTheirComingWhateverTheCarriersRhythm(long seed) {
        RouterScene busy = scene(3, 50);
        Random random = new Random(seed);
        Map<String, Boolean> waiting = new LinkedHashMap<>();
        List<String> came = new ArrayList<>();
        List<String> entered = new ArrayList<>();
        List<String> talking = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            String callSid = "CA" + i;
            if (busy.router.ring(callSid, FROM, TO) instanceof GoOn) {
                busy.admission.began(NewCall.known(callSid), "MZ");
                talking.add(callSid);
            } else {
                waiting.put(callSid, true);
                came.add(callSid);
            }
        }
        while (!waiting.isEmpty()) {
            if (random.nextInt(6) == 0) {
                busy.admission.ended(talking.remove(random.nextInt(talking.size())), "MZ", false);
            }
            List<String> asked = new ArrayList<>(waiting.keySet());
            java.util.Collections.shuffle(asked, random);
            for (String callSid : asked) {
                if (busy.router.waits(new Waiting(callSid, FROM, TO, 0)) instanceof GoOn) {
                    busy.admission.began(NewCall.known(callSid), "MZ");
                    talking.add(callSid);
                    entered.add(callSid);
                    waiting.remove(callSid);
                }
            }
            assertThat(talking.size()).isLessThanOrEqualTo(3);
            if (talking.isEmpty()) {
                break;
            }
        }

        for (int i = 0; i < entered.size(); i++) {
            // As many as there are free seats may come in at once, in any order among them.
            assertThat(came.indexOf(entered.get(i))).isBetween(i - 2, i + 2);
        }
        assertThat(entered).hasSize(came.size());
    }

    private CarrierInstruction ring(String callSid) {
        return scene.router.ring(callSid, FROM, TO);
    }

    private CarrierInstruction waits(String callSid) {
        return scene.router.waits(new Waiting(callSid, FROM, TO, 0));
    }

    private static RouterScene scene(int maxCalls, int places) {
        return new RouterScene(
                new AdmissionLimits(
                        maxCalls,
                        0,
                        0,
                        0,
                        0,
                        new AdmissionLimits.Line(places, PATIENCE, ASK_EVERY, "Number {position}.")),
                RouterScene.route("*", null));
    }
}
