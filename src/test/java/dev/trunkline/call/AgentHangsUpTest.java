package dev.trunkline.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trunkline.control.Destination;
import dev.trunkline.control.HangUpTool;
import dev.trunkline.control.Toolbox;
import dev.trunkline.control.TransferTool;
import dev.trunkline.phone.CarrierInstruction;
import dev.trunkline.phone.PhoneEvents.StreamEnding;
import dev.trunkline.testing.Scene;
import dev.trunkline.testing.Wavs;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgentHangsUpTest {

    private static final Toolbox TOOLS = new Toolbox(List.of(
            new HangUpTool(),
            new TransferTool(List.of(
                    new Destination("billing", "+15557001", "Invoices.", "+15550002", 25, false),
                    new Destination("support", "+15557002", "Everything else.", null, 20, false)))));

    private final Scene scene = Scene.prepare().tools(TOOLS).talking();

    @Test
    void onceTheGoodbyeHasBeenHeard() {
        scene.agent().callsTool("t1", "hang_up", "{}");
        scene.time.advanceMillis(800);
        scene.agentSpeaks("m1", "Goodbye, and thank you for calling.", 440, 2_000);
        scene.agent().endsTurn();

        scene.time.advanceMillis(1_990);
        assertThat(scene.phone.hasLeft()).isFalse();
        scene.time.advanceMillis(50);

        assertThat(scene.phone.soundedMillis()).isCloseTo(2_000, within(20L));
        assertThat(scene.heard.only(TalkEvent.AgentHeard.class).interrupted()).isFalse();
        assertThat(scene.heard.only(CallEvent.Ended.class).end()).isEqualTo(CallEnd.AGENT_HUNG_UP);
        assertThat(scene.continuation().next()).isEqualTo(new CarrierInstruction.HangUp());
        assertThat(scene.agent().toolAnswers()).hasSize(1).allMatch(answer -> answer.succeeded());
    }

    @Test
    void andAPauseWhileItSpeaksIsNotTheEnd() {
        scene.agent().callsTool("t1", "hang_up", "{}");
        scene.agentSpeaks("m1", "Goodbye", 440, 500);
        scene.time.advanceMillis(1_000);
        scene.agentSpeaks("m2", "and thank you.", 440, 500);
        scene.agent().endsTurn();
        scene.time.advanceMillis(600);

        assertThat(scene.phone.soundedMillis()).isCloseTo(1_000, within(20L));
        assertThat(scene.phone.hasLeft()).isTrue();
    }

    @Test
    void alsoWhenTheGoodbyeBeginsLate() {
        scene.agentSpeaks("m1", "One moment.", 440, 500);
        scene.agent().callsTool("t1", "hang_up", "{}");
        scene.time.advanceMillis(500 + 3_500);
        assertThat(scene.phone.hasLeft()).isFalse();

        scene.agentSpeaks("m2", "Goodbye.", 440, 1_000);
        scene.agent().endsTurn();
        scene.time.advanceMillis(1_100);

        assertThat(scene.phone.soundedMillis()).isCloseTo(1_500, within(20L));
        assertThat(scene.phone.hasLeft()).isTrue();
    }

    @Test
    void alsoWhenTheGoodbyeIsAnnouncedAndItsSoundIsLate() {
        scene.agent().callsTool("t1", "hang_up", "{}");
        scene.time.advanceMillis(3_000);
        scene.agent().says("m1", "Goodbye.");
        scene.time.advanceMillis(3_500);
        assertThat(scene.phone.hasLeft()).isFalse();

        scene.agent().sounds("m1", Wavs.chunks(24_000, 440, 1_000, 200));
        scene.time.advanceMillis(1_000 + 2_100);

        assertThat(scene.phone.soundedMillis()).isCloseTo(1_000, within(20L));
        assertThat(scene.phone.hasLeft()).isTrue();
    }

    @Test
    void andNobodyWaitsForAGoodbyeThatDoesNotCome() {
        scene.agent().callsTool("t1", "hang_up", "{}");
        scene.time.advanceMillis(4_100);

        assertThat(scene.phone.hasLeft()).isTrue();
    }

    @Test
    void andDoesNotTransferAfterThat() {
        scene.agent().callsTool("t1", "hang_up", "");
        scene.agent().callsTool("t2", "transfer_call", "{\"destination\":\"billing\"}");
        scene.agent().callsTool("t3", "hang_up", "{}");
        scene.time.advanceMillis(5_000);

        assertThat(scene.agent().toolAnswers())
                .extracting(answer -> answer.succeeded())
                .containsExactly(true, false, true);
        assertThat(scene.continuation().next()).isEqualTo(new CarrierInstruction.HangUp());
    }

    @Test
    void andACallerWhoIsFasterEndsTheCallOnce() {
        scene.agentSpeaks("m1", "Goodbye.", 440, 1_000);
        scene.agent().callsTool("t1", "hang_up", "{}");
        scene.time.advanceMillis(400);

        scene.call.onStreamEnded(StreamEnding.STOPPED);
        scene.time.advanceMillis(20_000);

        assertThat(scene.heard.only(CallEvent.Ended.class).end()).isEqualTo(CallEnd.CALLER_HUNG_UP);
        assertThat(scene.heard.only(TalkEvent.AgentHeard.class).heardMillis()).isCloseTo(400, within(20L));
    }
}
