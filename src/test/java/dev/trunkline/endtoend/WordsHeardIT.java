package dev.trunkline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsHeardIT {

    @ParameterizedTest
    @CsvSource({
        "one moment please, one moment please,     3, 0",
        "one moment please, '',                    0, 0",
        "one moment please, one moment,            2, 0",
        "one moment please, one more moment,       2, 1",
        "one moment please, please one moment,     2, 1",
        "bye bye,           bye,                   1, 0",
        "bye,               bye bye bye,           1, 2"
    })
    void wordsCountInTheOrderSaid(String said, String heard, int correct, int wrong) {
        assertThat(WordsHeard.of(said, heard)).isEqualTo(new WordsHeard(heard, correct, wrong));
    }
}
