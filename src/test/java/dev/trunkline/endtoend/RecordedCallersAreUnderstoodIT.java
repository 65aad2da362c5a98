package dev.trunkline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.app.Trunkline;
import dev.trunkline.config.ConfigReader;
import dev.trunkline.speech.Speech;
import dev.trunkline.speech.SpeechRecognizer;
import dev.trunkline.speech.Telephone;
import dev.trunkline.speech.moonshine.MoonshineRecognizer;
import dev.trunkline.speech.moonshine.Weights;
import dev.trunkline.speech.sphinx.PhraseGrammar;
import dev.trunkline.speech.sphinx.SphinxRecognizer;
import dev.trunkline.speech.tts.FreeTtsVoice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The bridge costs no word: what mu-law alone leaves to understand is understood at the far end of a call as well. */
class RecordedCallersAreUnderstoodIT {

    @RegisterExtension
    static final QuietConsole CONSOLE = new QuietConsole();

    // Heard alike wherever they begin in a frame, so that only the bridge can lose a word. Upon the goodbye the agent
    // hangs up.
    private static final List<List<String>> SPOKEN = List.of(
            List.of("what are your opening hours", "what is my balance", "goodbye"),
            List.of("i am very happy", "where is your office", "goodbye"));
    private static final List<List<String>> RECORDED = List.of(
            List.of("pls-hold-while-try", "all-circuits-busy-now", "queue-thankyou", "vm-goodbye"),
            List.of("number-not-answering", "one-moment-please", "please-try-call-later", "vm-goodbye"));

    @TempDir
    private static Path folder;

    private static final List<JsonNode> THROUGH_BRIDGE = new ArrayList<>();
    private static SpeechRecognizer ears;
    private static FreeTtsVoice caller;

    /** All calls at the same time, to one bridge. */
    @BeforeAll
    static void thePhonesRing() throws Exception {
        List<List<String>> calls = new ArrayList<>();
        SPOKEN.forEach(words -> calls.add(options("--say", words)));
        if (Files.isDirectory(Telephone.RECORDED_PROMPTS)) {
            RECORDED.forEach(prompts -> calls.add(options("--wav", files(prompts))));
        }
        try (Trunkline bridge =
                Trunkline.start(ConfigReader.read(Map.of("TRUNKLINE_PORT", "0", "TRUNKLINE_BIND", "127.0.0.1"), null)
                        .inLab())) {
            bridge.warm().join();
            String webhook = bridge.publicUrl().resolve("/twilio/voice").toString();
            List<CompletableFuture<PlacedCall>> placed = new ArrayList<>();
            for (List<String> options : calls) {
                options.addAll(
                        List.of("--to", webhook, "--admin", bridge.adminUrl().toString()));
                Path own = folder.resolve("call" + placed.size());
                placed.add(CompletableFuture.supplyAsync(() -> place(own, options), task -> new Thread(task).start()));
            }
            for (CompletableFuture<PlacedCall> call : placed) {
                assertThat(call.join().status()).isZero();
                THROUGH_BRIDGE.addAll(call.join().linesOf("caller"));
            }
        }
        Weights weights = Weights.inside("tiny");
        ears = weights.arePresent()
                ? new MoonshineRecognizer(weights)
                : new SphinxRecognizer(PhraseGrammar.contactCentre());
        caller = new FreeTtsVoice();
    }

    @ParameterizedTest
    @CsvSource({
        "pls-hold-while-try,      please hold while we try to connect you",
        "all-circuits-busy-now,   all circuits are busy now",
        "queue-thankyou,          thank you for your patience",
        "number-not-answering,    the number is not answering",
        "one-moment-please,       one moment please",
        "please-try-call-later,   please try your call again later",
        "vm-goodbye,              goodbye"
    })
    void recordedHumanSpeech(String prompt, String words) {
        assumeTrue(
                Files.isDirectory(Telephone.RECORDED_PROMPTS),
                "asterisk-core-sounds-en-wav is not installed; .ci/run installs it");

        assertNoWordIsLost(words, "(" + prompt + ".wav)", Telephone.hearPrompt(prompt));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "what are your opening hours",
                "what is my balance",
                "goodbye",
                "i am very happy",
                "where is your office"
            })
    void syntheticSpeech(String words) {
        assertNoWordIsLost(words, words, Telephone.hear(caller.say(words)));
    }

    private static void assertNoWordIsLost(String words, String line, Speech muLawAlone) {
        WordsHeard alone = WordsHeard.of(words, ears.recognize(muLawAlone).text());
        List<WordsHeard> bridged = THROUGH_BRIDGE.stream()
                .filter(one -> one.path("text").asText().equals(line))
                .map(one -> WordsHeard.of(words, one.path("heardText").asText("")))
                .toList();

        assertThat(alone.correct())
                .as("words of \"%s\" after mu-law alone", words)
                .isPositive();
        assertThat(bridged).isNotEmpty().allSatisfy(heard -> {
            assertThat(heard.correct()).as("words right in %s", heard).isGreaterThanOrEqualTo(alone.correct());
            assertThat(heard.wrong()).as("words wrong in %s", heard).isLessThanOrEqualTo(alone.wrong());
        });
    }

    private static PlacedCall place(Path own, List<String> options) {
        try {
            return PlacedCall.place(own, options);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> options(String option, List<String> values) {
        List<String> options = new ArrayList<>(List.of(option));
        options.addAll(values);
        return options;
    }

    private static List<String> files(List<String> prompts) {
        return prompts.stream()
                .map(prompt ->
                        Telephone.RECORDED_PROMPTS.resolve(prompt + ".wav").toString())
                .toList();
    }
}
