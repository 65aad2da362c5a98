package dev.trunkline.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trunkline.ai.AiLoss;
import dev.trunkline.control.Destination;
import dev.trunkline.control.HangUpTool;
import dev.trunkline.control.Toolbox;
import dev.trunkline.control.TransferTool;
import dev.trunkline.phone.CarrierInstruction;
import dev.trunkline.phone.PhoneEvents.StreamEnding;
import dev.trunkline.testing.Scene;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgentTransfersTheCallerIT {

    private static final Toolbox TOOLS = new Toolbox(List.of(
            new HangUpTool(),
            new TransferTool(List.of(
                    new Destination("billing", "+15557001", "Invoices.", "+15550002", 25, false),
                    new Destination("support", "+15557002", "Everything else.", null, 20, false)))));
    private static final CarrierInstruction.Transfer TO_BILLING =
            new CarrierInstruction.Transfer("billing", "+15557001", "+15550002", 25);

    private static final String BILLING = "{\"destination\":\"billing\",\"reason\":\"A wrong invoice\"}";

    private final Scene scene = Scene.prepare().tools(TOOLS).talking();

    @Test
    void onceTheLastWordsHaveBeenHeard() {
        scene.agentSpeaks("m1", "I will put you through.", 440, 1_500);
        scene.agent().callsTool("t1", "transfer_call", BILLING);
        scene.agentSpeaks("m2", "One moment.", 1_000, 500);
        scene.agent().endsTurn();

        scene.time.advanceMillis(1_990);
        assertThat(scene.phone.hasLeft()).isFalse();
        scene.time.advanceMillis(50);

        assertThat(scene.phone.hasLeft()).isTrue();
        assertThat(scene.phone.soundedMillis()).isCloseTo(2_000, within(20L));
        assertThat(scene.agent().toolAnswers()).hasSize(1).allMatch(answer -> answer.succeeded());
        assertThat(scene.agent().wasClosed()).isTrue();
        assertThat(scene.continuation())
                .isEqualTo(new CallContinuation(TO_BILLING, "group-1", "A caller for you. A wrong invoice."));
        var ended = scene.heard.only(CallEvent.Ended.class);
        assertThat(ended.end()).isEqualTo(CallEnd.TRANSFERRED);
        assertThat(ended.transferredTo()).isEqualTo("billing");
        assertThat(ended.next()).isEqualTo(TO_BILLING);
    }

    @Test
    void withoutLastWordsAfterAShortGrace() {
        scene.agent().callsTool("t1", "transfer_call", BILLING);

        scene.time.advanceMillis(3_900);
        assertThat(scene.phone.hasLeft()).isFalse();
        scene.time.advanceMillis(200);

        assertThat(scene.heard.only(CallEvent.Ended.class).end()).isEqualTo(CallEnd.TRANSFERRED);
    }

    @Test
    void thoughThePhoneNeverConfirmsThatTheyWereHeard() {
        scene.phone.loseMarks();
        scene.agentSpeaks("m1", "I will put you through.", 440, 1_500);
        scene.agent().callsTool("t1", "transfer_call", BILLING);
        scene.agent().endsTurn();

        scene.time.advanceMillis(2_400);
        assertThat(scene.phone.hasLeft()).isFalse();
        scene.time.advanceMillis(300);

        assertThat(scene.heard.only(CallEvent.Ended.class).end()).isEqualTo(CallEnd.TRANSFERRED);
    }

    @Test
    void howeverLongItsLastWordsAre() {
        scene.agent().callsTool("t1", "transfer_call", BILLING);
        scene.agentSpeaks("m1", "Before I do, let me tell you everything.", 440, 90_000);
        scene.agent().endsTurn();

        scene.time.advanceMillis(89_900);
        assertThat(scene.phone.hasLeft()).isFalse();
        scene.time.advanceMillis(300);

        assertThat(scene.heard.only(CallEvent.Ended.class).end()).isEqualTo(CallEnd.TRANSFERRED);
        assertThat(scene.heard.only(TalkEvent.AgentHeard.class).interrupted()).isFalse();
    }

    @Test
    void thoughItNeverStopsTalking() {
        scene.agent().callsTool("t1", "transfer_call", BILLING);
        for (int second = 0; second < 100 && !scene.phone.hasLeft(); second++) {
            scene.agentSpeaks("m" + second, "And another thing.", 440, 1_000);
            scene.time.advanceMillis(1_000);
        }

        assertThat(scene.heard.only(CallEvent.Ended.class).end()).isEqualTo(CallEnd.TRANSFERRED);
        assertThat(scene.heard.only(CallEvent.Ended.class).durationNanos() / 1_000_000_000)
                .isBetween(60L, 64L);
        assertThat(scene.heard.all(CallEvent.FrameRejected.class))
                .isNotEmpty()
                .allMatch(dropped -> dropped.reason().equals("after_farewell"));
    }

    @Test
    void onlyOnce() {
        scene.agent().callsTool("t1", "transfer_call", BILLING);
        scene.agent().callsTool("t2", "transfer_call", "{\"destination\":\"support\"}");
        scene.agent().callsTool("t3", "hang_up", "{}");
        scene.time.advanceMillis(5_000);

        assertThat(scene.agent().toolAnswers())
                .extracting(answer -> answer.succeeded())
                .containsExactly(true, false, false);
        assertThat(scene.continuation().next()).isEqualTo(TO_BILLING);
    }

    @Test
    void thoughTheAiIsLostMeanwhile() {
        scene.agentSpeaks("m1", "I will put you through.", 440, 1_000);
        scene.agent().callsTool("t1", "transfer_call", BILLING);

        scene.agent().lose(AiLoss.Kind.DROPPED);
        scene.time.advanceMillis(1_100);

        assertThat(scene.ai.lines()).hasSize(1);
        assertThat(scene.heard.only(CallEvent.Ended.class).transferredTo()).isEqualTo("billing");
        assertThat(scene.phone.soundedMillis()).isCloseTo(1_000, within(20L));
    }

    @Test
    void thoughTheStreamBreaksMeanwhile() {
        scene.agent().callsTool("t1", "transfer_call", BILLING);

        scene.call.onStreamEnded(StreamEnding.LOST);

        var ended = scene.heard.only(CallEvent.Ended.class);
        assertThat(ended.end()).isEqualTo(CallEnd.STREAM_LOST);
        assertThat(ended.next()).isEqualTo(TO_BILLING);
        assertThat(scene.continuation().whisper()).contains("wrong invoice");
    }

    @Test
    void butNotACallerWhoHasHungUp() {
        scene.agent().callsTool("t1", "transfer_call", BILLING);

        scene.call.onStreamEnded(StreamEnding.STOPPED);

        assertThat(scene.continuation().next()).isEqualTo(new CarrierInstruction.HangUp());
        assertThat(scene.heard.only(CallEvent.Ended.class).transferredTo()).isNull();
    }

    @Test
    void fromAToolThatAnswersAfterTheAiWasLost() {
        CallActions[] actions = new CallActions[1];
        Scene slow =
                Scene.prepare().tools((tool, call, answer) -> actions[0] = call).talking();
        slow.agent().callsTool("t1", "slow_transfer", "{}");
        slow.agent().lose(AiLoss.Kind.DROPPED);

        assertThat(actions[0].transfer(TO_BILLING, "")).isTrue();
        slow.time.advanceMillis(2_100);

        assertThat(slow.heard.only(CallEvent.Ended.class).transferredTo()).isEqualTo("billing");
        assertThat(slow.ai.lines()).hasSize(1);
        assertThat(actions[0].transfer(TO_BILLING, "")).isFalse();
        assertThat(actions[0].hangUp()).isFalse();
    }

    @Test
    void andTellsThePersonWhatTheCallerPressed() {
        "4711#".chars().forEach(key -> scene.call.onDigit((char) key));
        scene.agent().callsTool("t1", "transfer_call", BILLING);
        scene.time.advanceMillis(5_000);

        assertThat(scene.continuation().whisper())
                .isEqualTo("A caller for you. A wrong invoice. The caller entered 4 7 1 1 #.");
    }

    @Test
    void unlessNobodyCanBeDialledForThisCallerAndThenItIsToldAtOnce() {
        Scene unnamed = Scene.prepare().tools(TOOLS).nobodyCanBeDialled().talking();

        unnamed.agent().callsTool("t1", "transfer_call", BILLING);
        unnamed.time.advanceMillis(5_000);

        assertThat(unnamed.agent().toolAnswers()).hasSize(1).noneMatch(answer -> answer.succeeded());
        assertThat(unnamed.heard.all(CallEvent.Ended.class)).isEmpty();
    }

    @Test
    void toNobodyWhoIsNotOnTheList() {
        scene.agent().callsTool("t1", "transfer_call", "{\"destination\":\"+19005550000\"}");
        scene.agent().callsTool("t2", "transfer_call", "[\"billing\"]");
        scene.agent().callsTool("t3", "transfer_call", "{\"destination\":");
        scene.agent().callsTool("t4", "transfer_the_call", BILLING);
        scene.time.advanceMillis(20_000);

        assertThat(scene.heard.all(FarEndEvent.ToolAnswered.class))
                .extracting(FarEndEvent.ToolAnswered::outcome)
                .containsExactly("bad_parameters", "bad_parameters", "bad_parameters", "unknown");
        assertThat(scene.agent().toolAnswers())
                .allMatch(answer -> !answer.succeeded() && !answer.content().isBlank());
        assertThat(scene.heard.all(CallEvent.Ended.class)).isEmpty();
    }
}
