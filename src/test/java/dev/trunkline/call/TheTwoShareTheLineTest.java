package dev.trunkline.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trunkline.phone.PhoneEvents.StreamEnding;
import dev.trunkline.testing.Scene;
import org.junit.jupiter.api.Test;

class TheTwoShareTheLineTest {

    private static final int SILENT = 0;
    private static final double CALLER = 880;
    private static final double AGENT = 440;

    private final Scene scene = Scene.talking();

    @Test
    void whatBothSayAtOnceAndTheLongestSilenceAreToldAtTheEnd() {
        scene.callerSounds(SILENT, 700);
        scene.agentSpeaks("m1", "A long sentence of the agent.", AGENT, 2_000);
        scene.callerSounds(SILENT, 500);
        scene.callerSounds(CALLER, 600);
        scene.callerSounds(SILENT, 900 + 1_500);
        scene.callerSounds(CALLER, 1_000);
        scene.callerSounds(SILENT, 400);

        TalkEvent.LineShared shared = end();

        assertThat(shared.talkOverMillis()).isCloseTo(600, within(80L));
        assertThat(shared.longestSilenceMillis()).isCloseTo(1_500, within(120L));
    }

    @Test
    void soundThatIsTakenBackIsNotHeard() {
        scene.agentSpeaks("m1", "A long sentence of the agent.", AGENT, 4_000);
        scene.callerSounds(SILENT, 500);
        scene.callerSounds(CALLER, 300);
        scene.agent().noticesInterruption();
        scene.callerSounds(CALLER, 1_000);

        TalkEvent.LineShared shared = end();

        assertThat(shared.talkOverMillis()).isCloseTo(300, within(60L));
    }

    @Test
    void whoNeverSpeaksHasAStreamOfSilence() {
        scene.callerSounds(SILENT, 3_000);

        assertThat(end()).isEqualTo(new TalkEvent.LineShared(0, 3_000));
    }

    private TalkEvent.LineShared end() {
        scene.call.onStreamEnded(StreamEnding.STOPPED);
        return scene.heard.only(TalkEvent.LineShared.class);
    }
}
