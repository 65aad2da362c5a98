package dev.trunkline.lab.farend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TagDetectorTest {

    private static final int LOUD = 8_000;

    @ParameterizedTest
    @ValueSource(ints = {8_000, 16_000, 24_000, 48_000})
    void bothTagsAreHeardOnceEachWhereTheyBegin(int rateHz) {
        byte[] sound = sound(
                rateHz,
                silent(200),
                tone(Tag.TALK.frequencyHz(), 100),
                silent(200),
                tone(Tag.INTERRUPT.frequencyHz(), 100));

        assertThat(heard(rateHz, sound)).containsExactly("10 TALK", "25 INTERRUPT");
    }

    @Test
    void aTagBehindAResamplerBeginsLateInItsBlock() {
        byte[] sound = sound(16_000, silent(202), tone(Tag.TALK.frequencyHz(), 98));

        assertThat(heard(16_000, sound)).containsExactly("10 TALK");
    }

    @Test
    void aTagThatLostAFrameIsStillOne() {
        byte[] sound = sound(
                16_000, tone(Tag.TALK.frequencyHz(), 60), silent(20), tone(Tag.TALK.frequencyHz(), 60), silent(100));

        assertThat(heard(16_000, sound)).containsExactly("0 TALK");
    }

    @Test
    void theSameTagAfterAPauseIsAnother() {
        byte[] sound = sound(16_000, tone(Tag.TALK.frequencyHz(), 60), silent(100), tone(Tag.TALK.frequencyHz(), 60));

        assertThat(heard(16_000, sound)).containsExactly("0 TALK", "8 TALK");
    }

    @Test
    void whispersNoiseAndVoicesAreNoTags() {
        Random random = new Random(7);
        Part whisper = new Part(200, seconds -> 500 * Math.sin(2 * Math.PI * 1_000 * seconds));
        Part noise = new Part(500, seconds -> LOUD * random.nextGaussian() / 2);
        Part voice = new Part(500, seconds -> {
            double voiced = 0;
            for (int harmonic = 1; harmonic <= 20; harmonic++) {
                voiced += Math.cos(2 * Math.PI * 125 * harmonic * seconds) / harmonic;
            }
            return LOUD * voiced;
        });

        assertThat(heard(16_000, sound(16_000, whisper, noise, voice))).isEmpty();
    }

    private static List<String> heard(int rateHz, byte[] sound) {
        TagDetector detector = new TagDetector(rateHz);
        List<String> heard = new ArrayList<>();
        for (int from = 0, block = 0; from < sound.length; from += detector.blockBytes(), block++) {
            Tag tag = detector.detect(sound, from, Math.min(detector.blockBytes(), sound.length - from));
            if (tag != null) {
                heard.add(block + " " + tag);
            }
        }
        return heard;
    }

    /** @param sample by the time in seconds */
    private record Part(int millis, DoubleUnaryOperator sample) {}

    private static Part silent(int millis) {
        return new Part(millis, seconds -> 0);
    }

    private static Part tone(int hz, int millis) {
        return new Part(millis, seconds -> LOUD * Math.sin(2 * Math.PI * hz * seconds));
    }

    private static byte[] sound(int rateHz, Part... parts) {
        int millis = Arrays.stream(parts).mapToInt(Part::millis).sum();
        byte[] linear16 = new byte[2 * (rateHz / 1_000) * millis];
        int at = 0;
        for (Part part : parts) {
            int samples = part.millis() * (rateHz / 1_000);
            for (int i = 0; i < samples; i++) {
                long sample = Math.round(part.sample().applyAsDouble((double) i / rateHz));
                sample = Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, sample));
                linear16[at++] = (byte) sample;
                linear16[at++] = (byte) (sample >> 8);
            }
        }
        return linear16;
    }
}
