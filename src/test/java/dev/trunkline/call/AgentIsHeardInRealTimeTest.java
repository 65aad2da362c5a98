package dev.trunkline.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.groups.Tuple.tuple;

import dev.trunkline.testing.RecordingPhone;
import dev.trunkline.testing.RecordingPhone.SentMark;
import dev.trunkline.testing.Scene;
import dev.trunkline.testing.Tones;
import dev.trunkline.testing.Wavs;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentIsHeardInRealTimeTest {

    private static final long FRAME_AND_TICK_MILLIS = 25;

    @Test
    void withASmallLeadAndNoDriftOverAMinute() {
        Scene scene = Scene.talking();
        scene.agentSpeaks("m1", "A long story.", 440, 60_000);
        scene.agent().endsTurn();

        for (int millis = 0; millis < 59_800; millis += 20) {
            assertThat(scene.phone.leadMillis()).isBetween(160 - FRAME_AND_TICK_MILLIS, 160 + FRAME_AND_TICK_MILLIS);
            scene.time.advanceMillis(20);
        }
        scene.time.advanceMillis(1_000);

        assertThat(scene.phone.frames())
                .allMatch(frame -> frame.lengthBytes() == 160)
                .hasSizeBetween(3_000, 3_001);
        assertThat(scene.phone.soundedMillis()).isCloseTo(60_000, within(20L));
        assertThat(Tones.soundingMillis(scene.phone.heard(0, 60_000), RecordingPhone.RATE_HZ))
                .isCloseTo(60_000, within(20L));
        assertThat(scene.heard.all(TalkEvent.Underrun.class)).isEmpty();
        assertThat(scene.heard.only(TalkEvent.AgentHeard.class).interrupted()).isFalse();
    }

    @Test
    void beginningInTheTurnOfTheLoopThatBroughtTheFirstSound() {
        Scene scene = Scene.talking();
        scene.time.advanceMillis(1_003);

        scene.agentSpeaks("m1", "Hello.", 440, 400);

        assertThat(scene.phone.frames()).hasSize(8).allMatch(frame -> frame.atMillis() == 1_003);
        assertThat(scene.phone.unflushedRequests()).isZero();
        assertThat(scene.heard.only(TalkEvent.Greeted.class).nanos()).isEqualTo(1_003_000_000L);
    }

    @Test
    void thoughTicksComeLate() {
        Scene scene = Scene.talking();
        scene.agentSpeaks("m1", "A long story.", 440, 30_000);
        scene.agent().endsTurn();
        var random = new SplittableRandom(2026);

        while (scene.time.elapsedMillis() < 31_000) {
            scene.time.advanceMillis(random.nextInt(1, 60));
            scene.time.stall(random.nextLong(140_000_000));
        }

        assertThat(scene.heard.all(TalkEvent.Underrun.class)).isEmpty();
        assertThat(Tones.soundingMillis(scene.phone.heard(0, 30_000), RecordingPhone.RATE_HZ))
                .isCloseTo(30_000, within(20L));
    }

    @Test
    void andAGapThatNoLeadCanHideIsTold() {
        Scene scene = Scene.talking();
        scene.agentSpeaks("m1", "A long story.", 440, 2_000);
        scene.agent().endsTurn();
        scene.time.advanceMillis(500);

        scene.time.stall(400_000_000);
        scene.time.advanceMillis(3_000);

        long gapMillis = scene.heard.only(TalkEvent.Underrun.class).nanos() / 1_000_000;
        assertThat(gapMillis).isCloseTo(400 - 160, within(FRAME_AND_TICK_MILLIS));
        assertThat(scene.phone.soundedMillis()).isCloseTo(2_000, within(20L));
    }

    @Test
    void andAGapThatTheAiMadeInASentenceIsTold() {
        Scene scene = Scene.talking();
        List<byte[]> chunks = Wavs.chunks(24_000, 440, 1_000, 500);
        scene.agent().says("m1", "One moment.");
        scene.agent().sounds("m1", chunks.get(0));
        scene.time.advanceMillis(800);

        scene.agent().sounds("m1", chunks.get(1));
        scene.agent().endsTurn();
        scene.time.advanceMillis(1_000);

        long gapMillis = scene.heard.only(TalkEvent.Underrun.class).nanos() / 1_000_000;
        assertThat(gapMillis).isCloseTo(300, within(FRAME_AND_TICK_MILLIS));
        assertThat(scene.phone.soundedMillis()).isCloseTo(1_000, within(30L));
        var heard = scene.heard.only(TalkEvent.AgentHeard.class);
        assertThat(heard.heardMillis()).isEqualTo(heard.spokenMillis());
        assertThat(heard.spokenMillis()).isCloseTo(1_000, within(5L));
    }

    @Test
    void andThePauseBetweenTwoSentencesIsNoGap() {
        Scene scene = Scene.talking();
        scene.agentSpeaks("m1", "Let me see.", 440, 310);
        scene.time.advanceMillis(1_500);
        scene.agentSpeaks("m2", "There it is.", 440, 310);
        scene.time.advanceMillis(700);
        scene.agent().endsTurn();
        scene.time.advanceMillis(1_000);

        assertThat(scene.heard.all(TalkEvent.Underrun.class)).isEmpty();
        assertThat(scene.heard.all(TalkEvent.AgentHeard.class))
                .hasSize(2)
                .allMatch(heard -> !heard.interrupted() && Math.abs(heard.spokenMillis() - 310) <= 5);
        assertThat(Tones.soundingMillis(scene.phone.heard(0, 350), RecordingPhone.RATE_HZ))
                .isBetween(300L, 320L);
        assertThat(Tones.soundingMillis(scene.phone.heard(350, 1_500), RecordingPhone.RATE_HZ))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {8_000, 24_000, 44_100, 48_000})
    void atAnyRateThatTheHeadersName(int sampleRateHz) {
        Scene scene = Scene.talking();
        scene.agent().says("m1", "Hello.");
        scene.agent().sounds("m1", Wavs.chunks(sampleRateHz, 440, 2_000, 70));
        scene.agent().endsTurn();

        scene.time.advanceMillis(3_000);

        assertThat(scene.phone.soundedMillis()).isCloseTo(2_000, within(20L));
        double amplitude = Tones.amplitude(scene.phone.heard(100, 1_900), RecordingPhone.RATE_HZ, 440);
        assertThat(amplitude).isCloseTo(8_000, within(200.0));
    }

    @Test
    void andThePhoneIsAskedEvery200MillisecondsAndAtTheEndWhatItHasPlayed() {
        Scene scene = Scene.talking();
        scene.agentSpeaks("m1", "Hello.", 440, 1_090);
        scene.agent().endsTurn();

        scene.time.advanceMillis(2_000);

        List<Long> positions =
                scene.phone.marks().stream().map(SentMark::sentMillis).toList();
        assertThat(positions).startsWith(200L, 400L, 600L, 800L, 1_000L).hasSize(6);
        assertThat(positions.get(5)).isBetween(1_090L, 1_120L);
        assertThat(scene.phone.marks().stream().map(SentMark::number)).doesNotHaveDuplicates();
    }

    @Test
    void andTheCallerWaitsAsLongForTheAnswerAsTheRecordSays() {
        Scene scene = Scene.talking();
        scene.agent().transcribes("What time is it?", false);
        scene.time.advanceMillis(700);

        scene.agentSpeaks("m1", "It is noon.", 440, 500);
        scene.time.advanceMillis(100);
        scene.agentSpeaks("m2", "High time for lunch.", 440, 500);

        assertThat(scene.heard.only(TalkEvent.TurnTaken.class).nanos()).isEqualTo(700_000_000L);
    }

    @Test
    void andEverySentenceIsToldWhenItBeginsAndWhenItIsOver() {
        Scene scene = Scene.talking();
        scene.agentSpeaks("m1", "One.", 440, 1_000);
        scene.agentSpeaks("m2", "Two.", 440, 1_000);
        scene.agent().endsTurn();
        assertThat(scene.heard.all(TalkEvent.AgentBegins.class)).isEmpty();
        scene.time.advanceMillis(10);
        assertThat(scene.heard.all(TalkEvent.AgentBegins.class))
                .extracting("messageId")
                .containsExactly("m1");

        scene.time.advanceMillis(1_000);
        assertThat(scene.heard.all(TalkEvent.AgentBegins.class))
                .extracting("messageId")
                .containsExactly("m1", "m2");
        assertThat(scene.heard.all(TalkEvent.AgentHeard.class))
                .extracting("messageId")
                .containsExactly("m1");

        scene.time.advanceMillis(1_200);
        assertThat(scene.heard.all(TalkEvent.AgentHeard.class))
                .extracting("messageId", "heardText")
                .containsExactly(tuple("m1", "One."), tuple("m2", "Two."));
    }

    @Test
    void andSoundWithoutANameBelongsToTheSentenceAnnouncedLast() {
        Scene scene = Scene.talking();
        scene.agent().says("m1", "Hello.");
        scene.agent().sounds("", Wavs.chunks(24_000, 440, 400, 100));
        scene.agent().endsTurn();

        scene.time.advanceMillis(1_000);

        var heard = scene.heard.only(TalkEvent.AgentHeard.class);
        assertThat(heard.messageId()).isEqualTo("m1");
        assertThat(heard.heardMillis()).isCloseTo(400, within(5L));
    }
}
