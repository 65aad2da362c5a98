package dev.trunkline.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.ai.AiLoss;
import dev.trunkline.call.OperatorEvent.Supervised;
import dev.trunkline.call.OperatorEvent.Supervised.Action;
import dev.trunkline.control.HangUpTool;
import dev.trunkline.control.Toolbox;
import dev.trunkline.phone.PhoneEvents.StreamEnding;
import dev.trunkline.testing.Scene;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An operator has the agent say something, or tells it something that the caller does not hear. */
class OperatorSpeaksThroughTheAgentTest {

    private static final String ANNA = "anna";

    private final Scene scene = Scene.talking();

    private Supervision supervision() {
        return scene.call.supervision();
    }

    @Test
    void wordForWordInTheAgentsVoice() {
        assertThat(supervision().say(ANNA, "We close at six.")).isNull();

        assertThat(scene.agent().spoken()).containsExactly("We close at six.");
        assertThat(scene.agent().unflushedRequests()).isZero();
        assertThat(scene.heard.only(Supervised.class)).isEqualTo(new Supervised(ANNA, Action.SAY, "We close at six."));
    }

    @Test
    void aContextIsForTheNextAnswerOnly() {
        assertThat(supervision().context(ANNA, "The caller is a journalist.", false))
                .isNull();

        assertThat(scene.agent().contexts()).containsExactly("The caller is a journalist.");
        assertThat(scene.agent().lastingContexts()).isEmpty();
    }

    @Test
    void lastingContextsAddUpAndComeAlongToTheNextLeg() {
        supervision().context(ANNA, "The caller is a journalist.", true);
        supervision().context(ANNA, "The offer ends today.", true);
        assertThat(scene.agent().lastingContexts())
                .last()
                .isEqualTo("The caller is a journalist.\nThe offer ends today.");

        scene.agent().lose(AiLoss.Kind.DROPPED);
        scene.time.advanceMillis(10);
        scene.ai.ready();

        assertThat(scene.agent().lastingContexts())
                .containsExactly("The caller is a journalist.\nThe offer ends today.");
        assertThat(scene.agent().unflushedRequests()).isZero();
    }

    @Test
    void lastingContextsComeAlongToTheChatThatFollows() {
        Scene rolling = Scene.prepare()
                .policy(CallPolicy.defaults().chattingFor(Duration.ofSeconds(100)))
                .talking();
        rolling.call.supervision().context(ANNA, "The caller is a journalist.", true);

        rolling.callerSounds(0, 61_000);
        rolling.ai.ready();
        rolling.callerSounds(0, 10_000);

        assertThat(rolling.heard.all(FarEndEvent.RolledOver.class)).hasSize(1);
        assertThat(rolling.agent().lastingContexts()).containsExactly("The caller is a journalist.");
    }

    @Test
    void aWhisperNamesItselfSo() {
        assertThat(supervision().whisper(ANNA, "Offer ten percent.")).isNull();

        assertThat(scene.agent().contexts())
                .singleElement()
                .asString()
                .contains("Offer ten percent.", "do not mention it");
        assertThat(scene.agent().spoken()).isEmpty();
        assertThat(scene.heard.only(Supervised.class))
                .isEqualTo(new Supervised(ANNA, Action.WHISPER, "Offer ten percent."));
    }

    @Test
    void aWhisperWaitsForAnAgentThatIsBeingCalled() {
        scene.agent().lose(AiLoss.Kind.DROPPED);
        scene.time.advanceMillis(10);

        assertThat(supervision().whisper(ANNA, "Offer ten percent.")).isNull();
        scene.ai.ready();

        assertThat(scene.agent().contexts()).anySatisfy(told -> assertThat(told).contains("Offer ten percent."));
    }

    @Test
    void butWordsAreNotSaidLater() {
        scene.agent().lose(AiLoss.Kind.DROPPED);

        assertThat(supervision().say(ANNA, "We close at six.")).isEqualTo(SupervisionRefusal.AGENT_MISSING);
        scene.time.advanceMillis(10);
        scene.ai.ready();

        assertThat(scene.agent().spoken()).isEmpty();
        assertThat(scene.heard.all(Supervised.class)).isEmpty();
    }

    @Test
    void aNoteIsWrittenDownAndNothingElse() {
        assertThat(supervision().note(ANNA, "Angry about the invoice.")).isNull();

        assertThat(scene.heard.only(Supervised.class))
                .isEqualTo(new Supervised(ANNA, Action.NOTE, "Angry about the invoice."));
        assertThat(scene.agent().contexts()).isEmpty();
    }

    @Test
    void nothingOfItWhenTheEndIsDecided() {
        Scene ending =
                Scene.prepare().tools(new Toolbox(List.of(new HangUpTool()))).talking();
        ending.agentSpeaks("m1", "Goodbye.", 440, 2_000);
        ending.agent().callsTool("t1", "hang_up", "{}");
        Supervision late = ending.call.supervision();

        assertThat(late.say(ANNA, "Wait.")).isEqualTo(SupervisionRefusal.ENDING);
        assertThat(late.whisper(ANNA, "Wait.")).isEqualTo(SupervisionRefusal.ENDING);
        assertThat(late.context(ANNA, "Wait.", true)).isEqualTo(SupervisionRefusal.ENDING);
        assertThat(late.pause(ANNA)).isEqualTo(SupervisionRefusal.ENDING);
        assertThat(late.takeOver(ANNA, new OperatorVoice())).isEqualTo(SupervisionRefusal.ENDING);
        assertThat(late.note(ANNA, "It said goodbye by mistake.")).isNull();
    }

    @Test
    void nothingOfItWhenTheCallIsOver() {
        scene.call.onStreamEnded(StreamEnding.STOPPED);

        assertThat(supervision().say(ANNA, "Wait.")).isEqualTo(SupervisionRefusal.OVER);
        assertThat(supervision().note(ANNA, "Late.")).isEqualTo(SupervisionRefusal.OVER);
        assertThat(supervision().release(ANNA, "")).isEqualTo(SupervisionRefusal.OVER);
        assertThat(scene.heard.all(Supervised.class)).isEmpty();
    }
}
