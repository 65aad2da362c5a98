package dev.trunkline.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trunkline.ai.AiLoss;
import dev.trunkline.ai.FarEndTraits;
import dev.trunkline.ai.FarEndTraits.Interruption;
import dev.trunkline.audio.SoundFormat;
import dev.trunkline.testing.RecordingAi;
import dev.trunkline.testing.Scene;
import dev.trunkline.testing.Wavs;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When the agent is interrupted, its far end learns how much of each message reached the caller's ear. */
class TheAiIsToldWhatWasHeardTest {

    private static final FarEndTraits OURS = new FarEndTraits(Interruption.OURS, false);

    @ParameterizedTest
    @ValueSource(ints = {1, 19, 160, 161, 777, 1_000, 2_503, 3_999})
    void withinAFrameOfWhatThePhonePlayed(int afterMillis) {
        Scene scene = Scene.talkingWith(OURS);
        scene.time.advanceMillis(300);
        scene.agentSpeaks("m1", "A long story.", 440, 4_000);
        scene.time.advanceMillis(afterMillis);

        scene.agent().noticesInterruption();

        long playedMillis = scene.phone.heard(300, Integer.MAX_VALUE).length / 8;
        assertThat(heard(scene.agent(), "m1")).isCloseTo(playedMillis, within(20L));
        assertThat(scene.agent().truncations()).hasSize(1);
        assertThat(scene.agent().unflushedRequests()).isZero();
    }

    @Test
    void afterThePhoneWasToldToStop() {
        Scene scene = Scene.talkingWith(OURS);
        scene.agentSpeaks("m1", "A long story.", 440, 4_000);
        scene.time.advanceMillis(1_000);
        int[] cleared = {-1};
        scene.agent().onHeard(() -> cleared[0] = scene.phone.clearsMillis().size());

        scene.agent().noticesInterruption();

        assertThat(cleared[0]).isEqualTo(1);
    }

    @Test
    void nothingOfWhatHeHasHeardToItsEndAndNoughtOfWhatHeHasNotHeardAtAll() {
        Scene scene = Scene.talkingWith(OURS);
        scene.agentSpeaks("m1", "First.", 440, 500);
        scene.agentSpeaks("m2", "Second.", 440, 2_000);
        scene.agentSpeaks("m3", "Third.", 440, 1_000);
        scene.agent().says("m4", "Fourth, of which no sound has come.");
        scene.time.advanceMillis(1_500);

        scene.agent().noticesInterruption();

        assertThat(scene.agent().truncations()).hasSize(3);
        assertThat(heard(scene.agent(), "m2")).isCloseTo(1_000, within(20L));
        assertThat(heard(scene.agent(), "m3")).isZero();
        assertThat(heard(scene.agent(), "m4")).isZero();
    }

    @Test
    void overAllPassagesOfTheSameMessage() {
        Scene scene = Scene.talkingWith(OURS);
        scene.agent().says("m1", "First, and later.");
        scene.agent().sounds("m1", Wavs.chunks(24_000, 440, 600, 200));
        scene.agentSpeaks("m2", "Between.", 1_000, 400);
        scene.agent().sounds("m1", Wavs.chunks(24_000, 440, 2_000, 200));
        scene.time.advanceMillis(1_500);

        scene.agent().noticesInterruption();

        assertThat(scene.agent().truncations()).hasSize(1);
        assertThat(heard(scene.agent(), "m1")).isCloseTo(600 + 500, within(20L));
    }

    @Test
    void neverMoreThanCame() {
        Scene scene = Scene.talkingWith(OURS);
        scene.agent().says("m1", "Short.");
        byte[] odd = new byte[1_001]; // 125.1 ms
        scene.agent().speaking().onAgentAudio("m1", SoundFormat.PHONE, odd, 0, odd.length);
        scene.time.advanceMillis(2_000);

        scene.agent().noticesInterruption();

        assertThat(heard(scene.agent(), "m1")).isEqualTo(125);
    }

    @Test
    void onceHoweverOftenHeInterrupts() {
        Scene scene = Scene.talkingWith(OURS);
        scene.agentSpeaks("m1", "A long story.", 440, 4_000);
        scene.time.advanceMillis(1_000);
        for (int i = 0; i < 20; i++) {
            scene.agent().noticesInterruption();
            scene.agent().transcribes("wait a minute please", i % 2 == 0);
            scene.agent().sounds("m1", Wavs.tone(24_000, 440, 100));
            scene.time.advanceMillis(20);
        }

        assertThat(scene.agent().truncations()).hasSize(1);
    }

    @Test
    void whenHisTranscriptStopsIt() {
        Scene scene = Scene.talking(); // its words come in time
        scene.agentSpeaks("m1", "A long story.", 440, 4_000);
        scene.agent().endsTurn();
        scene.time.advanceMillis(1_000);

        scene.agent().transcribes("stop, please", false);

        assertThat(heard(scene.agent(), "m1")).isCloseTo(1_000, within(20L));
    }

    @Test
    void whenAKeyStopsIt() {
        Scene scene = Scene.prepare()
                .tools((tool, call, answer) -> call.collectDigits(
                        new DigitRequest(4, 4, null, 5_000_000_000L, 2_000_000_000L, false), outcome -> {}))
                .begin();
        scene.ready(OURS);
        scene.agent().callsTool("t1", "keys", "{}");
        scene.agentSpeaks("m1", "Please enter your number.", 440, 4_000);
        scene.time.advanceMillis(1_000);

        scene.call.onDigit('1');

        assertThat(heard(scene.agent(), "m1")).isCloseTo(1_000, within(20L));
    }

    @Test
    void whenAnOperatorStopsIt() {
        Scene scene = Scene.talkingWith(OURS);
        scene.agentSpeaks("m1", "A long story.", 440, 4_000);
        scene.time.advanceMillis(1_000);

        scene.call.supervision().pause("ann");

        assertThat(heard(scene.agent(), "m1")).isCloseTo(1_000, within(20L));
    }

    @Test
    void notOfWhatAnotherFarEndHasSaid() {
        Scene scene = Scene.talkingWith(OURS);
        scene.agentSpeaks("m1", "A long story.", 440, 4_000);
        scene.agent().endsTurn();
        scene.time.advanceMillis(500);
        scene.agent().lose(AiLoss.Kind.DROPPED);
        scene.time.advanceMillis(300);
        RecordingAi.Line next = scene.ready(OURS);

        next.noticesInterruption();

        assertThat(scene.phone.clearsMillis()).hasSize(1);
        assertThat(next.truncations()).isEmpty();
        assertThat(scene.ai.lines().get(0).lateRequests()).isEmpty();
    }

    @Test
    void norOfWordsOfOurOwn() {
        Scene scene = Scene.talkingWith(OURS);
        scene.call.supervision().announce("This call is recorded.", Wavs.muLawTone(440, 2_000));
        scene.time.advanceMillis(3_000);
        scene.agentSpeaks("m1", "Hello.", 440, 2_000);
        scene.time.advanceMillis(500);

        scene.agent().noticesInterruption();

        assertThat(scene.agent().truncations()).hasSize(1);
        assertThat(heard(scene.agent(), "m1")).isCloseTo(500, within(20L));
    }

    @Test
    void andAFullDuplexFarEndIsNeverStoppedByWhatItTranscribes() {
        Scene scene = Scene.talkingWith(new FarEndTraits(Interruption.NONE, false));
        scene.agentSpeaks("m1", "A long story.", 440, 3_000);
        scene.agent().endsTurn();
        scene.time.advanceMillis(1_000);

        scene.agent().transcribes("mm-hm, I see, go on", true);
        scene.agent().transcribes("mm-hm, I see, go on", false);
        scene.time.advanceMillis(3_000);

        assertThat(scene.phone.clearsMillis()).isEmpty();
        assertThat(scene.agent().truncations()).isEmpty();
        assertThat(scene.phone.soundedMillis()).isCloseTo(3_000, within(20L));
        assertThat(scene.heard.only(TalkEvent.AgentHeard.class).interrupted()).isFalse();
    }

    private static long heard(RecordingAi.Line leg, String messageId) {
        List<String> told = leg.truncations().stream()
                .filter(each -> each.startsWith(messageId + " "))
                .toList();
        assertThat(told).hasSize(1);
        return Long.parseLong(told.get(0).substring(messageId.length() + 1));
    }
}
