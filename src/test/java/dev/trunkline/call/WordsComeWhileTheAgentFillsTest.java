package dev.trunkline.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trunkline.testing.Scene;
import dev.trunkline.testing.Wavs;
import org.junit.jupiter.api.Test;

/** The AI says something while it is still busy with what the caller has said: those words are no interruption of it. */
class WordsComeWhileTheAgentFillsTest {

    private final Scene scene = Scene.talking();

    @Test
    void theFillerIsHeardAndNobodyHasInterrupted() {
        scene.agent().fills("f1", "One moment, please.");
        scene.agent().sounds("f1", Wavs.chunks(24_000, 440, 800, 200));
        scene.time.advanceMillis(400);

        scene.agent().transcribes("what is my balance", false);
        scene.agentSpeaks("m1", "Ten pounds.", 1_000, 400);
        scene.agent().endsTurn();
        scene.time.advanceMillis(2_000);

        assertThat(scene.phone.clearsMillis()).isEmpty();
        assertThat(scene.phone.soundedMillis()).isCloseTo(1_200, within(30L));
        assertThat(scene.heard.last(TalkEvent.AgentHeard.class).interrupted()).isFalse();
    }
}
