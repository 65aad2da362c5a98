package dev.trunkline.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trunkline.call.OperatorEvent.Supervised;
import dev.trunkline.call.OperatorEvent.Supervised.Action;
import dev.trunkline.phone.CarrierInstruction.Transfer;
import dev.trunkline.testing.Scene;
import org.junit.jupiter.api.Test;

/** An operator has the caller put through. */
@SuppressWarnings("NullAway") // what is missing fails the test
class OperatorTransfersTheCallerTest {

    private static final String ANNA = "anna";
    private static final Transfer BILLING = new Transfer("billing", "+15557001", null, 20);

    private final Scene scene = Scene.talking();

    private Supervision supervision() {
        return scene.call.supervision();
    }

    @Test
    void atOnceWhenTheAgentIsSilent() {
        scene.time.advanceMillis(1_000);

        assertThat(supervision().transfer(ANNA, BILLING, "A caller for you.")).isNull();
        scene.time.advanceMillis(20);

        assertThat(scene.heard.only(CallEvent.Ended.class).end()).isEqualTo(CallEnd.TRANSFERRED);
        assertThat(scene.continuation()).isEqualTo(new CallContinuation(BILLING, "group-1", "A caller for you."));
        assertThat(scene.heard.only(Supervised.class)).isEqualTo(new Supervised(ANNA, Action.TRANSFER, "billing"));
    }

    @Test
    void whenTheAgentHasBeenHeard() {
        scene.agentSpeaks("m1", "It is ten to six.", 440, 2_000);
        scene.agent().endsTurn();
        scene.time.advanceMillis(500);

        supervision().transfer(ANNA, BILLING, "");
        scene.time.advanceMillis(1_400);
        assertThat(scene.heard.all(CallEvent.Ended.class)).isEmpty();
        scene.time.advanceMillis(400);

        assertThat(scene.heard.only(CallEvent.Ended.class).end()).isEqualTo(CallEnd.TRANSFERRED);
        assertThat(scene.heard.only(TalkEvent.AgentHeard.class).interrupted()).isFalse();
    }

    @Test
    void whenWordsHaveBeenHeardThatTheAgentWasMadeToSay() {
        supervision().say(ANNA, "I put you through.");
        scene.time.advanceMillis(50);

        supervision().transfer(ANNA, BILLING, "");
        scene.time.advanceMillis(500); // the voice takes a moment
        scene.agentSpeaks("m1", "I put you through.", 440, 1_000);
        scene.agent().endsTurn();
        scene.time.advanceMillis(1_500);

        assertThat(scene.heard.only(TalkEvent.AgentHeard.class).heardMillis()).isCloseTo(1_000, within(10L));
        assertThat(scene.heard.only(CallEvent.Ended.class).end()).isEqualTo(CallEnd.TRANSFERRED);
    }

    @Test
    void fromAPersonWhoHasTakenOver() {
        supervision().takeOver(ANNA, new OperatorVoice());

        assertThat(supervision().transfer(ANNA, BILLING, "")).isNull();
        scene.time.advanceMillis(50);

        assertThat(scene.heard.only(CallEvent.Ended.class).end()).isEqualTo(CallEnd.TRANSFERRED);
    }

    @Test
    void aCallerWhoSpeaksFirstHasTheAgentAgain() {
        supervision().takeOver(ANNA, new OperatorVoice());
        supervision().transfer(ANNA, BILLING, "");

        scene.agent().transcribes("wait, there is one more thing", false);
        scene.time.advanceMillis(100);

        assertThat(scene.heard.all(CallEvent.Ended.class)).isEmpty();
        assertThat(supervision().resume(ANNA)).isEqualTo(SupervisionRefusal.NOT_PAUSED);
    }

    @Test
    void notToSomebodyWhoMayNotBeDialled() {
        Scene withheld = Scene.prepare().nobodyCanBeDialled().talking();

        SupervisionRefusal refusal = withheld.call.supervision().transfer(ANNA, BILLING, "");

        assertThat(refusal).isNotNull();
        assertThat(refusal.reason()).isEqualTo("no_caller_id");
        withheld.time.advanceMillis(10_000);
        assertThat(withheld.heard.all(CallEvent.Ended.class)).isEmpty();
        assertThat(withheld.heard.all(Supervised.class)).isEmpty();
    }

    @Test
    void onceOnly() {
        supervision().say(ANNA, "I put you through.");
        supervision().transfer(ANNA, BILLING, "");

        assertThat(supervision().transfer(ANNA, BILLING, "")).isEqualTo(SupervisionRefusal.ENDING);
    }
}
