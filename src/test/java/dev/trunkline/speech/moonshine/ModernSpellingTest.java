package dev.trunkline.speech.moonshine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModernSpellingTest {

    @ParameterizedTest
    @CsvSource({
        "Good-by., Goodbye.",
        "good-bye for to-day, goodbye for today",
        "To-morrow night, Tomorrow night",
        "Some one is there, Someone is there",
        "A goodbye today, A goodbye today",
        "good byte, good byte"
    })
    void oldWordsAreWrittenAsToday(String heard, String written) {
        assertThat(ModernSpelling.of(heard)).isEqualTo(written);
    }
}
