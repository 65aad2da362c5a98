package dev.trunkline.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trunkline.ai.AiLoss;
import dev.trunkline.control.Destination;
import dev.trunkline.control.HangUpTool;
import dev.trunkline.control.Toolbox;
import dev.trunkline.control.TransferTool;
import dev.trunkline.phone.PhoneEvents.StreamEnding;
import dev.trunkline.testing.RecordingPhone;
import dev.trunkline.testing.Scene;
import dev.trunkline.testing.Tones;
import dev.trunkline.testing.Wavs;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The AI holds the agent's sound until it knows whether the caller interrupts. */
class CallerMayBeInterruptingTest {

    private static final int LEAD_MILLIS = 160;
    private static final String STORY = "Once upon a time there was a telephone that listened to everybody.";
    private static final Toolbox TOOLS = new Toolbox(List.of(
            new HangUpTool(),
            new TransferTool(List.of(new Destination("billing", "+15557001", "Invoices.", "+15550002", 25, false)))));

    private final Scene scene = Scene.prepare().tools(TOOLS).talking();

    @ParameterizedTest
    @ValueSource(ints = {1, 20, 137, 160, 300, 600, 999})
    void andWhenItWasNothingEverySampleIsHeardAfterAGapOfThatLength(int heldMillis) {
        scene.agentSpeaks("m1", STORY, 440, 2_000);
        scene.agent().endsTurn();
        scene.time.advanceMillis(700);

        scene.agent().holds();
        scene.time.advanceMillis(heldMillis);
        scene.agent().goesOn();
        scene.time.advanceMillis(3_000);

        assertThat(soundedMillis(0, 6_000)).isCloseTo(2_000, within(20L));
        long gapMillis = Math.max(0, heldMillis - LEAD_MILLIS);
        assertThat(soundedMillis(2_000 + (int) gapMillis + 40, 6_000)).isZero();
        if (gapMillis > 40) {
            assertThat(soundedMillis(700 + LEAD_MILLIS + 20, 700 + heldMillis)).isLessThan(25);
        }
        assertThat(scene.phone.clearsMillis()).isEmpty();
        assertThat(scene.heard.all(TalkEvent.Underrun.class)).isEmpty();
        TalkEvent.AgentHeard heard = scene.heard.only(TalkEvent.AgentHeard.class);
        assertThat(heard.heardText()).isEqualTo(STORY);
        assertThat(heard.interrupted()).isFalse();
    }

    @Test
    void andWhatIsSentOfItIsTheSameAsWithoutTheHold() {
        Scene undisturbed = Scene.talking();
        undisturbed.agentSpeaks("m1", STORY, 700, 2_000);
        undisturbed.agent().endsTurn();
        undisturbed.time.advanceMillis(3_000);

        scene.agentSpeaks("m1", STORY, 700, 2_000);
        scene.agent().endsTurn();
        scene.time.advanceMillis(500);
        scene.agent().holds();
        scene.time.advanceMillis(400);
        scene.agent().goesOn();
        scene.time.advanceMillis(3_000);

        short[] whole = undisturbed.phone.heard(0, 2_000);
        int gapMillis = firstSilence(500, 900);
        short[] before = scene.phone.heard(0, gapMillis);
        for (int i = 0; i < before.length; i++) {
            assertThat(before[i]).as("sample %s", i).isEqualTo(whole[i]);
        }
        short[] after = scene.phone.heard(900, 900 + 2_000 - gapMillis);
        for (int i = 0; i < after.length; i++) {
            assertThat(after[i]).as("sample %s after the hold", i).isEqualTo(whole[gapMillis * 8 + i]);
        }
    }

    @Test
    void andAnInterruptionDropsWhatWasHeldAndKnowsWhatWasHeard() {
        scene.agentSpeaks("m1", STORY, 440, 4_000);
        scene.time.advanceMillis(1_000);

        scene.agent().holds();
        scene.time.advanceMillis(400);
        scene.agent().noticesInterruption();
        scene.agent().goesOn();
        scene.time.advanceMillis(3_000);

        TalkEvent.AgentHeard heard = scene.heard.only(TalkEvent.AgentHeard.class);
        assertThat(heard.heardMillis()).isCloseTo(1_000 + LEAD_MILLIS, within(20L));
        assertThat(heard.interrupted()).isTrue();
        assertThat(soundedMillis(1_400, 4_400)).isZero();
        assertThat(scene.heard.only(TalkEvent.BargedIn.class).droppedMillis())
                .isCloseTo(4_000 - 1_000 - LEAD_MILLIS, within(40L));
    }

    @Test
    void andASentenceAfterTheInterruptionIsNotHeld() {
        scene.agentSpeaks("m1", STORY, 440, 4_000);
        scene.time.advanceMillis(1_000);
        scene.agent().holds();
        scene.time.advanceMillis(300);
        scene.agent().noticesInterruption();

        scene.agentSpeaks("m2", "Yes?", 440, 500);
        scene.agent().endsTurn();
        scene.time.advanceMillis(700);

        assertThat(soundedMillis(1_300, 2_000)).isCloseTo(500, within(20L));
    }

    @Test
    void andSoundThatComesMeanwhileWaitsBehindIt() {
        scene.agentSpeaks("m1", "One.", 440, 500);
        scene.time.advanceMillis(250);

        scene.agent().holds();
        scene.time.advanceMillis(100);
        scene.agentSpeaks("m2", "Two.", 440, 500);
        scene.agent().endsTurn();
        scene.time.advanceMillis(400);
        assertThat(scene.heard.all(TalkEvent.AgentHeard.class)).isEmpty();
        scene.agent().goesOn();
        scene.time.advanceMillis(2_000);

        assertThat(soundedMillis(0, 3_000)).isCloseTo(1_000, within(25L));
        assertThat(scene.heard.all(TalkEvent.AgentHeard.class))
                .extracting(TalkEvent.AgentHeard::messageId)
                .containsExactly("m1", "m2");
    }

    @Test
    void twiceInARow() {
        scene.agentSpeaks("m1", STORY, 440, 2_000);
        scene.agent().endsTurn();
        scene.time.advanceMillis(500);

        for (int i = 0; i < 2; i++) {
            scene.agent().holds();
            scene.time.advanceMillis(300);
            scene.agent().goesOn();
            scene.time.advanceMillis(50);
        }
        scene.agent().goesOn();
        scene.time.advanceMillis(3_000);

        assertThat(soundedMillis(0, 5_000)).isCloseTo(2_000, within(25L));
        assertThat(scene.heard.only(TalkEvent.AgentHeard.class).interrupted()).isFalse();
    }

    @Test
    void andAnAiThatForgetsItIsNotWaitedFor() {
        scene.agentSpeaks("m1", STORY, 440, 2_000);
        scene.agent().endsTurn();
        scene.time.advanceMillis(500);

        scene.agent().holds();
        scene.time.advanceMillis(PlayoutHold.LONGEST_MILLIS + 3_000);

        assertThat(soundedMillis(0, 6_000)).isCloseTo(2_000, within(20L));
    }

    @Test
    void andAnAiThatIsLostIsNotWaitedForEither() {
        scene.agentSpeaks("m1", STORY, 440, 2_000);
        scene.agent().endsTurn();
        scene.time.advanceMillis(500);
        scene.agent().holds();
        scene.time.advanceMillis(300);

        scene.agent().lose(AiLoss.Kind.DROPPED);
        scene.time.advanceMillis(1_500);

        assertThat(soundedMillis(0, 2_300)).isCloseTo(2_000, within(25L));
        scene.ai.ready();
        scene.agentSpeaks("m2", "Here I am.", 440, 500);
        scene.time.advanceMillis(700);
        assertThat(soundedMillis(2_300, 3_000)).isCloseTo(500, within(20L));
    }

    @Test
    void andMarksComeBackAsIfNothingHadBeen() {
        scene.agentSpeaks("m1", STORY, 440, 1_000);
        scene.agent().endsTurn();
        scene.time.advanceMillis(300);

        scene.agent().holds();
        scene.time.advanceMillis(500);
        int marksMeanwhile = scene.phone.marks().size();
        scene.time.advanceMillis(100);
        assertThat(scene.phone.marks()).hasSize(marksMeanwhile);
        scene.agent().goesOn();
        scene.time.advanceMillis(1_500);

        assertThat(scene.phone.marks().get(scene.phone.marks().size() - 1).number())
                .isCloseTo(8_000, within(80L));
        assertThat(scene.heard.only(TalkEvent.AgentHeard.class).heardMillis()).isCloseTo(1_000, within(10L));
    }

    @Test
    void overLastWordsWhichAreHeardToTheirEndAllTheSame() {
        scene.agentSpeaks("m1", "Goodbye, and thank you for calling.", 440, 2_000);
        scene.agent().callsTool("t1", "hang_up", "{}");
        scene.agent().endsTurn();
        scene.time.advanceMillis(1_000);

        scene.agent().holds();
        scene.time.advanceMillis(800);
        assertThat(scene.heard.all(CallEvent.Ended.class)).isEmpty();
        scene.agent().goesOn();
        scene.time.advanceMillis(4_000);

        assertThat(scene.heard.only(CallEvent.Ended.class).end()).isEqualTo(CallEnd.AGENT_HUNG_UP);
        assertThat(scene.heard.only(TalkEvent.AgentHeard.class).interrupted()).isFalse();
    }

    @Test
    void overATransferWhichIsMadeAllTheSame() {
        scene.agentSpeaks("m1", "I am putting you through.", 440, 2_000);
        scene.agent().callsTool("t1", "transfer_call", "{\"destination\":\"billing\"}");
        scene.agent().endsTurn();
        scene.time.advanceMillis(1_000);

        scene.agent().holds();
        scene.agent().lose(AiLoss.Kind.GOODBYE);
        scene.time.advanceMillis(4_000);

        assertThat(scene.heard.only(CallEvent.Ended.class).end()).isEqualTo(CallEnd.TRANSFERRED);
        assertThat(scene.heard.only(TalkEvent.AgentHeard.class).interrupted()).isFalse();
    }

    @Test
    void andTakesTheGoodbyeBack() {
        scene.agentSpeaks("m1", "Goodbye, and thank you for calling.", 440, 2_000);
        scene.agent().callsTool("t1", "hang_up", "{}");
        scene.agent().endsTurn();
        scene.time.advanceMillis(1_000);

        scene.agent().holds();
        scene.time.advanceMillis(300);
        scene.agent().noticesInterruption();
        scene.time.advanceMillis(20_000);

        assertThat(scene.heard.all(CallEvent.TookBack.class)).hasSize(1);
        assertThat(scene.phone.hasLeft()).isFalse();
    }

    @Test
    void butNotOverAProtectedGoodbye() {
        Scene safe = Scene.prepare()
                .tools(TOOLS)
                .policy(CallPolicy.defaults().protectingGoodbye())
                .talking();
        safe.agentSpeaks("m1", "Goodbye, and thank you for calling.", 440, 2_000);
        safe.agent().callsTool("t1", "hang_up", "{}");
        safe.agent().endsTurn();
        safe.time.advanceMillis(1_000);

        safe.agent().holds();
        safe.time.advanceMillis(1_300);

        assertThat(Tones.soundingMillis(safe.phone.heard(0, 2_300), RecordingPhone.RATE_HZ))
                .isCloseTo(2_000, within(20L));
    }

    @Test
    void andAnAgentThatIsSilentHasNothingToHold() {
        scene.agent().holds();
        scene.time.advanceMillis(100);

        scene.agentSpeaks("m1", "Hello.", 440, 500);
        scene.agent().endsTurn();
        scene.time.advanceMillis(700);

        assertThat(soundedMillis(0, 800)).isCloseTo(500, within(20L));
    }

    @Test
    void andTheCallerMayHangUpMeanwhile() {
        scene.agentSpeaks("m1", STORY, 440, 4_000);
        scene.time.advanceMillis(1_000);
        scene.agent().holds();
        scene.time.advanceMillis(200);

        scene.call.onStreamEnded(StreamEnding.STOPPED);

        assertThat(scene.heard.only(TalkEvent.AgentHeard.class).heardMillis())
                .isCloseTo(1_000 + LEAD_MILLIS, within(20L));
        assertThat(scene.phone.lateRequests()).isEmpty();
    }

    @Test
    void andTranscriptsThatMayChangeDoNotDecideMeanwhile() {
        scene.agentSpeaks("m1", STORY, 440, 4_000);
        scene.agent().endsTurn();
        scene.time.advanceMillis(1_000);
        scene.agent().holds();

        scene.agent().transcribes("I see", true);
        assertThat(scene.phone.clearsMillis()).isEmpty();
        scene.agent().transcribes("I see a mistake", false);

        assertThat(scene.phone.clearsMillis()).hasSize(1);
    }

    @Test
    void whileMoreOfTheSentenceIsStillToCome() {
        scene.agent().says("m1", STORY);
        scene.agent().sounds("m1", Wavs.tone(24_000, 440, 400));
        scene.time.advanceMillis(200);

        scene.agent().holds();
        scene.time.advanceMillis(500);
        scene.agent().goesOn();
        scene.time.advanceMillis(30);
        scene.agent().sounds("m1", Wavs.tone(24_000, 440, 400));
        scene.agent().endsTurn();
        scene.time.advanceMillis(1_500);

        assertThat(soundedMillis(0, 3_000)).isCloseTo(800, within(30L));
        assertThat(scene.heard.only(TalkEvent.AgentHeard.class).interrupted()).isFalse();
    }

    private long soundedMillis(int fromMillis, int toMillis) {
        return Tones.soundingMillis(scene.phone.heard(fromMillis, toMillis), RecordingPhone.RATE_HZ);
    }

    /** Where the phone had played out what it had when the hold began. */
    private int firstSilence(int fromMillis, int toMillis) {
        for (int at = fromMillis; at < toMillis; at += 5) {
            if (soundedMillis(at, at + 20) == 0) {
                return at / 20 * 20 + (at % 20 == 0 ? 0 : 20);
            }
        }
        throw new AssertionError("no silence");
    }
}
