package dev.trunkline.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trunkline.ai.AiLoss;
import dev.trunkline.phone.CarrierInstruction;
import dev.trunkline.testing.RecordingAi;
import dev.trunkline.testing.Scene;
import dev.trunkline.testing.Tones;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AiVanishesAndReturnsTest {

    @ParameterizedTest
    @EnumSource(names = {"DROPPED", "BUSY", "DURATION_LIMIT"})
    void midSentenceAndTheConversationGoesOn(AiLoss.Kind kind) {
        Scene scene = Scene.talking();
        scene.agentSpeaks("m1", "What I wanted to say is", 440, 2_000);
        scene.time.advanceMillis(500);
        RecordingAi.Line first = scene.agent();

        first.lose(kind);
        scene.callerSounds(880, 1_000);
        RecordingAi.Line second = scene.ai.ready();
        scene.time.advanceMillis(2_000);

        assertThat(scene.ai.lines()).hasSize(2);
        assertThat(second.profile().resumedChatGroupId()).isEqualTo("group-1");
        assertThat(second.profile().context()).isNull();
        assertThat(second.heardMillis()).isCloseTo(1_000, within(5L));
        assertThat(Tones.amplitude(second.heard(), 16_000, 880)).isCloseTo(8_000, within(400.0));
        assertThat(first.lateRequests()).isEmpty();
        assertThat(scene.phone.soundedMillis()).isCloseTo(2_000, within(20L));
        assertThat(scene.heard.only(FarEndEvent.AiGone.class).retrying()).isTrue();
        assertThat(scene.heard.last(FarEndEvent.AiReady.class).again()).isTrue();
        assertThat(scene.heard.all(CallEvent.Ended.class)).isEmpty();
    }

    @Test
    void andIsCalledAgainAtOnceAndThenAfterGrowingPauses() {
        Scene scene = Scene.talking();
        scene.time.advanceMillis(60_000);
        scene.agent().lose(AiLoss.Kind.DROPPED);
        int[][] pausesMillis = {{0, 5}, {125, 255}, {500, 1_005}, {1_000, 2_005}, {1_000, 2_005}};

        for (int[] pause : pausesMillis) {
            int linesBefore = scene.ai.lines().size();
            long lostMillis = scene.time.elapsedMillis();
            while (scene.ai.lines().size() == linesBefore) {
                scene.time.advanceMillis(5);
            }
            assertThat(scene.time.elapsedMillis() - lostMillis).isBetween((long) pause[0], (long) pause[1]);
            scene.agent().lose(AiLoss.Kind.DROPPED);
        }
    }

    @Test
    void andItsAnswerIsTimedFromWhenItWasMissed() {
        Scene scene = Scene.begin();
        scene.time.advanceMillis(250);
        scene.ai.ready();
        scene.time.advanceMillis(5_000);
        scene.agent().lose(AiLoss.Kind.DROPPED);
        scene.time.advanceMillis(400);
        scene.ai.ready();

        assertThat(scene.heard.all(FarEndEvent.AiReady.class))
                .extracting(FarEndEvent.AiReady::connectNanos)
                .containsExactly(250_000_000L, 400_000_000L);
    }

    @Test
    void andDoesNotReturnSoTheCallerIsTold() {
        Scene scene = Scene.talking();
        scene.time.advanceMillis(60_000);
        long lostMillis = scene.time.elapsedMillis();

        scene.agent().lose(AiLoss.Kind.DROPPED);
        while (scene.heard.all(CallEvent.Ended.class).isEmpty()) {
            scene.time.advanceMillis(100);
            if (scene.agent().isPending()) {
                scene.agent().lose(AiLoss.Kind.DROPPED);
            }
        }

        var ended = scene.heard.only(CallEvent.Ended.class);
        assertThat(ended.end()).isEqualTo(CallEnd.AI_LOST);
        assertThat(ended.next())
                .isEqualTo(new CarrierInstruction.Apologise(CarrierInstruction.Apologise.SORRY, "+15550009", null));
        assertThat(scene.time.elapsedMillis() - lostMillis).isBetween(30_000L, 33_000L);
        assertThat(scene.ai.lines()).hasSizeBetween(17, 40);
        assertThat(scene.phone.hasLeft()).isTrue();
    }

    @Test
    void againAndAgainAndIsGivenUpInTheEnd() {
        Scene scene = Scene.talking();
        for (int i = 0; i < 200 && scene.heard.all(CallEvent.Ended.class).isEmpty(); i++) {
            if (scene.agent().isLive()) {
                scene.agent().lose(AiLoss.Kind.DROPPED);
            } else if (scene.agent().isPending()) {
                scene.ai.ready();
            }
            scene.time.advanceMillis(300);
        }

        assertThat(scene.heard.only(CallEvent.Ended.class).end()).isEqualTo(CallEnd.AI_LOST);
        assertThat(scene.time.elapsedMillis()).isBetween(30_000L, 33_000L);
        assertThat(scene.ai.lines().size()).isLessThan(30);
    }

    @Test
    void andItsTroublesAreForgottenAfterSomeQuiet() {
        Scene scene = Scene.talking();
        for (int i = 0; i < 20; i++) {
            scene.time.advanceMillis(20_000);
            scene.agent().lose(AiLoss.Kind.DROPPED);
            scene.time.advanceMillis(5);
            scene.ai.ready();
        }

        assertThat(scene.ai.lines()).hasSize(21);
        assertThat(scene.heard.all(CallEvent.Ended.class)).isEmpty();
    }

    @Test
    void withoutItsMemorySoANewConversationIsToldNotToGreetAgain() {
        Scene scene = Scene.talking();
        scene.time.advanceMillis(1_000);
        scene.agent().lose(AiLoss.Kind.DROPPED);
        scene.time.advanceMillis(5);

        scene.agent().lose(AiLoss.Kind.RESUME_FAILED);
        scene.time.advanceMillis(2_000);

        assertThat(scene.agent().profile().resumedChatGroupId()).isNull();
        assertThat(scene.agent().profile().context()).contains("do not greet");
        scene.ai.ready("group-2");
        scene.agent().lose(AiLoss.Kind.DROPPED);
        scene.time.advanceMillis(2_000);
        assertThat(scene.agent().profile().resumedChatGroupId()).isEqualTo("group-2");
        assertThat(scene.agent().profile().context()).isNull();
    }

    @Test
    void onAnotherStreamOfTheSameCall() {
        Scene scene = Scene.prepare().resumed().talking();

        assertThat(scene.agent().profile().resumedChatGroupId()).isEqualTo("group-0");
        assertThat(scene.heard.only(CallEvent.Answered.class).resumed()).isTrue();
    }

    @Test
    void andALateAnswerOfALineThatIsNotWantedAnyMoreIsHungUpOn() {
        Scene scene = Scene.begin();
        RecordingAi.Line line = scene.agent();
        scene.ai.ready();

        var second = new RecordingAi();
        second.connect(line.profile(), line.speaking());
        second.ready();

        assertThat(second.line().wasClosed()).isTrue();
        assertThat(line.isLive()).isTrue();
    }
}
