package dev.trunkline.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.testing.RecordingAi;
import dev.trunkline.testing.Scene;
import org.junit.jupiter.api.Test;

class AiDoesNotAnswerTest {

    @Test
    void itUnderstandsTheCallerAndDoesNotAnswer() {
        Scene scene = Scene.talking();
        RecordingAi.Line silent = scene.agent();
        for (int i = 0; i < 3; i++) {
            silent.transcribes("Hello?", false);
            scene.callerSounds(0, 5_000);
        }
        assertThat(silent.wasClosed()).isFalse();

        scene.callerSounds(0, 3_100);

        assertThat(silent.wasClosed()).isTrue();
        assertThat(scene.heard.only(FarEndEvent.AiGone.class).loss().detail())
                .isEqualTo("understands the caller and does not answer");
    }

    @Test
    void whoThinksAboutTheLastOfThreeTurnsMayThink() {
        Scene scene = Scene.talking();
        scene.agent().transcribes("It is 4, 8, 1", false);
        scene.callerSounds(0, 7_000);
        scene.agent().transcribes("then 5, 1", false);
        scene.callerSounds(0, 6_000);
        scene.agent().transcribes("and 6.", false);

        scene.callerSounds(0, 7_900);

        assertThat(scene.ai.lines()).hasSize(1);
        assertThat(scene.agent().wasClosed()).isFalse();
    }

    @Test
    void whoAsksAgainAndAgainIsNotLeftThere() {
        Scene scene = Scene.talking();
        RecordingAi.Line silent = scene.agent();
        for (int i = 0; i < 5; i++) {
            assertThat(silent.wasClosed()).isFalse();
            silent.transcribes("Hello?", false);
            scene.callerSounds(0, 5_000);
        }

        assertThat(silent.wasClosed()).isTrue();
    }

    @Test
    void whoWasAskedToWaitMayWait() {
        Scene scene = Scene.talking();
        scene.agent().transcribes("One moment, please.", false);
        scene.agent().transcribes("Where is that letter?", false);

        scene.callerSounds(0, 60_000);

        assertThat(scene.ai.lines()).hasSize(1);
    }

    @Test
    void whoWaitsForAToolOfOursOwesNoAnswer() {
        Scene scene = Scene.prepare()
                .tools((tool, call, answer) -> answer.mayTake(60_000_000_000L))
                .talking();
        scene.agent().callsTool("t1", "look_up", "{}");
        for (int i = 0; i < 6; i++) {
            scene.agent().transcribes("Hello?", false);
            scene.callerSounds(0, 5_000);
        }

        assertThat(scene.ai.lines()).hasSize(1);
    }

    @Test
    void nothingThatItSaysCanBeHeard() {
        Scene scene = Scene.talking();
        RecordingAi.Line mute = scene.agent();
        for (int i = 1; i <= 3; i++) {
            assertThat(mute.wasClosed()).isFalse();
            saysWithoutSound(scene, "m" + i);
        }

        assertThat(mute.wasClosed()).isTrue();
        assertThat(scene.heard.only(FarEndEvent.AiGone.class).loss().detail())
                .isEqualTo("says nothing that can be heard");
    }

    @Test
    void aSentenceOrTwoWithoutSoundAreForgiven() {
        Scene scene = Scene.talking();
        saysWithoutSound(scene, "m1");
        saysWithoutSound(scene, "m2");
        scene.agentSpeaks("m3", "Hello.", 440, 500);
        scene.agent().endsTurn();
        scene.callerSounds(0, 1_000);
        saysWithoutSound(scene, "m4");
        saysWithoutSound(scene, "m5");
        scene.agent().says("m6", "I was");
        scene.agent().noticesInterruption();
        scene.agent().endsTurn();
        scene.callerSounds(0, 1_000);

        assertThat(scene.ai.lines()).hasSize(1);
    }

    private static void saysWithoutSound(Scene scene, String messageId) {
        scene.agent().says(messageId, "How can I help you?");
        scene.agent().speaking().onMessageRejected("bad_audio");
        scene.agent().endsTurn();
        scene.callerSounds(0, 1_000);
    }
}
