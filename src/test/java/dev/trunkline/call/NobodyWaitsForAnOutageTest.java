package dev.trunkline.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.ai.AiLoss;
import dev.trunkline.phone.CarrierInstruction;
import dev.trunkline.testing.RecordingAi;
import dev.trunkline.testing.Scene;
import org.junit.jupiter.api.Test;

class NobodyWaitsForAnOutageTest {

    private static final CarrierInstruction APOLOGY =
            new CarrierInstruction.Apologise(CarrierInstruction.Apologise.SORRY, "+15550009", null);

    @Test
    void aRunningCallIsHelpedWithinEightSecondsThoughAnAttemptIsUnderWay() {
        Scene scene = Scene.talking();
        scene.time.advanceMillis(60_000);
        scene.agent().lose(AiLoss.Kind.DROPPED);
        scene.time.advanceMillis(5);
        scene.ai.down(true);
        RecordingAi.Line pending = scene.agent();

        scene.time.advanceMillis(6_900);
        assertThat(scene.phone.hasLeft()).isFalse();
        scene.time.advanceMillis(1_000);

        assertThat(scene.phone.hasLeft()).isTrue();
        assertThat(pending.wasCancelled()).isTrue();
        assertThat(scene.heard.only(CallEvent.Ended.class).end()).isEqualTo(CallEnd.AI_LOST);
        assertThat(scene.continuation().next()).isEqualTo(APOLOGY);
        assertThat(scene.time.timers()).isZero();
    }

    @Test
    void soIsOneThatWasNeverAnswered() {
        Scene scene = Scene.begin();
        scene.ai.down(true);

        scene.time.advanceMillis(7_900);

        assertThat(scene.heard.only(CallEvent.Ended.class).end()).isEqualTo(CallEnd.AI_UNREACHABLE);
        assertThat(scene.continuation().next()).isEqualTo(APOLOGY);
    }

    @Test
    void oneThatMayComeBackIsWaitedForLonger() {
        Scene scene = Scene.talking();
        scene.agent().lose(AiLoss.Kind.DROPPED);

        scene.time.advanceMillis(20_000);
        scene.ai.ready();

        assertThat(scene.heard.all(CallEvent.Ended.class)).isEmpty();
    }

    @Test
    void aCallThatTalksDoesNotMindThatOthersReachNobody() {
        Scene scene = Scene.talking();
        scene.ai.down(true);

        scene.time.advanceMillis(60_000);

        assertThat(scene.heard.all(CallEvent.Ended.class)).isEmpty();
    }
}
