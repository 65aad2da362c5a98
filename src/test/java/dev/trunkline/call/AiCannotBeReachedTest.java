package dev.trunkline.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.ai.AiLoss;
import dev.trunkline.phone.CarrierInstruction;
import dev.trunkline.phone.PhoneEvents.StreamEnding;
import dev.trunkline.testing.Scene;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AiCannotBeReachedTest {

    private static final CarrierInstruction APOLOGY =
            new CarrierInstruction.Apologise(CarrierInstruction.Apologise.SORRY, "+15550009", null);

    @ParameterizedTest
    @EnumSource(names = {"DROPPED", "BUSY", "RESUME_FAILED"})
    void withinTheWindowSoTheCallerIsTold(AiLoss.Kind kind) {
        Scene scene = Scene.begin();
        while (scene.heard.all(CallEvent.Ended.class).isEmpty()) {
            if (scene.agent().isPending()) {
                scene.agent().lose(kind);
            }
            scene.time.advanceMillis(100);
        }

        var ended = scene.heard.only(CallEvent.Ended.class);
        assertThat(ended.end()).isEqualTo(CallEnd.AI_UNREACHABLE);
        assertThat(ended.end().blame()).isEqualTo(Blame.AI);
        assertThat(ended.next()).isEqualTo(APOLOGY);
        assertThat(scene.continuation()).isEqualTo(new CallContinuation(APOLOGY, null, ""));
        assertThat(scene.time.elapsedMillis()).isBetween(6_000L, 8_500L);
        assertThat(scene.ai.lines()).hasSizeBetween(5, 12);
    }

    @Test
    void unlessTheCallerMayWaitForOneThatNeedsNineSeconds() {
        CallPolicy usual = CallPolicy.defaults();
        CallPolicy.ReconnectPolicy again = usual.reconnect();
        CallPolicy patient = usual.calling(
                new CallPolicy.ReconnectPolicy(
                        again.windowNanos(), Duration.ofSeconds(10).toNanos(), again.outageNanos()),
                usual.patience());
        Scene scene = Scene.prepare().policy(patient).begin();
        scene.time.advanceMillis(3_000);
        scene.agent().lose(AiLoss.Kind.DROPPED);
        scene.time.advanceMillis(6_005);
        scene.agent().lose(AiLoss.Kind.DROPPED);
        scene.time.advanceMillis(9_000);

        scene.ai.ready();

        assertThat(scene.ai.lines()).hasSize(3);
        assertThat(scene.heard.all(CallEvent.Ended.class)).isEmpty();
        assertThat(scene.heard.all(FarEndEvent.AiReady.class)).hasSize(1);
    }

    @Test
    void becauseItRefusesSoTheCallerIsToldAtOnce() {
        Scene scene = Scene.begin();

        scene.agentIsRefused();
        scene.time.advanceMillis(10);

        assertThat(scene.heard.only(CallEvent.Ended.class).end()).isEqualTo(CallEnd.AI_REFUSED);
        assertThat(scene.continuation().next()).isEqualTo(APOLOGY);
        assertThat(scene.ai.lines()).hasSize(1);
        assertThat(scene.heard.only(FarEndEvent.AiGone.class).retrying()).isFalse();
    }

    @Test
    void becauseItRefusesInMidCallAndWhatItSaidIsHeardFirst() {
        Scene scene = Scene.talking();
        scene.agentSpeaks("m1", "One moment please.", 440, 1_500);

        scene.agent().lose(AiLoss.Kind.REFUSED);
        scene.time.advanceMillis(1_400);
        assertThat(scene.phone.hasLeft()).isFalse();
        scene.time.advanceMillis(300);

        assertThat(scene.phone.hasLeft()).isTrue();
        assertThat(scene.phone.soundedMillis()).isBetween(1_480L, 1_520L);
        assertThat(scene.continuation()).isEqualTo(new CallContinuation(APOLOGY, "group-1", ""));
    }

    @Test
    void andTheCallerDoesNotWaitForIt() {
        Scene scene = Scene.begin();
        scene.agent().lose(AiLoss.Kind.DROPPED);
        scene.time.advanceMillis(5);
        scene.agent().lose(AiLoss.Kind.DROPPED);

        scene.call.onStreamEnded(StreamEnding.STOPPED);
        scene.time.advanceMillis(10_000);

        assertThat(scene.ai.lines()).hasSize(2);
        assertThat(scene.time.timers()).isZero();
        assertThat(scene.heard.only(CallEvent.Ended.class).end()).isEqualTo(CallEnd.CALLER_HUNG_UP);
    }
}
