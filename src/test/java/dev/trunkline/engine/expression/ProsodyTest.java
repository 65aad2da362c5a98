package dev.trunkline.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trunkline.speech.Speech;
import dev.trunkline.speech.Telephone;
import dev.trunkline.speech.tts.FreeTtsVoice;
import org.junit.jupiter.api.Test;

class ProsodyTest {

    @Test
    void levelIsMeasuredWithoutThePauses() {
        Speech voice = Voices.glide(150, 150, 1);
        Speech withPauses = Voices.inARow(Voices.silence(8_000, 500), voice, Voices.silence(8_000, 900));

        assertThat(Prosody.of(withPauses).levelDb()).isCloseTo(Prosody.of(voice).levelDb(), within(0.3));
        assertThat(Prosody.of(Voices.louder(voice, 0.5)).levelDb())
                .isCloseTo(Prosody.of(voice).levelDb() - 6.02, within(0.1));
    }

    @Test
    void pausesAreCountedBetweenTheSounds() {
        Speech voice = Voices.glide(150, 150, 1);
        Speech withPauses = Voices.inARow(
                Voices.silence(8_000, 700),
                voice,
                Voices.silence(8_000, 500),
                voice,
                Voices.silence(8_000, 500),
                voice);

        Prosody.Pace pace = Prosody.of(withPauses).pace();

        assertThat(pace.pauses()).isEqualTo(2);
        assertThat(pace.pauseShare()).isCloseTo(0.25, within(0.02));
        assertThat(pace.spokenSeconds()).isCloseTo(4, within(0.05));
    }

    @Test
    void syllablesAreCountedByTheirLoudness() {
        assertThat(Prosody.of(Voices.glide(120, 160, 2)).pace().syllablesPerSecond())
                .isCloseTo(4, within(0.6));
    }

    @Test
    void syllablesOfRealSpeechAreAboutAsManyAsItHas() {
        Speech spoken =
                Telephone.hear(new FreeTtsVoice().say("Good morning, how can I help you with your account today?"));

        // 15 syllables
        assertThat(Envelope.of(spoken).peaksMillis()).hasSizeBetween(9, 17);
    }

    @Test
    void steadyHumIsOneSoundAndSilenceIsNone() {
        assertThat(Envelope.of(Voices.noise(8_000, 2)).runs(200)).containsExactly(new Envelope.Run(0, 2_000));
        assertThat(Envelope.of(Voices.silence(8_000, 2_000)).runs(200)).isEmpty();
        assertThat(Prosody.of(Voices.silence(8_000, 2_000)).isSpeech()).isFalse();
    }

    @Test
    void speechIsFoundInTheLinesNoise() {
        Speech voice = Voices.glide(150, 150, 1);
        Speech clean = Voices.inARow(Voices.silence(8_000, 600), voice, Voices.silence(8_000, 400));
        Speech noise = Voices.louder(Voices.noise(8_000, 2), 0.015); // 36 dB below
        short[] mixed = clean.samples().clone();
        for (int i = 0; i < mixed.length; i++) {
            mixed[i] += noise.samples()[i];
        }

        Envelope.Run run = Envelope.of(new Speech(mixed, 8_000)).runs(200).get(0);

        assertThat(run.beginMillis()).isCloseTo(600, within(60));
        assertThat(run.endMillis()).isCloseTo(1_600, within(60));
    }
}
