package dev.trunkline.lab.panel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.trunkline.lab.panel.LineActivity.Sound;
import dev.trunkline.lab.panel.PanelEvent.Kind;
import dev.trunkline.lab.phone.CallerSound;
import dev.trunkline.lab.phone.PhoneRecord.Span;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LineActivityTest {

    private static final int RATE_HZ = 8_000;

    @Test
    void latenciesAreAsExactAsTheWaveforms() {
        short[] caller = sound(10_000, 2_030, 3_110, 6_040, 7_000);
        short[] agent = sound(10_000, 0, 1_000, 4_070, 6_470, 8_000, 9_000);

        LineActivity line = LineActivity.of(caller, agent, RATE_HZ);

        assertThat(line.events())
                .extracting(PanelEvent::kind)
                .containsExactly(Kind.RESPONSE, Kind.RESPONSE, Kind.YIELD);
        assertThat(line.panel().responseMillis().max()).isCloseTo(1_000, within(20L));
        assertThat(line.panel().yieldMillis().median()).isCloseTo(430, within(20L));
        assertThat(line.panel().yieldMillis().inTicks()).isEqualTo(400);
    }

    @Test
    void speechIsFoundInNoiseOfItsOwnRecording() {
        short[] samples = sound(6_000, 1_000, 2_000, 4_000, 5_000);
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) (samples[i] + random.nextInt(-500, 501));
        }

        assertThat(SpeechDetector.speech(samples, RATE_HZ))
                .containsExactly(new Span(1_000, 2_000), new Span(4_000, 5_000));
    }

    @Test
    void aPauseBetweenSentencesIsPartOfTheSpeech() {
        short[] samples = sound(5_000, 500, 1_500, 1_980, 3_000, 3_520, 4_000);

        assertThat(SpeechDetector.speech(samples, RATE_HZ))
                .containsExactly(new Span(500, 3_000), new Span(3_520, 4_000));
    }

    @Test
    void clicksAndHissAreNoSpeech() {
        short[] samples = sound(3_000, 500, 530);
        Arrays.fill(samples, 2_000 * 8, 3_000 * 8, (short) 90);

        assertThat(SpeechDetector.speech(samples, RATE_HZ)).isEmpty();
    }

    @Test
    void comfortNoiseIsHeardButIsNoSpeech() {
        short[] caller = sound(8_000, 1_000, 2_000);
        short[] agent = sound(8_000, 6_000, 7_000);
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 3_100 * 8; i < 6_000 * 8; i++) {
            agent[i] = (short) random.nextInt(-560, 561); // -40 dB
        }

        LineActivity line = LineActivity.of(caller, agent, RATE_HZ);

        assertThat(line.panel().responseMillis().median()).isCloseTo(4_000, within(100L));
        assertThat(line.deadAirMillis()).isCloseTo(1_100, within(20L));
    }

    @Test
    void aCoughInTheAgentsSilenceIsNoTurn() {
        LineActivity line = line(
                List.of(new Sound(2_000, 2_400, CallerSound.TIC), new Sound(6_000, 7_000, CallerSound.TURN)),
                List.of(new Span(0, 1_500), new Span(8_000, 9_000)));

        assertThat(line.events())
                .extracting(PanelEvent::kind, PanelEvent::good)
                .containsExactly(tuple(Kind.RESPONSE, true), tuple(Kind.TIC, true));
    }

    @Test
    void aHeldBackchannelTellsHowLongTheAgentPaused() {
        LineActivity line = new LineActivity(
                List.of(new Sound(2_000, 2_400, CallerSound.BACKCHANNEL)),
                List.of(new Span(0, 6_000)),
                List.of(new Span(0, 2_200), new Span(2_580, 6_000)),
                6_000);

        assertThat(line.panel().backchannel().share()).isEqualTo(1.0);
        assertThat(line.panel().heldPauseMillis().max()).isEqualTo(380);
    }

    @Test
    void deadAirIsTheAgentsSilenceAlone() {
        Sound question = new Sound(3_000, 4_000, CallerSound.TURN);
        Sound cough = new Sound(5_000, 5_300, CallerSound.TIC);

        // Before the greeting; the caller thinks for 2 s, which is nobody's fault.
        assertThat(line(List.of(question), List.of(new Span(600, 1_000), new Span(4_500, 9_900)))
                        .deadAirMillis())
                .isEqualTo(600);
        // A cough does not end the wait for an answer.
        assertThat(line(List.of(question, cough), List.of(new Span(600, 1_000), new Span(6_200, 9_900)))
                        .deadAirMillis())
                .isEqualTo(2_200);
        // The agent breaks off and goes on by itself.
        assertThat(line(List.of(question), List.of(new Span(0, 1_000), new Span(4_500, 5_000), new Span(7_000, 9_000)))
                        .deadAirMillis())
                .isEqualTo(2_000);
        // No answer at all until the end.
        assertThat(line(List.of(question), List.of(new Span(0, 1_000))).deadAirMillis())
                .isEqualTo(6_000);
    }

    @Test
    void aShareIsToldWithItsConfidence() {
        InteractionPanel.Rate rate = InteractionPanel.Rate.of(49, 50);

        assertThat(rate.share()).isEqualTo(0.98);
        assertThat(rate.low()).isCloseTo(0.895, within(0.002));
        assertThat(rate.high()).isCloseTo(0.996, within(0.002));
        assertThat(InteractionPanel.Rate.of(0, 0).share()).isNull();
    }

    private static LineActivity line(List<Sound> caller, List<Span> agent) {
        return new LineActivity(caller, agent, agent, 10_000);
    }

    /** A tone from each first to each second time. */
    private static short[] sound(int millis, int... edges) {
        short[] samples = new short[millis * 8];
        for (int e = 0; e < edges.length; e += 2) {
            for (int i = edges[e] * 8; i < edges[e + 1] * 8; i++) {
                samples[i] = (short) (6_000 * Math.sin(2 * Math.PI * 440 * i / RATE_HZ));
            }
        }
        return samples;
    }
}
