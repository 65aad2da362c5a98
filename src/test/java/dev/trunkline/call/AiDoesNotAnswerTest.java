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

        scene.callerSounds(0, 1_100);

        assertThat(silent.wasClosed()).isTrue();
        assertThat(scene.heard.only(FarEndEvent.AiGone.class).loss().detail())
                .isEqualTo("understands the caller and does not answer");
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
}
