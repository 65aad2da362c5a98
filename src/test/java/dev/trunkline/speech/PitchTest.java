package dev.trunkline.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trunkline.speech.tts.FreeTtsVoice;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PitchTest {

    @ParameterizedTest
    @CsvSource({"8000,80", "8000,120", "8000,220", "8000,400", "16000,80", "16000,120", "16000,220", "16000,400"})
    void aSteadyVoiceHasItsHeightAndNoMelody(int sampleRateHz, double hz) {
        Pitch pitch = Pitch.of(voice(sampleRateHz, 1.5, seconds -> hz)).orElseThrow();

        assertThat(pitch.medianHz()).isCloseTo(hz, within(hz * 0.01));
        assertThat(pitch.rangeSemitones()).isLessThan(0.3);
        assertThat(pitch.slopeSemitonesPerSecond()).isCloseTo(0, within(0.2));
        assertThat(pitch.voicedShare()).isGreaterThan(0.95);
    }

    @Test
    void aRisingVoiceRises() {
        // an octave up in three seconds: 4 semitones a second, of which 80 % are 9.6
        Pitch pitch = Pitch.of(voice(8_000, 3, seconds -> 120 * Math.pow(2, seconds / 3)))
                .orElseThrow();

        assertThat(pitch.slopeSemitonesPerSecond()).isCloseTo(4, within(0.3));
        assertThat(pitch.rangeSemitones()).isCloseTo(9.6, within(0.6));
    }

    @Test
    void noiseAndSilenceHaveNoPitch() {
        Random random = new Random(2);
        short[] noise = new short[16_000];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (short) (3_000 * random.nextGaussian());
        }

        assertThat(Pitch.of(new Speech(noise, 8_000))).isEmpty();
        assertThat(Pitch.of(new Speech(new short[16_000], 8_000))).isEmpty();
        assertThat(Pitch.of(new Speech(new short[10], 8_000))).isEmpty();
    }

    @Test
    void theTelephoneDoesNotChangeAVoicesPitch() {
        Speech spoken = new FreeTtsVoice().say("I have a question about my bill.");

        Pitch before = Pitch.of(spoken).orElseThrow();
        Pitch after = Pitch.of(Telephone.hear(spoken)).orElseThrow();

        assertThat(before.medianHz()).isBetween(80.0, 140.0);
        assertThat(after.medianHz()).isCloseTo(before.medianHz(), within(5.0));
    }

    /** Eight harmonics that fall by 6 dB an octave. */
    private static Speech voice(int sampleRateHz, double seconds, DoubleUnaryOperator hzAt) {
        short[] samples = new short[(int) (seconds * sampleRateHz)];
        double phase = 0;
        for (int i = 0; i < samples.length; i++) {
            phase += 2 * Math.PI * hzAt.applyAsDouble(i / (double) sampleRateHz) / sampleRateHz;
            double sum = 0;
            for (int harmonic = 1; harmonic <= 8; harmonic++) {
                sum += Math.sin(harmonic * phase) / harmonic;
            }
            samples[i] = (short) (6_000 * sum);
        }
        return new Speech(samples, sampleRateHz);
    }
}
