package dev.trunkline.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trunkline.ai.AiLoss;
import dev.trunkline.audio.MuLaw;
import dev.trunkline.call.TalkEvent.Comforted;
import dev.trunkline.call.TalkEvent.Comforted.Sound;
import dev.trunkline.testing.Allocation;
import dev.trunkline.testing.CountingPhone;
import dev.trunkline.testing.RecordingPhone;
import dev.trunkline.testing.Scene;
import dev.trunkline.testing.Tones;
import dev.trunkline.testing.Wavs;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CallerHearsThatTheAgentIsMissingTest {

    private static final double TONE_HZ = 392;
    private static final int SAMPLE_AT_30_DB_BELOW = 1_015;

    @Test
    void asAToneAfterFourHundredMilliseconds() {
        Scene scene = Scene.talking();
        scene.time.advanceMillis(2_000);

        scene.agent().lose(AiLoss.Kind.DROPPED);
        scene.time.advanceMillis(1_600);

        assertThat(peak(scene.phone.heard(0, 2_390))).isZero();
        assertThat(Tones.amplitude(scene.phone.heard(2_460, 2_760), RecordingPhone.RATE_HZ, TONE_HZ))
                .isCloseTo(SAMPLE_AT_30_DB_BELOW, within(60.0));
        assertThat(peak(scene.phone.heard(2_830, 3_590)))
                .as("between two pulses")
                .isZero();
        assertThat(scene.heard.only(Comforted.class).sound()).isEqualTo(Sound.TONE);
        assertThat(scene.heard.only(Comforted.class).missingNanos()).isBetween(400_000_000L, 406_000_000L);
    }

    @Test
    void butWhatTheAgentHadSaidIsHeardFirst() {
        Scene scene = Scene.talking();
        scene.agentSpeaks("m1", "Let me see what I can do for you.", 880, 2_000);

        scene.agent().lose(AiLoss.Kind.DROPPED);
        scene.time.advanceMillis(2_400);

        short[] sentence = scene.phone.heard(0, 1_990);
        assertThat(Tones.amplitude(sentence, RecordingPhone.RATE_HZ, TONE_HZ)).isLessThan(40);
        assertThat(Tones.amplitude(sentence, RecordingPhone.RATE_HZ, 880)).isCloseTo(8_000, within(400.0));
        assertThat(Tones.amplitude(scene.phone.heard(2_100, 2_360), RecordingPhone.RATE_HZ, TONE_HZ))
                .isGreaterThan(800);
    }

    @Test
    void andNotAMomentLongerThanHeIs() {
        Scene scene = Scene.talking();
        scene.time.advanceMillis(1_000);
        scene.agent().lose(AiLoss.Kind.DROPPED);
        scene.time.advanceMillis(600); // in the middle of a pulse

        scene.ai.ready();
        scene.agentSpeaks("m1", "Here I am again.", 880, 1_000);
        scene.time.advanceMillis(1_500);

        assertThat(Tones.amplitude(scene.phone.heard(1_700, 2_500), RecordingPhone.RATE_HZ, TONE_HZ))
                .isLessThan(20);
        assertThat(Tones.amplitude(scene.phone.heard(1_700, 2_500), RecordingPhone.RATE_HZ, 880))
                .isCloseTo(8_000, within(400.0));
        assertThat(scene.phone.clearsMillis()).isEmpty();
    }

    @Test
    void thoughHeComesBackAndSaysNothing() {
        Scene scene = Scene.talking();
        scene.time.advanceMillis(1_000);
        scene.agent().lose(AiLoss.Kind.DROPPED);
        scene.time.advanceMillis(600);

        scene.ai.ready();
        scene.time.advanceMillis(1_500);

        assertThat(peak(scene.phone.heard(1_700, 3_000))).isZero();
    }

    @Test
    void withoutAClick() {
        Scene scene = Scene.talking();
        scene.time.advanceMillis(1_000);
        scene.agent().lose(AiLoss.Kind.DROPPED);
        scene.time.advanceMillis(570);
        scene.ai.ready();
        scene.time.advanceMillis(500);

        short[] heard = scene.phone.heard();
        int steepest = 0;
        for (int i = 1; i < heard.length; i++) {
            steepest = Math.max(steepest, Math.abs(heard[i] - heard[i - 1]));
        }
        double ofTheTone = SAMPLE_AT_30_DB_BELOW * 2 * Math.PI * TONE_HZ / RecordingPhone.RATE_HZ;
        assertThat(peak(heard)).isGreaterThan(900);
        assertThat(steepest).isLessThan((int) (1.25 * ofTheTone));
    }

    @Test
    void inWordsThen() {
        ComfortSounds sounds = ComfortSounds.tone(-30, 400);
        sounds.say(Wavs.muLawTone(1_200, 1_010));
        Scene scene = Scene.prepare().policy(comforting(sounds)).talking();
        scene.agent().lose(AiLoss.Kind.DROPPED);
        scene.time.advanceMillis(4_900);

        short[] words = scene.phone.heard(3_100, 3_900);
        assertThat(Tones.amplitude(words, RecordingPhone.RATE_HZ, 1_200)).isCloseTo(8_000, within(400.0));
        assertThat(Tones.amplitude(words, RecordingPhone.RATE_HZ, TONE_HZ)).isLessThan(20);
        assertThat(scene.heard.all(Comforted.class))
                .extracting(Comforted::sound)
                .containsExactly(Sound.TONE, Sound.WORDS);
        scene.time.advanceMillis(11_000);
        assertThat(scene.heard.all(Comforted.class)).hasSize(3);
    }

    @Test
    void inWordsAloneWhenThereIsNoTone() {
        ComfortSounds sounds = ComfortSounds.silent();
        sounds.say(Wavs.muLawTone(1_200, 1_000));
        Scene scene = Scene.prepare().policy(comforting(sounds)).talking();

        scene.agent().lose(AiLoss.Kind.DROPPED);
        scene.time.advanceMillis(4_500);

        assertThat(peak(scene.phone.heard(0, 2_990))).isZero();
        assertThat(scene.phone.soundedMillis()).isCloseTo(1_000, within(20L));
        assertThat(scene.heard.only(Comforted.class).sound()).isEqualTo(Sound.WORDS);
    }

    @Test
    void orNotAtAll() {
        Scene scene = Scene.prepare().policy(comforting(ComfortSounds.silent())).talking();

        scene.agent().lose(AiLoss.Kind.DROPPED);
        scene.time.advanceMillis(5_000);

        assertThat(scene.phone.frames()).isEmpty();
        assertThat(scene.heard.all(Comforted.class)).isEmpty();
    }

    @Test
    void whoWaitsForTheFirstWordHearsItAfterASecondAndAHalf() {
        Scene scene = Scene.begin();
        scene.time.advanceMillis(2_000);

        assertThat(peak(scene.phone.heard(0, 1_490))).isZero();
        assertThat(peak(scene.phone.heard(1_510, 1_900))).isGreaterThan(900);
    }

    @Test
    void andOneWhoIsGreetedInTimeNever() {
        Scene scene = Scene.begin();
        scene.time.advanceMillis(1_400);
        scene.ai.ready();
        scene.time.advanceMillis(3_000);

        assertThat(scene.phone.frames()).isEmpty();
    }

    @Test
    void itIsNobodysSentence() {
        Scene scene = Scene.talking();
        scene.agentSpeaks("m1", "One.", 880, 400);
        scene.agent().endsTurn();
        scene.time.advanceMillis(1_000);
        scene.agent().lose(AiLoss.Kind.DROPPED);
        scene.time.advanceMillis(1_500);
        scene.ai.ready();
        scene.agentSpeaks("m2", "And two.", 880, 800);
        scene.agent().endsTurn();
        scene.time.advanceMillis(2_000);

        assertThat(scene.heard.all(TalkEvent.AgentHeard.class))
                .extracting(heard -> heard.heardMillis() / 10)
                .containsExactly(40L, 80L);
        assertThat(scene.heard.all(TalkEvent.Underrun.class)).isEmpty();
    }

    @Test
    void aFrameOfItCostsNoMemory() {
        PlayoutLedger ledger = new PlayoutLedger();
        ComfortPlayer comfort = new ComfortPlayer(new CountingPhone(), ledger, ComfortSounds.tone(-30, 400));
        long[] nowNanos = {0};

        assertThat(Allocation.bytesOf(40_000, () -> {
                    comfort.play(nowNanos[0] += 5_000_000);
                    ledger.heardBytes(nowNanos[0]);
                }))
                .isLessThan(10_000);
    }

    private static CallPolicy comforting(ComfortSounds sounds) {
        CallPolicy.ComfortPolicy usual = CallPolicy.defaults().comfort();
        return CallPolicy.defaults()
                .comforting(new CallPolicy.ComfortPolicy(
                        usual.afterNanos(), usual.firstWordNanos(), usual.wordsNanos(), sounds));
    }

    private static int peak(short[] samples) {
        int peak = 0;
        for (short sample : samples) {
            peak = Math.max(peak, Math.abs(sample));
        }
        return peak;
    }

    @Test
    void whatIsToldIsMadeOfWholeFrames() {
        ComfortSounds sounds = ComfortSounds.silent();
        byte[] odd = new byte[161];
        Arrays.fill(odd, (byte) 0x10);

        sounds.say(odd);

        assertThat(sounds.words()).hasSize(320).endsWith(MuLaw.SILENCE);
    }
}
