package dev.trunkline.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trunkline.call.TalkEvent.BargedIn.Cause;
import dev.trunkline.testing.Scene;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The AI has sent everything and cannot know that it is still being played. */
class CallerSpeaksOverAFinishedTurnTest {

    private final Scene scene = Scene.talking();

    @BeforeEach
    void theAgentHasSentMoreThanWasPlayed() {
        scene.agentSpeaks("m1", "A long explanation of everything.", 440, 5_000);
        scene.agent().endsTurn();
        scene.time.advanceMillis(1_000);
    }

    @Test
    void andIsObeyed() {
        scene.agent().transcribes("No", false);

        assertThat(scene.phone.clearsMillis()).containsExactly(1_000L);
        assertThat(scene.heard.only(TalkEvent.BargedIn.class).cause()).isEqualTo(Cause.CALLER_WAS_TRANSCRIBED);
        assertThat(scene.heard.only(TalkEvent.AgentHeard.class).heardMillis()).isCloseTo(1_000, within(20L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"uh", " Hm. ", "", "   "})
    void butACoughDoesNotDoIt(String interim) {
        scene.agent().transcribes(interim, true);
        scene.agent().transcribes("", false);

        scene.time.advanceMillis(5_000);
        assertThat(scene.phone.clearsMillis()).isEmpty();
        assertThat(scene.phone.soundedMillis()).isCloseTo(5_000, within(20L));
    }

    @Test
    void andTwoWordsOfAnInterimTranscriptDo() {
        scene.agent().transcribes("hold on", true);

        assertThat(scene.phone.clearsMillis()).hasSize(1);
    }

    @Test
    void andTheAnswerToThemIsPlayed() {
        scene.agent().transcribes("No, stop", false);
        scene.agentSpeaks("m2", "All right.", 1_000, 400);
        scene.agent().endsTurn();
        scene.time.advanceMillis(1_000);

        assertThat(scene.phone.soundedMillis()).isCloseTo(1_400, within(30L));
        assertThat(scene.heard.last(TalkEvent.AgentHeard.class).interrupted()).isFalse();
        assertThat(scene.heard.last(TalkEvent.TurnTaken.class).nanos()).isZero();
    }

    @Test
    void andIsNotObeyedTwiceWhenTheAiNoticesToo() {
        scene.agent().transcribes("No, stop", false);
        scene.agent().noticesInterruption();

        assertThat(scene.phone.clearsMillis()).hasSize(1);
        assertThat(scene.heard.all(TalkEvent.BargedIn.class)).hasSize(1);
    }
}
