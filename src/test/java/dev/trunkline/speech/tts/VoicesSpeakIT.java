package dev.trunkline.speech.tts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.speech.Speech;
import dev.trunkline.speech.Voice;
import java.io.File;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VoicesSpeakIT {

    private static final List<String> ODD_TEXTS = List.of(
            "Your balance is $42.50. It’s due on the 21st; we’re open from 9:30 to 5pm!",
            "“Straße” – naïve café… 100 % <b>bold</b> & co. [x] {y} a_b *c* `d` ~e | f\\g",
            "a",
            "I",
            "O.K. e.g. U.S.A. etc.",
            "https://example.com/a?b=c&d=1#e me@example.com",
            "1,000,000 3.14159 007 12/24/2026 +44 20 7946 0000",
            "xkcd qwrtz bcdfg",
            "no stop at the end",
            "Two.\n\nParagraphs.",
            "$ 12:00:30 -- 1st $-",
            "'tis the dogs' 'quoted' words");

    private static List<Voice> voices = List.of();

    @BeforeAll
    static void load() {
        voices = List.of(new FreeTtsVoice(), new MaryVoice());
    }

    static Stream<Voice> voices() {
        return voices.stream();
    }

    @ParameterizedTest
    @MethodSource("voices")
    void aSentenceIsAudibleAndTakesAsLongAsASentenceTakes(Voice voice) {
        Speech speech = voice.say("Hello. What is my account balance, please?");

        assertThat(speech.sampleRateHz()).isEqualTo(voice.sampleRateHz());
        assertThat(speech.durationMillis()).isBetween(2_000L, 5_000L);
        assertThat(peak(speech)).isBetween(5_000, 32_767);
    }

    @ParameterizedTest
    @MethodSource("voices")
    void whatCannotBeSpokenIsSkipped(Voice voice) {
        assertThat(Stream.of("", " ", "…", "?!", "日本語", "*** ---", "\u0000"))
                .allSatisfy(text -> assertThat(voice.say(text).samples()).isEmpty());
    }

    @ParameterizedTest
    @MethodSource("voices")
    void anyTextWithALetterOrDigitIsSpoken(Voice voice) {
        assertThat(ODD_TEXTS)
                .allSatisfy(text -> assertThat(voice.say(text).durationMillis()).isGreaterThan(100));
    }

    @ParameterizedTest
    @MethodSource("voices")
    void manyThreadsGetWhatOneGets(Voice voice) {
        List<String> texts =
                List.of("Goodbye.", "How can I help you?", "Thank you for calling.", "One moment, please.");
        List<short[]> alone =
                texts.stream().map(text -> voice.say(text).samples()).toList();

        List<CompletableFuture<short[]>> together = IntStream.range(0, 12)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> voice.say(texts.get(i % texts.size())).samples()))
                .toList();

        assertThat(IntStream.range(0, 12).boxed())
                .allSatisfy(i -> assertThat(together.get(i).join()).isEqualTo(alone.get(i % texts.size())));
    }

    @Test
    void severalVoicesMayBeLoadedAtOnce() {
        List<CompletableFuture<Speech>> together = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> new FreeTtsVoice().say("What are your opening hours?"),
                        task -> new Thread(task, "voice-" + i).start()))
                .toList();

        short[] alone = new FreeTtsVoice().say("What are your opening hours?").samples();
        assertThat(together)
                .allSatisfy(speech -> assertThat(speech.join().samples()).isEqualTo(alone));
    }

    @Test
    void aSentenceThatMarysFilterSwallowsIsSaidAgain() {
        Speech speech = new MaryVoice().say("I will find someone for you.");

        int loud = 0;
        for (short sample : speech.samples()) {
            loud += Math.abs(sample) > 1_000 ? 1 : 0;
        }
        assertThat((double) loud / speech.samples().length).isGreaterThan(0.2);
    }

    @Test
    void nothingIsLeftInTheWorkingDirectory() {
        String[] before = new File(".").list();

        new MaryVoice().say("Nothing to see here.");

        assertThat(new File(".").list()).containsExactlyInAnyOrder(before);
    }

    private static int peak(Speech speech) {
        int peak = 0;
        for (short sample : speech.samples()) {
            peak = Math.max(peak, Math.abs(sample));
        }
        return peak;
    }
}
