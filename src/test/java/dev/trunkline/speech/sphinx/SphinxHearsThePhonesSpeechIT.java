package dev.trunkline.speech.sphinx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.trunkline.speech.Speech;
import dev.trunkline.speech.SpeechRecognizer.Result;
import dev.trunkline.speech.Telephone;
import dev.trunkline.speech.tts.FreeTtsVoice;
import java.nio.file.Files;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SphinxHearsThePhonesSpeechIT {

    private static final PhraseGrammar GRAMMAR = PhraseGrammar.contactCentre();

    private static SphinxRecognizer recognizer;
    private static FreeTtsVoice caller;

    @BeforeAll
    static void load() {
        recognizer = new SphinxRecognizer(GRAMMAR);
        caller = new FreeTtsVoice();
    }

    static Stream<String> phrases() {
        return GRAMMAR.phrases().stream();
    }

    static Stream<String> everyThirdPhrase() {
        return IntStream.range(0, GRAMMAR.phrases().size())
                .filter(i -> i % 3 == 0)
                .mapToObj(GRAMMAR.phrases()::get);
    }

    /** A third of what {@link #everyPhraseOfASyntheticCallerIsHeardWordForWord} asks for, in the usual build. */
    @ParameterizedTest
    @MethodSource("everyThirdPhrase")
    void aPhraseOfASyntheticCallerIsHeardWordForWord(String phrase) {
        everyPhraseOfASyntheticCallerIsHeardWordForWord(phrase);
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("phrases")
    void everyPhraseOfASyntheticCallerIsHeardWordForWord(String phrase) {
        Result heard = recognizer.recognize(Telephone.hear(caller.say(phrase)));

        assertThat(heard).isEqualTo(new Result(phrase, true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "the weather is nice today isn't it",
                "i would like a large pizza with mushrooms",
                "my dog chased the cat around the garden",
                "where can i park my car",
                "turn the lights off in the kitchen",
                "the meeting starts at three thirty on tuesday",
                "do you know what time it is",
                "one two three four five",
                "i bought a new bicycle yesterday",
                "what is the meaning of life",
                "hello operator give me number nine",
                "i need to change my address",
                "umbrella"
            })
    void whatNoPhraseSaysIsNotForcedIntoOne(String sentence) {
        Result heard = recognizer.recognize(Telephone.hear(caller.say(sentence)));

        assertThat(heard).isEqualTo(new Result("", false));
    }

    @ParameterizedTest
    @CsvSource({
        "pls-hold-while-try,        please hold while we try to connect you",
        "queue-thankyou,            thank you for your patience",
        "cannot-complete-as-dialed, your call cannot be completed as dialed",
        "check-number-dial-again,   please check the number and dial again",
        "number-not-answering,      the number is not answering",
        "all-circuits-busy-now,     all circuits are busy now",
        "something-terribly-wrong,  something is terribly wrong",
        "please-try-call-later,     please try your call again later",
        "one-moment-please,         one moment please",
        "vm-goodbye,                goodbye"
    })
    void recordedHumanSpeechIsHeardWordForWord(String prompt, String words) {
        assumeTrue(Files.isDirectory(Telephone.RECORDED_PROMPTS), "asterisk-core-sounds-en-wav is not installed");

        Result heard = recognizer.recognize(Telephone.hearPrompt(prompt));

        assertThat(heard).isEqualTo(new Result(words, true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tt-weasels",
                "tt-monkeysintro",
                "tt-monkeys",
                "conf-now-recording",
                "demo-nomatch",
                "vm-sorry",
                "vm-msgsaved",
                "conf-waitforleader",
                "dir-welcome",
                "transfer",
                "vm-msgforwarded",
                "agent-pass",
                "ss-noservice"
            })
    void recordedHumanSpeechOutsideTheGrammarIsRefused(String prompt) {
        assumeTrue(Files.isDirectory(Telephone.RECORDED_PROMPTS), "asterisk-core-sounds-en-wav is not installed");

        assertThat(recognizer.recognize(Telephone.hearPrompt(prompt)).understood())
                .isFalse();
    }

    @Test
    void silenceNoiseAndNothingAreNotUnderstood() {
        Random random = new Random(4);
        short[] noise = new short[16_000];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (short) (1_000 * random.nextGaussian());
        }

        assertThat(List.of(new short[0], new short[1], new short[801], new short[16_000], noise))
                .allSatisfy(samples -> assertThat(recognizer.recognize(new Speech(samples, 8_000)))
                        .isEqualTo(new Result("", false)));
    }

    @Test
    void anUtteranceIsHeardTheSameWhateverCameBeforeIt() {
        Speech utterance = Telephone.hear(caller.say("i want to speak to a person please"));
        Result first = recognizer.recognize(utterance);

        recognizer.recognize(Telephone.hear(caller.say("the quick brown fox jumps over the lazy dog")));
        Result again = recognizer.recognize(utterance);

        assertThat(again).isEqualTo(first);
        assertThat(first.understood()).isTrue();
    }

    @Test
    void callersQueueForTheOneRecognizer() {
        List<String> phrases = GRAMMAR.phrases().subList(0, 6);

        List<CompletableFuture<Result>> all = phrases.stream()
                .map(phrase ->
                        CompletableFuture.supplyAsync(() -> recognizer.recognize(Telephone.hear(caller.say(phrase)))))
                .toList();

        assertThat(all.stream().map(CompletableFuture::join).map(Result::text)).containsExactlyElementsOf(phrases);
    }

    @Test
    void aWordThatNobodyCanPronounceIsNamedAtTheStart() {
        assertThatThrownBy(() -> new SphinxRecognizer(PhraseGrammar.of(List.of("hello xyzzyx"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("xyzzyx");
    }
}
