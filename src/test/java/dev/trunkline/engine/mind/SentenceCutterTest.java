package dev.trunkline.engine.mind;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SentenceCutterTest {

    private final List<String> sentences = new ArrayList<>();
    private final SentenceCutter cutter = new SentenceCutter(sentences::add);

    private List<String> cut(String text) {
        cutter.add(text);
        cutter.end();
        return sentences;
    }

    @Test
    void sentenceIsToldWhenTheNextOneBegins() {
        cutter.add("Hello there.");
        assertThat(sentences).isEmpty(); // "Hello there.com" is possible still

        cutter.add(" How");

        assertThat(sentences).containsExactly("Hello there.");
    }

    @Test
    void questionIsToldBeforeTheNextSentenceBegins() {
        cutter.add("Are you there? ");

        assertThat(sentences).containsExactly("Are you there?");
    }

    @Test
    void endOfLineEndsASentence() {
        assertThat(cut("First\nSecond\n\n\nThird")).containsExactly("First", "Second", "Third");
    }

    @Test
    void pointsInNumbersAndAddressesAreNoEnds() {
        assertThat(cut("It is $3.50, or 1.000.000 at example.com now. Good."))
                .containsExactly("It is $3.50, or 1.000.000 at example.com now.", "Good.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Dr. Smith will see you.",
                "Ask for Mr. and Mrs. Jones.",
                "I spoke to J. R. Smith.",
                "Take fruit, e.g. Apples from here.",
                "It is on No. 5 of the list.",
                "We open on Jan. 3 this year.",
                "Approx. five minutes.",
                "Well... let me look.",
                "Yes, the U.S. office is open."
            })
    void abbreviationsAreNoEnds(String sentence) {
        assertThat(cut(sentence + " And then more.")).containsExactly(sentence, "And then more.");
    }

    @Test
    void noIsAnAnswerAndNotAlwaysANumber() {
        assertThat(cut("No. I cannot.")).containsExactly("No.", "I cannot.");
    }

    @Test
    void ellipsisBeforeACapitalIsAnEnd() {
        assertThat(cut("Let me see... Yes, it is here. Hm… Well."))
                .containsExactly("Let me see...", "Yes, it is here.", "Hm…", "Well.");
    }

    @Test
    void closingQuotesBelongToTheirSentence() {
        assertThat(cut("He said \"stop.\" Then (really!) he went. **Bold.** End."))
                .containsExactly("He said \"stop.\"", "Then (really!) he went.", "**Bold.**", "End.");
    }

    @Test
    void numberOfAListBelongsToItsItem() {
        assertThat(cut("1. Billing\n2. Sales. Or both.")).containsExactly("1. Billing", "2. Sales.", "Or both.");
    }

    @Test
    void otherScriptsHaveEndsToo() {
        assertThat(cut("はい。お待ちください！では")).containsExactly("はい。", "お待ちください！", "では");
    }

    @Test
    void firstLongClauseIsCutAtACommaSoThatSpeechStartsEarly() {
        cutter.add("Since you have been a customer for a very long time, I would like to offer you");

        assertThat(sentences).containsExactly("Since you have been a customer for a very long time,");
    }

    @Test
    void laterClausesMayBeLonger() {
        cutter.add("Good. Since you have been a customer for a very long time, I would like to offer you");

        assertThat(sentences).containsExactly("Good.");
    }

    @Test
    void textWithoutAnyMarksIsCutBetweenWords() {
        String words = "word ".repeat(200);

        List<String> cut = cut(words);

        assertThat(cut).allSatisfy(part -> assertThat(part.length()).isLessThanOrEqualTo(320));
        assertThat(String.join(" ", cut)).isEqualTo(words.strip());
    }

    @Test
    void textWithoutAnySpaceIsCutBetweenWholeCharacters() {
        String text = "x" + "😀".repeat(400);

        List<String> cut = cut(text);

        assertThat(cut).hasSizeGreaterThan(1);
        assertThat(cut).noneSatisfy(part -> assertThat(part).matches("(?s).*[\ud800-\udbff]$"));
        assertThat(String.join("", cut)).isEqualTo(text);
    }

    @Test
    void sentencesDoNotDependOnHowTheTextIsSplit() {
        String text =
                "Hello, Dr. Smith! It costs 3.50 dollars... or more. 1. One\n2. Two? \"Yes.\" No. 7 is e.g. Red, and so"
                        + " on, for as long as anyone may care to listen to this, which is long. Bye. ";
        List<String> whole = List.copyOf(cut(text));
        Random random = new Random(7);

        for (int round = 0; round < 500; round++) {
            List<String> parts = new ArrayList<>();
            SentenceCutter streaming = new SentenceCutter(parts::add);
            for (int at = 0; at < text.length(); ) {
                int end = Math.min(text.length(), at + 1 + random.nextInt(12));
                streaming.add(text.substring(at, end));
                at = end;
            }
            streaming.end();
            assertThat(String.join(" ", parts)).isEqualTo(String.join(" ", whole));
            assertThat(parts.subList(0, 4)).isEqualTo(whole.subList(0, 4));
        }
    }

    @Test
    void wholeTextIsCutWhereItsSentencesEnd() {
        String clause =
                "If you come by car, you can park behind the house, and if you come by bus, the stop is at the door.";

        assertThat(SentenceCutter.split(" Dr. Smith is in. " + clause + "  Is that all?"))
                .containsExactly("Dr. Smith is in.", clause, "Is that all?");
        assertThat(SentenceCutter.split("  ")).isEmpty();
    }
}
