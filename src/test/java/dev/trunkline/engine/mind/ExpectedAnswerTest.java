package dev.trunkline.engine.mind;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpectedAnswerTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                Hello, thank you for calling. How can I help you? | ANYTHING  | 0
                Can I help you with anything else?                | ANYTHING  | 0
                The shop is open from nine to five.               | ANYTHING  | 0
                What is your account number?                      | DIGITS    | 0
                Please tell me your eight digit customer number.  | DIGITS    | 8
                Could you give me your 6-digit code?              | DIGITS    | 6
                May I have your credit card number, please?       | DIGITS    | 16
                What is your zip code?                            | DIGITS    | 5
                Thank you. Is that correct?                       | YES_OR_NO | 0
                So that is number 17, right?                      | YES_OR_NO | 0
                Would you like to hear it again?                  | YES_OR_NO | 0
                Do you want me to transfer you?                   | YES_OR_NO | 0
                What is your name?                                | NAME      | 0
                Could you spell your last name for me?            | NAME      | 0
                What is your new address?                         | ADDRESS   | 0
                What is your date of birth?                       | FACT      | 0
                How much would you like to pay?                   | FACT      | 0
                Which day suits you? Take your time.              | FACT      | 0
                """)
    void theQuestionTellsWhatIsExpected(String words, ExpectedAnswer.Kind kind, int digits) {
        assertThat(ExpectedAnswer.guess(words)).isEqualTo(new ExpectedAnswer(kind, digits));
    }
}
