package dev.trunkline.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.ai.AiLoss;
import dev.trunkline.phone.PhoneEvents;
import dev.trunkline.testing.RecordingAi;
import dev.trunkline.testing.Scene;
import dev.trunkline.testing.Wavs;
import org.junit.jupiter.api.Test;

class ConversationGoesOnByItselfTest {

    private static final String LONG =
            "You have three appointments this week, on Monday at ten, on Tuesday at noon, and on Friday at four.";

    @Test
    void theSentenceThatWasCutIsFinished() {
        Scene scene = Scene.talking();
        scene.agentSpeaks("m1", "Let me see.", 440, 900);
        scene.agentSpeaks("m2", LONG, 440, 4_000);
        scene.agent().says("m3", "Which one shall I move?");
        scene.time.advanceMillis(1_000);

        RecordingAi.Line next = lost(scene);

        assertThat(next.spoken())
                .containsExactly(
                        "on Monday at ten, on Tuesday at noon, and on Friday at four. Which one shall I move?");
        assertThat(next.contexts()).hasSize(1);
        assertThat(next.contexts().get(0))
                .contains("interrupted")
                .contains("The caller has heard: \"You have three appointments this week, on Monday\"")
                .contains("and not: \"at ten, on Tuesday at noon,")
                .contains("do not greet");
        assertThat(next.userTexts()).isEmpty();
        scene.time.advanceMillis(5_000);
        TalkEvent.AgentHeard cut = scene.heard.all(TalkEvent.AgentHeard.class).stream()
                .filter(heard -> heard.messageId().equals("m2"))
                .findFirst()
                .orElseThrow();
        assertThat(cut.interrupted()).isTrue();
        assertThat(cut.heardText()).isNotEqualTo(LONG);
    }

    @Test
    void aSentenceThatFilledTheTimeIsNoAnswer() {
        Scene scene = Scene.talking();
        scene.agent().transcribes("What is the time?", false);
        scene.agent().fills("f1", "One moment, please.");
        scene.agent().sounds("f1", Wavs.chunks(24_000, 440, 1_000, 200));
        scene.time.advanceMillis(1_500);

        RecordingAi.Line next = lost(scene);

        assertThat(next.userTexts()).containsExactly("What is the time?");
        assertThat(next.spoken()).isEmpty();
    }

    @Test
    void aSentenceWhoseSoundHadComeToItsEndIsNotSaidAgain() {
        Scene scene = Scene.talking();
        scene.agentSpeaks("m1", LONG, 440, 6_600);
        scene.agent().sounds("m1", Wavs.silence(24_000, 200));
        scene.time.advanceMillis(1_000);

        RecordingAi.Line next = lost(scene);

        assertThat(next.spoken()).isEmpty();
        assertThat(next.contexts()).isEmpty();
    }

    @Test
    void norThatOfAVoiceWhosePaceIsKnown() {
        Scene scene = Scene.talking();
        for (int i = 0; i < 4; i++) {
            scene.agentSpeaks("m" + i, LONG, 440, 6_000);
            scene.agent().endsTurn();
            scene.time.advanceMillis(7_000);
        }
        scene.agentSpeaks("m4", LONG, 440, 6_150);
        scene.agent().says("m5", "Which one shall I move?");

        RecordingAi.Line next = lost(scene);

        assertThat(next.spoken()).containsExactly("Which one shall I move?");
    }

    @Test
    void aPauseBetweenClausesIsNoEnd() {
        Scene scene = Scene.talking();
        scene.agentSpeaks("m1", LONG, 440, 2_800);
        scene.agent().sounds("m1", Wavs.silence(24_000, 200));

        assertThat(lost(scene).spoken()).hasSize(1);
    }

    @Test
    void onAnotherStreamOfTheSameCallFromWhereTheCallerHeardIt() {
        Scene scene = Scene.talking();
        scene.agentSpeaks("m1", LONG, 440, 6_600);
        scene.agent().endsTurn();
        scene.time.advanceMillis(3_300);
        scene.call.onStreamEnded(PhoneEvents.StreamEnding.LOST);

        Scene again = Scene.prepare().resumedAt(scene.continuation().cutOff()).talking();
        again.agent().flush();

        assertThat(again.agent().spoken())
                .containsExactly("on Monday at ten, on Tuesday at noon, and on Friday at four.");
        assertThat(again.agent().contexts().get(0))
                .contains(
                        "The caller has heard: \"You have three appointments this week, on Monday\" and not: \"at ten,");
    }

    @Test
    void onAnotherStreamTheQuestionIsAnswered() {
        Scene scene = Scene.talking();
        scene.agent().transcribes("What is the time?", false);
        scene.call.onStreamEnded(PhoneEvents.StreamEnding.LOST);

        Scene again = Scene.prepare().resumedAt(scene.continuation().cutOff()).talking();
        again.agent().flush();

        assertThat(again.agent().userTexts()).containsExactly("What is the time?");
    }

    @Test
    void aCallerWhoHasHeardAllLeavesNothingBehind() {
        Scene scene = Scene.talking();
        scene.agentSpeaks("m1", "How can I help?", 440, 900);
        scene.agent().endsTurn();
        scene.time.advanceMillis(3_000);
        scene.call.onStreamEnded(PhoneEvents.StreamEnding.LOST);

        assertThat(scene.continuation().cutOff()).isNull();
    }

    @Test
    void thoughTheNextLegIsLostBeforeItSpoke() {
        Scene scene = Scene.talking();
        scene.agentSpeaks("m1", LONG, 440, 4_000);
        RecordingAi.Line second = lost(scene);

        RecordingAi.Line third = lost(scene);

        assertThat(third.spoken()).isEqualTo(second.spoken()).hasSize(1);
    }

    @Test
    void theQuestionThatWasNotAnsweredIsAnswered() {
        Scene scene = Scene.talking();
        scene.agentSpeaks("m1", "How can I help?", 440, 900);
        scene.agent().endsTurn();
        scene.time.advanceMillis(1_500);
        scene.agent().transcribes("What is the time?", false);

        RecordingAi.Line next = lost(scene);

        assertThat(next.userTexts()).containsExactly("What is the time?");
        assertThat(next.contexts().get(0)).contains("What is the time?");
        assertThat(next.spoken()).isEmpty();
    }

    @Test
    void aCallerWhoSpeaksIsListenedTo() {
        Scene scene = Scene.talking();
        scene.agentSpeaks("m1", LONG, 440, 4_000);
        scene.agent().lose(AiLoss.Kind.DROPPED);
        scene.callerSounds(440, 600);

        RecordingAi.Line next = scene.ai.ready();
        next.flush();

        assertThat(next.spoken()).isEmpty();
        assertThat(next.contexts().get(0)).contains("cut off in mid-sentence");
    }

    @Test
    void nobodyIsMadeToSpeakWhenItIsTheCallersTurn() {
        Scene scene = Scene.talking();
        scene.agentSpeaks("m1", "How can I help?", 440, 900);
        scene.agent().endsTurn();
        scene.time.advanceMillis(3_000);

        RecordingAi.Line next = lost(scene);

        assertThat(next.spoken()).isEmpty();
        assertThat(next.userTexts()).isEmpty();
        assertThat(next.contexts()).isEmpty();
    }

    @Test
    void anInterruptedSentenceIsNotTakenUpAgain() {
        Scene scene = Scene.talking();
        scene.agentSpeaks("m1", LONG, 440, 4_000);
        scene.time.advanceMillis(500);
        scene.agent().noticesInterruption();

        assertThat(lost(scene).spoken()).isEmpty();
    }

    private static RecordingAi.Line lost(Scene scene) {
        scene.agent().lose(AiLoss.Kind.DROPPED);
        scene.time.advanceMillis(260);
        RecordingAi.Line next = scene.ai.ready();
        next.flush();
        return next;
    }
}
