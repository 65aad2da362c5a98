package dev.trunkline.engine.endofturn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.engine.mind.ExpectedAnswer;
import dev.trunkline.speech.FinalPitch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is whole is not waited for as if it went on, even where it ends in a word that mostly does. */
class WholeUtterancesTest {

    private static final FinalPitch LEVEL = new FinalPitch(-1, -1);
    private static final String SCRIPTS = "/dev/trunkline/engine/mind/script/";

    private final EndOfTurn policy = new EndOfTurn(EndOfTurnSilence.ADAPTIVE);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "when are you open",
                "when does my order arrive",
                "who am I talking to",
                "Is there a human being I can speak to?",
                "what street are you on",
                "where does that charge come from",
                "what should I do",
                "what can we do",
                "How do I pay this?",
                "who is this",
                "I did not catch that",
                "I'm sick and tired of this.",
                "tell me who you are",
                "I want to give back what I ordered.",
                "I'm still waiting for the shoes I bought.",
                "I need more time to pay.",
                "I can't log in.",
                "The machine won't turn on.",
                "What's your location?",
                "My order's late.",
                "my bill doubled this month",
                "a new plan please",
                "Nobody ever calls me back!",
            })
    void isTakenForOver(String words) {
        assertThat(millis(words)).isLessThan(1_400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "when you are open",
                "when I opened the box",
                "how much does it cost to",
                "what is the difference between",
                "what is the price of",
                "who is the person for",
                "I want to speak to",
                "I am calling about",
                "I would like to know whether",
                "there is a person in",
                "I need to",
                "and then I",
                "my account number is",
            })
    void whatGoesOnIsWaitedFor(String words) {
        assertThat(millis(words)).isGreaterThan(1_500);
    }

    /** All that the script in the jar knows, and what its test's callers say: 1,645 whole utterances. */
    @Test
    void fewOfThemAreWaitedForAsLongAsPossible() {
        List<String> whole = new ArrayList<>();
        lines("contact-centre.yaml").stream()
                .filter(line -> line.matches(" {6}- (?!name:)[a-z].*"))
                .forEach(line -> whole.add(line.substring(8)));
        lines("paraphrases.txt").stream()
                .filter(line -> !line.isBlank() && !line.matches("[#\\[].*"))
                .forEach(whole::add);

        long late = whole.stream().filter(words -> millis(words) > 1_500).count();

        assertThat(whole).hasSizeGreaterThan(1_500);
        assertThat((double) late / whole.size())
                .isLessThan(0.03); // 8 % before the last word was looked at in its clause
    }

    private int millis(String words) {
        return policy.after(new Evidence(words, LEVEL, null, ExpectedAnswer.ANYTHING, 0))
                .millis();
    }

    private static List<String> lines(String name) {
        try (var text = WholeUtterancesTest.class.getResourceAsStream(SCRIPTS + name)) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
