package dev.trunkline.speech.tts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.speech.Pitch;
import dev.trunkline.speech.Speech;
import dev.trunkline.speech.SpeechMeter;
import dev.trunkline.speech.Voice;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VoicesOfTheHouseIT {

    private static final String SENTENCE = "Your current account balance is forty two pounds and fifty pence.";

    private static Voice house = new HouseVoices(HouseVoice.SLT, SpeechMeter.NONE);

    @BeforeAll
    static void load() {
        house = new HouseVoices(HouseVoice.SLT, SpeechMeter.NONE);
    }

    @Test
    void theyAreAWomanAManAndARobot() {
        double hers = pitchHz(house.named("slt"));
        double his = pitchHz(house.named("sam"));
        double its = pitchHz(house.named("kevin"));

        assertThat(hers).isBetween(150.0, 200.0);
        assertThat(his).isBetween(95.0, 125.0);
        assertThat(its).isBetween(70.0, 100.0);
    }

    @Test
    void wellKnownNamesOfAnotherHouseHaveVoices() {
        assertThat(house.named("Serene Assistant").say(SENTENCE).samples())
                .isEqualTo(house.say(SENTENCE).samples());
        assertThat(pitchHz(house.named("ITO"))).isEqualTo(pitchHz(house.named("sam")));
        assertThat(pitchHz(house.named("fastidious  ROBO-butler"))).isEqualTo(pitchHz(house.named("kevin")));
    }

    @Test
    void unknownNamesGetTheUsualVoiceAndCanBeToldApart() {
        assertThat(house.named("nobody").say("Yes, indeed.").samples())
                .isEqualTo(house.say("Yes, indeed.").samples());
        assertThat(house.knows("nobody")).isFalse();
        assertThat(HouseVoice.labels()).containsExactly("slt", "sam", "kevin").allMatch(house::knows);
    }

    @ParameterizedTest
    @ValueSource(strings = {"slt", "sam", "kevin"})
    void theySpeakAsLoudAsCallersAndLeaveAShortPause(String name) {
        Speech speech = house.named(name).say(SENTENCE);

        assertThat(activeLevelDb(speech)).isBetween(-23.0, -17.5);
        assertThat(peakDb(speech)).isLessThan(-3);
        assertThat(silenceMillis(speech)).isBetween(80L, 260L);
    }

    @Test
    void nineteenDigitsAreAllHeard() {
        Stream.of("slt", "sam", "kevin")
                .forEach(name -> assertThat(
                                house.named(name).say("1234567890123456789").durationMillis())
                        .as(name)
                        .isBetween(5_000L, 14_000L));
    }

    private static double pitchHz(Voice voice) {
        return Pitch.of(voice.say(SENTENCE).at(8_000)).orElseThrow().medianHz();
    }

    /** Of the frames of 20 ms in which somebody speaks. */
    private static double activeLevelDb(Speech speech) {
        int frame = speech.sampleRateHz() / 50;
        double sum = 0;
        int active = 0;
        for (int at = 0; at + frame <= speech.samples().length; at += frame) {
            double energy = 0;
            for (int i = at; i < at + frame; i++) {
                energy += speech.samples()[i] * (double) speech.samples()[i];
            }
            if (db(energy / frame) > -45) {
                sum += energy / frame;
                active++;
            }
        }
        return db(sum / active);
    }

    private static double peakDb(Speech speech) {
        double peak = 0;
        for (short sample : speech.samples()) {
            peak = Math.max(peak, Math.abs(sample));
        }
        return db(peak * peak);
    }

    private static double db(double square) {
        return 10 * Math.log10(square / (32_768.0 * 32_768.0));
    }

    private static long silenceMillis(Speech speech) {
        short[] samples = speech.samples();
        int first = 0;
        while (Math.abs(samples[first]) < 100) {
            first++;
        }
        int last = samples.length;
        while (Math.abs(samples[last - 1]) < 100) {
            last--;
        }
        return (first + samples.length - last) * 1_000L / speech.sampleRateHz();
    }
}
