package dev.trunkline.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.groups.Tuple.tuple;

import dev.trunkline.call.TalkEvent.BargedIn.Cause;
import dev.trunkline.testing.RecordingPhone;
import dev.trunkline.testing.Scene;
import dev.trunkline.testing.Tones;
import dev.trunkline.testing.Wavs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallerInterruptsMidSentenceTest {

    private static final String STORY = "Once upon a time there was a telephone that listened to everybody.";

    @ParameterizedTest
    @ValueSource(ints = {1, 19, 160, 161, 777, 1_000, 2_503})
    void andNothingStaleIsHeardAndTheHeardPositionIsWhatThePhonePlayed(int afterMillis) {
        Scene scene = Scene.talking();
        scene.time.advanceMillis(300);
        scene.agentSpeaks("m1", STORY, 440, 4_000);
        scene.time.advanceMillis(afterMillis);

        scene.agent().noticesInterruption();

        long heardMillis = scene.phone.heard(300, Integer.MAX_VALUE).length / 8;
        scene.time.advanceMillis(2_000);
        int clearedMillis = 300 + afterMillis;
        assertThat(Tones.soundingMillis(
                        scene.phone.heard(clearedMillis, clearedMillis + 2_000), RecordingPhone.RATE_HZ))
                .isZero();
        assertThat(scene.phone.clearsMillis()).containsExactly((long) clearedMillis);
        var heard = scene.heard.only(TalkEvent.AgentHeard.class);
        assertThat(heard.heardMillis()).isCloseTo(heardMillis, within(20L));
        assertThat(heard.spokenMillis()).isCloseTo(4_000, within(10L));
        assertThat(heard.interrupted()).isTrue();
        assertThat(STORY).startsWith(heard.heardText());
        assertThat((double) heard.heardText().length() / STORY.length()).isCloseTo(afterMillis / 4_000.0, within(0.2));
    }

    @Test
    void andWhatStillComesOfTheInterruptedSentencesIsDiscardedAndTheNextOneIsPlayed() {
        Scene scene = Scene.talking();
        scene.agentSpeaks("m1", "First.", 440, 1_000);
        scene.agent().says("m2", "Second, announced but not yet sounding.");
        scene.time.advanceMillis(500);

        scene.agent().noticesInterruption();
        scene.agent().sounds("m1", Wavs.chunks(24_000, 440, 600, 200));
        scene.agent().sounds("m2", Wavs.chunks(24_000, 1_000, 600, 200));
        scene.agent().sounds("", Wavs.tone(24_000, 440, 100));
        scene.time.advanceMillis(500);
        scene.agentSpeaks("m3", "Third.", 2_000, 600);
        scene.agent().endsTurn();
        scene.time.advanceMillis(1_000);

        short[] after = scene.phone.heard(500, 2_000);
        assertThat(Tones.soundingMillis(after, RecordingPhone.RATE_HZ)).isCloseTo(600, within(20L));
        assertThat(Tones.amplitude(scene.phone.heard(1_000, 1_600), RecordingPhone.RATE_HZ, 2_000))
                .isCloseTo(8_000, within(400.0));
        assertThat(Tones.amplitude(after, RecordingPhone.RATE_HZ, 440)).isLessThan(20);
        assertThat(Tones.amplitude(after, RecordingPhone.RATE_HZ, 1_000)).isLessThan(20);
        assertThat(scene.heard.all(CallEvent.FrameRejected.class))
                .hasSize(7)
                .allMatch(rejected -> rejected.equals(new CallEvent.FrameRejected("ai", "interrupted")));
        assertThat(scene.heard.all(TalkEvent.AgentHeard.class))
                .extracting("messageId", "interrupted")
                .containsExactly(tuple("m1", true), tuple("m2", true), tuple("m3", false));
    }

    @Test
    void andMoreOfASentenceThatWasAlreadyHeardOutIsDiscardedToo() {
        Scene scene = Scene.talking();
        scene.agentSpeaks("m1", "First.", 440, 300);
        scene.agentSpeaks("m2", "Second.", 440, 1_000);
        scene.time.advanceMillis(600);
        assertThat(scene.heard.all(TalkEvent.AgentHeard.class))
                .extracting("messageId")
                .containsExactly("m1");

        scene.agent().noticesInterruption();
        scene.agent().sounds("m1", Wavs.chunks(24_000, 440, 600, 200));
        scene.time.advanceMillis(1_000);

        assertThat(Tones.soundingMillis(scene.phone.heard(620, 1_600), RecordingPhone.RATE_HZ))
                .isZero();
    }

    @Test
    void andNotEvenWhatHungInTheFilterIsHeardInFrontOfTheNextSentence() {
        Scene scene = Scene.talking();
        scene.agentSpeaks("m1", "First.", 440, 1_000);
        scene.time.advanceMillis(500);

        scene.agent().noticesInterruption();
        scene.agent().says("m2", "A silence.");
        scene.agent().sounds("m2", Wavs.silence(24_000, 500));
        scene.agent().endsTurn();
        scene.time.advanceMillis(1_000);

        short[] after = scene.phone.heard(500, 1_500);
        for (short sample : after) {
            assertThat(sample).isZero();
        }
    }

    @Test
    void andThePhoneIsToldBeforeAnybodyElseAndTheTimeThatTookIsOnRecord() {
        Scene scene = Scene.talking();
        scene.agentSpeaks("m1", STORY, 440, 4_000);
        scene.time.advanceMillis(1_000);
        scene.phone.clearTakes(3_000_000);

        scene.agent().noticesInterruption();

        var bargedIn = scene.heard.only(TalkEvent.BargedIn.class);
        assertThat(bargedIn.cause()).isEqualTo(Cause.AI_NOTICED);
        assertThat(bargedIn.clearNanos()).isEqualTo(3_000_000);
        assertThat(bargedIn.droppedMillis()).isCloseTo(3_000, within(10L));
        assertThat(scene.phone.unflushedRequests()).isZero();
    }

    @Test
    void andMarksThatTheClearReturnsAreNoProofOfHearing() {
        Scene scene = Scene.talking();
        scene.agentSpeaks("m1", STORY, 440, 4_000);
        scene.agent().endsTurn();
        scene.time.advanceMillis(450);

        scene.agent().noticesInterruption();
        scene.time.advanceMillis(100);
        scene.agentSpeaks("m2", "Yes?", 1_000, 2_000);
        scene.time.advanceMillis(300);
        scene.agent().noticesInterruption();

        assertThat(scene.heard.all(TalkEvent.AgentHeard.class))
                .extracting(TalkEvent.AgentHeard::heardMillis)
                .satisfiesExactly(
                        first -> assertThat(first).isCloseTo(450, within(20L)),
                        second -> assertThat(second).isCloseTo(300, within(20L)));
    }

    @Test
    void andAStormOfInterruptionsClearsOncePerThingInterrupted() {
        Scene scene = Scene.talking();
        for (int sentence = 1; sentence <= 5; sentence++) {
            scene.agentSpeaks("m" + sentence, STORY, 440, 2_000);
            scene.time.advanceMillis(500);
            for (int i = 0; i < 20; i++) {
                scene.agent().noticesInterruption();
                scene.agent().transcribes("wait a minute please", i % 2 == 0);
                scene.agent().sounds("m" + sentence, Wavs.tone(24_000, 440, 100));
                scene.time.advanceMillis(50);
            }
        }

        assertThat(scene.phone.clearsMillis()).hasSize(5);
        assertThat(scene.heard.all(TalkEvent.BargedIn.class)).hasSize(5);
        assertThat(scene.phone.soundedMillis()).isCloseTo(2_500, within(50L));
    }

    @Test
    void andNothingHappensWhenNothingIsPlaying() {
        Scene scene = Scene.talking();
        scene.agent().noticesInterruption();
        scene.agentSpeaks("m1", "Hello.", 440, 300);
        scene.agent().endsTurn();
        scene.time.advanceMillis(1_000);

        scene.agent().noticesInterruption();

        assertThat(scene.phone.clearsMillis()).isEmpty();
        assertThat(scene.heard.all(TalkEvent.BargedIn.class)).isEmpty();
        assertThat(scene.heard.only(TalkEvent.AgentHeard.class).interrupted()).isFalse();
    }

    @Test
    void andASentenceThatWasHeardBeforeAToolRunsIsNotInterruptedByWhoSpeaksInThePause() {
        Scene scene = Scene.talking();
        scene.agentSpeaks("m1", "Let me look that up.", 440, 307);
        scene.time.advanceMillis(1_000);

        scene.agent().noticesInterruption();
        scene.agentSpeaks("m2", "Here it is.", 1_000, 300);
        scene.time.advanceMillis(1_000);

        assertThat(scene.phone.clearsMillis()).isEmpty();
        assertThat(scene.heard.all(TalkEvent.BargedIn.class)).isEmpty();
        var heard = scene.heard.all(TalkEvent.AgentHeard.class).get(0);
        assertThat(heard.heardText()).isEqualTo("Let me look that up.");
        assertThat(heard.interrupted()).isFalse();
        assertThat(Tones.amplitude(scene.phone.heard(1_000, 2_000), RecordingPhone.RATE_HZ, 440))
                .isLessThan(20);
    }
}
