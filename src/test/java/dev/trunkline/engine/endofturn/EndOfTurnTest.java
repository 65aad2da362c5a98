package dev.trunkline.engine.endofturn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.engine.mind.ExpectedAnswer;
import dev.trunkline.speech.FinalPitch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndOfTurnTest {

    private static final FinalPitch FALLING = new FinalPitch(-4, -10);
    private static final FinalPitch LEVEL = new FinalPitch(0, 0);

    private final EndOfTurn policy = new EndOfTurn(EndOfTurnSilence.ADAPTIVE);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "I would like to change the",
                "my name is",
                "I have a question about",
                "I was using it, and",
                "we moved last month, so",
                "I want to,",
                "um",
                "is there a",
                "I have a question, um",
                "Let me see."
            })
    void whatMustGoOnIsWaitedForAsLongAsPossible(String words) {
        assertThat(millis(words, ExpectedAnswer.ANYTHING)).isGreaterThan(1_500);
    }

    @ParameterizedTest
    @ValueSource(strings = {"no thank you", "Yes, please.", "That's all.", "Goodbye."})
    void aWholeShortAnswerIsTakenAtOnce(String words) {
        assertThat(millis(words, ExpectedAnswer.YES_OR_NO)).isEqualTo(300);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "What are your opening hours?",
                "how do i reset my password",
                "Can you tell me what my balance is?",
                "I would like to cancel my order please"
            })
    void whatIsWholeNeedsLessThanTheUsualSilence(String words) {
        assertThat(millis(words, ExpectedAnswer.ANYTHING)).isLessThan(600);
    }

    @ParameterizedTest
    @CsvSource({
        "four seven one,                          8, 1800",
        "'4, 7, 1, 9.',                           8, 1800",
        "4719 2208,                               8,  300",
        "it is four seven one nine double two oh one, 8, 300",
        "it is four seven one nine double,        8, 1800",
        "twenty four eleven,                      4,  300",
    })
    void aNumberIsOverWhenAllItsDigitsAreThere(String words, int digits, int millis) {
        assertThat(millis(words, ExpectedAnswer.digits(digits))).isEqualTo(millis);
    }

    @Test
    void theMelodyDecidesWhereTheWordsDoNot() {
        Evidence silent = new Evidence("", null, null, ExpectedAnswer.ANYTHING, 0);

        int falling = policy.after(silent.withEnding(FALLING)).millis();
        int level = policy.after(silent.withEnding(LEVEL)).millis();

        assertThat(falling).isLessThan(policy.after(silent).millis());
        assertThat(level).isGreaterThan(policy.after(silent).millis());
    }

    @Test
    void aModelsJudgementTakesTheMelodysPlace() {
        Evidence level = new Evidence("", LEVEL, null, ExpectedAnswer.ANYTHING, 0);

        assertThat(policy.after(level.withCompleteness(0.97)).millis()).isEqualTo(300);
        assertThat(policy.after(level.withCompleteness(0.02)).millis()).isEqualTo(1_800);
        assertThat(policy.after(level.withCompleteness(0.97)).reasons())
                .extracting(SilenceNeeded.Reason::what)
                .contains("model")
                .noneMatch(reason -> reason.startsWith("the voice"));
    }

    @Test
    void wordsThatTheEarsAreNotSureOfKeepNobodyWaitingForLong() {
        Evidence sure = Evidence.NONE.withEnding(LEVEL).withWords("tell me about your term isn't", 1);
        Evidence unsure = sure.withWords("tell me about your term isn't", 0);
        Evidence halfSure = sure.withWords("tell me about your term isn't", 0.5);

        assertThat(policy.after(sure).millis()).isEqualTo(1_800);
        assertThat(policy.after(unsure).millis()).isBetween(1_200, 1_400);
        assertThat(policy.after(halfSure).millis()).isGreaterThan(1_400);
    }

    @Test
    void digitsThatAreMissingAreMissingHoweverSureTheEarsAre() {
        Evidence half = new Evidence("one two three", 0, LEVEL, null, ExpectedAnswer.digits(8), 0);

        assertThat(policy.after(half).millis()).isEqualTo(1_800);
    }

    @Test
    void whatIsOverIsOverHoweverSureTheEarsAre() {
        Evidence over = new Evidence("yes please", 0, null, null, ExpectedAnswer.YES_OR_NO, 0);

        assertThat(policy.after(over).millis()).isEqualTo(300);
    }

    @Test
    void whoPausesLongGetsMoreTime() {
        String words = "I am calling because of my invoice";
        Evidence hurried = new Evidence(words, null, null, ExpectedAnswer.ANYTHING, 300);
        Evidence slow = new Evidence(words, null, null, ExpectedAnswer.ANYTHING, 900);

        assertThat(policy.after(slow).millis())
                .isGreaterThan(policy.after(hurried).millis());
    }

    @Test
    void aNumberThatWasAskedForGetsMoreTimeThanAYes() {
        Evidence none = Evidence.NONE;

        int number = policy.after(new Evidence(null, null, null, ExpectedAnswer.digits(0), 0))
                .millis();
        int yes = policy.after(new Evidence(null, null, null, ExpectedAnswer.YES_OR_NO, 0))
                .millis();

        assertThat(yes).isLessThan(policy.after(none).millis());
        assertThat(number).isGreaterThan(policy.after(none).millis());
    }

    @Test
    void nothingLeavesTheBounds() {
        EndOfTurn narrow = new EndOfTurn(new EndOfTurnSilence(500, 900));
        Evidence open = new Evidence("and", LEVEL, null, ExpectedAnswer.digits(8), 2_000);
        Evidence over = new Evidence("goodbye", FALLING, 0.99, ExpectedAnswer.YES_OR_NO, 0);

        assertThat(narrow.after(open).millis()).isEqualTo(900);
        assertThat(narrow.after(over).millis()).isEqualTo(500);
    }

    private int millis(String words, ExpectedAnswer expected) {
        return policy.after(new Evidence(words, null, null, expected, 0)).millis();
    }
}
