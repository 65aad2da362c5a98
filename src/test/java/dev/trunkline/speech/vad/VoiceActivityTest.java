package dev.trunkline.speech.vad;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.speech.Telephone;
import dev.trunkline.speech.tts.FreeTtsVoice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VoiceActivityTest {

    private static final int FRAME_SAMPLES = 160;
    private static final int PAUSE_FRAMES = 50;

    private static short[] sentence = {};

    @BeforeAll
    static void speak() {
        sentence = Telephone.hear(new FreeTtsVoice().say("I have a question about my bill."))
                .samples();
    }

    static Stream<Named<Supplier<VoiceActivity>>> detectors() {
        return Stream.of(
                Named.of("native", VoiceActivityTest::nativeOne), Named.of("energy", EnergyVoiceActivity::new));
    }

    @ParameterizedTest
    @MethodSource("detectors")
    void silenceIsNoSpeech(Supplier<VoiceActivity> detector) {
        assertThat(speechFrames(detector.get(), new short[8_000])).isZero();
    }

    @ParameterizedTest
    @MethodSource("detectors")
    void theNoiseOfALineIsNoSpeech(Supplier<VoiceActivity> detector) {
        assertThat(speechFrames(detector.get(), noise(5 * 8_000, 40))).isLessThan(10);
    }

    @ParameterizedTest
    @MethodSource("detectors")
    void aSentenceIsSpeechFromItsBeginningToItsEnd(Supplier<VoiceActivity> detector) {
        short[] call = noise(PAUSE_FRAMES * FRAME_SAMPLES * 2 + sentence.length, 15);
        for (int i = 0; i < sentence.length; i++) {
            call[PAUSE_FRAMES * FRAME_SAMPLES + i] += sentence[i];
        }

        boolean[] speech = judge(detector.get(), call);

        int first = firstSpeech(speech);
        int last = lastSpeech(speech);
        // the sentence has 300 ms of silence on both sides
        assertThat(first).isBetween(PAUSE_FRAMES + 5, PAUSE_FRAMES + 25);
        assertThat(last).isBetween(speech.length - PAUSE_FRAMES - 30, speech.length - PAUSE_FRAMES + 10);
        assertThat(count(speech)).isGreaterThan((last - first) * 7 / 10);
    }

    @Test
    void theFactoryGivesAFreshDetectorToEveryStream() {
        var activities = new VoiceActivities(FvadVoiceActivity.Mode.AGGRESSIVE);

        try (VoiceActivity one = activities.forStream();
                VoiceActivity other = activities.forStream()) {
            assertThat(one).isNotSameAs(other);
            assertThat(speechFrames(one, sentence)).isGreaterThan(20);
            assertThat(speechFrames(other, new short[8_000])).isZero();
        }
    }

    private static VoiceActivity nativeOne() {
        try {
            return new FvadVoiceActivity(FvadVoiceActivity.Mode.AGGRESSIVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static short[] noise(int samples, int amplitude) {
        Random random = new Random(7);
        short[] noise = new short[samples];
        for (int i = 0; i < samples; i++) {
            noise[i] = (short) (amplitude * random.nextGaussian());
        }
        return noise;
    }

    private static boolean[] judge(VoiceActivity detector, short[] sound) {
        boolean[] speech = new boolean[sound.length / FRAME_SAMPLES];
        for (int i = 0; i < speech.length; i++) {
            speech[i] = detector.isSpeech(Arrays.copyOfRange(sound, i * FRAME_SAMPLES, (i + 1) * FRAME_SAMPLES));
        }
        return speech;
    }

    private static int speechFrames(VoiceActivity detector, short[] sound) {
        return count(judge(detector, sound));
    }

    private static int count(boolean[] speech) {
        int count = 0;
        for (boolean frame : speech) {
            count += frame ? 1 : 0;
        }
        return count;
    }

    private static int firstSpeech(boolean[] speech) {
        int i = 0;
        while (!speech[i]) {
            i++;
        }
        return i;
    }

    private static int lastSpeech(boolean[] speech) {
        int i = speech.length - 1;
        while (!speech[i]) {
            i--;
        }
        return i;
    }
}
