package dev.trunkline.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trunkline.ai.AiLoss;
import dev.trunkline.control.Destination;
import dev.trunkline.control.HangUpTool;
import dev.trunkline.control.Toolbox;
import dev.trunkline.control.TransferTool;
import dev.trunkline.phone.CarrierInstruction;
import dev.trunkline.testing.Scene;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallerSpeaksIntoTheGoodbyeTest {

    private static final Toolbox TOOLS = new Toolbox(List.of(
            new HangUpTool(),
            new TransferTool(List.of(new Destination("billing", "+15557001", "Invoices.", "+15550002", 25, false)))));
    private static final String BILLING = "{\"destination\":\"billing\"}";

    private final Scene scene = Scene.prepare().tools(TOOLS).talking();

    @Test
    void andTakesItBack() {
        goodbye(scene, 4_000);
        scene.time.advanceMillis(1_000);

        scene.agent().noticesInterruption();
        scene.agent().endsTurn();
        scene.callerSounds(300, 2_000);
        scene.time.advanceMillis(30_000);

        assertThat(scene.phone.hasLeft()).isFalse();
        assertThat(scene.phone.clearsMillis()).hasSize(1);
        assertThat(scene.agent().heardMillis()).isEqualTo(2_000);
        assertThat(loudest(scene)).isGreaterThan(1_000);
        assertThat(scene.agent().contexts()).singleElement().asString().contains("the line stays open");
        assertThat(scene.heard.only(CallEvent.TookBack.class).end()).isEqualTo(CallEnd.AGENT_HUNG_UP);
        assertThat(scene.heard.all(CallEvent.Ended.class)).isEmpty();
    }

    @Test
    void andANewGoodbyeEndsTheCall() {
        goodbye(scene, 4_000);
        scene.time.advanceMillis(1_000);
        scene.agent().noticesInterruption();
        scene.agent().endsTurn();

        scene.agent().callsTool("t2", "hang_up", "{}");
        scene.agentSpeaks("m2", "Goodbye then.", 440, 1_000);
        scene.agent().endsTurn();
        scene.time.advanceMillis(1_100);

        assertThat(scene.heard.only(CallEvent.Ended.class).end()).isEqualTo(CallEnd.AGENT_HUNG_UP);
        assertThat(scene.agent().toolAnswers()).hasSize(2).allMatch(answer -> answer.succeeded());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void inTranscribedWordsToo(boolean interim) {
        goodbye(scene, 4_000);
        scene.time.advanceMillis(1_000);

        scene.agent().transcribes("wait, one more thing", interim);
        scene.time.advanceMillis(10_000);

        assertThat(scene.heard.all(CallEvent.TookBack.class)).hasSize(1);
        assertThat(scene.phone.hasLeft()).isFalse();
    }

    @Test
    void evenWhenAllOfItHasBeenHeardAndTheLineIsNotClosedYet() {
        scene.agentSpeaks("m1", "Goodbye.", 440, 1_000);
        scene.agent().callsTool("t1", "hang_up", "{}");
        scene.time.advanceMillis(1_500);

        scene.agent().transcribes("wait", false);
        scene.time.advanceMillis(10_000);

        assertThat(scene.phone.hasLeft()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bye",
                "Okay, thank you.",
                "Thanks a lot for your help, bye bye!",
                "You too.",
                "Yes, have a nice day.",
                "Alright, see you then."
            })
    void butNotByAGoodbyeOfHisOwn(String words) {
        goodbye(scene, 2_000);
        scene.time.advanceMillis(500);
        scene.agent().transcribes(words, true);
        scene.agent().transcribes(words, false);
        scene.time.advanceMillis(1_700);

        assertThat(scene.heard.only(CallEvent.Ended.class).end()).isEqualTo(CallEnd.AGENT_HUNG_UP);
        assertThat(scene.phone.clearsMillis())
                .as("the goodbye is heard to its end")
                .isEmpty();
        assertThat(scene.heard.all(CallEvent.TookBack.class)).isEmpty();
    }

    @Test
    void alsoWhenTheAiTookItForAnInterruption() {
        goodbye(scene, 4_000);
        scene.time.advanceMillis(1_000);
        scene.agent().noticesInterruption();
        scene.time.advanceMillis(1_500);
        assertThat(scene.phone.hasLeft()).as("nobody knows what he wants").isFalse();

        scene.agent().transcribes("thank you, bye", false);
        scene.time.advanceMillis(1_100);

        assertThat(scene.heard.only(CallEvent.Ended.class).end()).isEqualTo(CallEnd.AGENT_HUNG_UP);
        assertThat(scene.heard.all(CallEvent.TookBack.class)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no, wait",
                "okay but one more question",
                "thank you, and what about my bill",
                "yes I have another"
            })
    void politenessAroundAWishDoesNotHideIt(String words) {
        goodbye(scene, 4_000);
        scene.time.advanceMillis(500);
        scene.agent().transcribes(words, false);
        scene.time.advanceMillis(10_000);

        assertThat(scene.phone.hasLeft()).isFalse();
        assertThat(scene.heard.all(CallEvent.TookBack.class)).hasSize(1);
    }

    @Test
    void thanksIntoATransferDoNotStopIt() {
        scene.agent().callsTool("t1", "transfer_call", BILLING);
        scene.agentSpeaks("m1", "I will put you through.", 440, 2_000);
        scene.agent().endsTurn();
        scene.time.advanceMillis(500);
        scene.agent().transcribes("okay, thanks", false);
        scene.time.advanceMillis(1_700);

        assertThat(scene.heard.only(CallEvent.Ended.class).end()).isEqualTo(CallEnd.TRANSFERRED);
    }

    @Test
    void butNotByACough() {
        goodbye(scene, 2_000);
        scene.agent().transcribes("uh", true);
        scene.time.advanceMillis(2_100);

        assertThat(scene.heard.only(CallEvent.Ended.class).end()).isEqualTo(CallEnd.AGENT_HUNG_UP);
    }

    @Test
    void andATransferIsNotMade() {
        scene.agent().callsTool("t1", "transfer_call", BILLING);
        scene.agentSpeaks("m1", "I will put you through.", 440, 4_000);
        scene.time.advanceMillis(500);

        scene.agent().noticesInterruption();
        scene.agent().endsTurn();
        scene.time.advanceMillis(10_000);
        assertThat(scene.phone.hasLeft()).isFalse();
        assertThat(scene.agent().contexts()).singleElement().asString().contains("the transfer was not made");

        scene.agent().callsTool("t2", "hang_up", "{}");
        scene.time.advanceMillis(4_100);
        assertThat(scene.heard.only(CallEvent.Ended.class).next()).isEqualTo(new CarrierInstruction.HangUp());
        assertThat(scene.heard.only(CallEvent.Ended.class).transferredTo()).isNull();
    }

    @Test
    void andAnAiThatIsLostAfterThatIsCalledAgain() {
        goodbye(scene, 4_000);
        scene.time.advanceMillis(1_000);
        scene.agent().noticesInterruption();

        scene.agent().lose(AiLoss.Kind.DROPPED);
        scene.time.advanceMillis(100);

        assertThat(scene.ai.lines()).hasSize(2);
        assertThat(scene.phone.hasLeft()).isFalse();
    }

    @Test
    void andIsNotHeardWhereItIsProtected() {
        Scene kept = Scene.prepare()
                .policy(CallPolicy.defaults().protectingGoodbye())
                .tools(TOOLS)
                .talking();
        goodbye(kept, 4_000);
        kept.callerSounds(300, 1_000);

        kept.agent().noticesInterruption();
        kept.agent().transcribes("wait, one more thing", false);
        kept.time.advanceMillis(3_100);

        assertThat(kept.agent().heardMillis()).isEqualTo(1_000);
        assertThat(loudest(kept)).isLessThan(100);
        assertThat(kept.phone.clearsMillis()).isEmpty();
        assertThat(kept.phone.soundedMillis()).isCloseTo(4_000, within(20L));
        assertThat(kept.heard.only(CallEvent.Ended.class).end()).isEqualTo(CallEnd.AGENT_HUNG_UP);
        assertThat(kept.heard.all(CallEvent.TookBack.class)).isEmpty();
    }

    @Test
    void andEvisOwnHangUpIsHeardToItsEnd() {
        scene.agentSpeaks("m1", "Goodbye, it was a pleasure.", 440, 22_000);
        scene.agent().lose(AiLoss.Kind.GOODBYE);
        scene.callerSounds(300, 1_000);
        scene.time.advanceMillis(20_900);
        assertThat(scene.phone.hasLeft()).isFalse();
        scene.time.advanceMillis(300);

        assertThat(scene.heard.only(CallEvent.Ended.class).end()).isEqualTo(CallEnd.AGENT_HUNG_UP);
        assertThat(scene.phone.soundedMillis()).isCloseTo(22_000, within(20L));
    }

    @Test
    void aPauseBetweenItsSentencesIsNotItsEnd() {
        scene.agent().callsTool("t1", "hang_up", "{}");
        scene.agentSpeaks("m1", "Thank you for calling.", 440, 3_000);
        scene.time.advanceMillis(4_500);
        scene.agentSpeaks("m2", "Goodbye.", 440, 1_000);
        scene.agent().endsTurn();
        scene.time.advanceMillis(1_100);

        assertThat(scene.phone.soundedMillis()).isCloseTo(4_000, within(20L));
        assertThat(scene.heard.only(CallEvent.Ended.class).end()).isEqualTo(CallEnd.AGENT_HUNG_UP);
    }

    private static void goodbye(Scene scene, int millis) {
        scene.agent().callsTool("t1", "hang_up", "{}");
        scene.agentSpeaks("m1", "Goodbye, and thank you for calling.", 440, millis);
        scene.agent().endsTurn();
    }

    private static int loudest(Scene scene) {
        short[] heard = scene.agent().heard();
        int loudest = 0;
        for (short sample : heard) {
            loudest = Math.max(loudest, Math.abs(sample));
        }
        return loudest;
    }
}
