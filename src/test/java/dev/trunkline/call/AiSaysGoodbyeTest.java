package dev.trunkline.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trunkline.ai.AiLoss;
import dev.trunkline.ai.ToolCall;
import dev.trunkline.phone.CarrierInstruction;
import dev.trunkline.testing.Scene;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AiSaysGoodbyeTest {

    @ParameterizedTest
    @CsvSource({"GOODBYE, AGENT_HUNG_UP", "INACTIVE, CALLER_SILENT"})
    void andTheLastWordsAreHeardBeforeTheLineIsClosed(AiLoss.Kind kind, CallEnd end) {
        Scene scene = Scene.talking();
        scene.agentSpeaks("m1", "Goodbye then, and thank you.", 440, 2_000);
        scene.agent().lose(kind);

        scene.time.advanceMillis(1_990);
        assertThat(scene.phone.hasLeft()).isFalse();
        scene.time.advanceMillis(40);

        assertThat(scene.phone.hasLeft()).isTrue();
        assertThat(scene.phone.soundedMillis()).isCloseTo(2_000, within(10L));
        assertThat(scene.heard.only(TalkEvent.AgentHeard.class).interrupted()).isFalse();
        assertThat(scene.heard.only(CallEvent.Ended.class).end()).isEqualTo(end);
        assertThat(scene.continuation().next()).isEqualTo(new CarrierInstruction.HangUp());
        assertThat(scene.heard.only(FarEndEvent.AiGone.class).retrying()).isFalse();
        assertThat(scene.ai.lines()).hasSize(1);
    }

    @Test
    void withoutAWordBecauseNobodyIsHeardAndTheCallerIsTold() {
        Scene scene = Scene.talking();
        scene.agentSpeaks("m1", "What is your number?", 440, 2_000);
        scene.agent().endsTurn();
        scene.time.advanceMillis(120_000);

        scene.agent().lose(AiLoss.Kind.INACTIVE);
        scene.time.advanceMillis(5);

        assertThat(scene.heard.only(CallEvent.Ended.class).end()).isEqualTo(CallEnd.CALLER_SILENT);
        assertThat(scene.continuation().next())
                .isEqualTo(new CarrierInstruction.Apologise("We cannot hear you any more. Goodbye."));
    }

    @Test
    void havingSaidNothingAndTheLineIsClosedAtOnce() {
        Scene scene = Scene.talking();
        scene.time.advanceMillis(1_000);

        scene.agent().lose(AiLoss.Kind.GOODBYE);
        scene.time.advanceMillis(5);

        assertThat(scene.heard.only(CallEvent.Ended.class).end()).isEqualTo(CallEnd.AGENT_HUNG_UP);
    }

    @Test
    void withItsOwnHangUpToolWhichIsToldAndNeverAnswered() {
        Scene scene = Scene.talking();
        scene.agent().callsTool(new ToolCall("t1", "hang_up", "{}", true, false));

        assertThat(scene.agent().toolAnswers()).isEmpty();
        assertThat(scene.heard.only(FarEndEvent.ToolCalled.class).tool().builtin())
                .isTrue();
        assertThat(scene.heard.all(FarEndEvent.ToolAnswered.class)).isEmpty();
        assertThat(scene.heard.all(CallEvent.Ended.class)).isEmpty();
    }

    @Test
    void andAPhoneThatNeverConfirmsAnythingDoesNotKeepTheLine() {
        Scene scene = Scene.talking();
        scene.phone.loseMarks();
        scene.agentSpeaks("m1", "Goodbye.", 440, 1_000);
        scene.agent().lose(AiLoss.Kind.GOODBYE);

        scene.time.advanceMillis(1_900);
        assertThat(scene.phone.hasLeft()).isFalse();
        scene.time.advanceMillis(200);
        assertThat(scene.phone.hasLeft()).isTrue();
    }

    @Test
    void andTheCallerWhoSpeaksMeanwhileIsNotKeptForAnybody() {
        Scene scene = Scene.prepare().earlyAudioMillis(100).talking();
        scene.agentSpeaks("m1", "Goodbye.", 440, 1_000);
        scene.agent().lose(AiLoss.Kind.GOODBYE);

        scene.callerSounds(880, 800);

        assertThat(scene.heard.all(CallEvent.FrameRejected.class)).isEmpty();
        assertThat(scene.agent().lateRequests()).isEmpty();
    }
}
