package dev.trunkline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersLookTheSameEverywhereTest {

    private final Locale before = Locale.getDefault();

    @AfterEach
    void restore() {
        Locale.setDefault(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ar-EG", "fa-IR", "th-TH-u-nu-thai", "tr-TR", "hi-IN-u-nu-deva", "de-DE"})
    @SuppressWarnings({"StringCaseLocaleUsage", "DefaultLocale", "AnnotateFormatMethod"})
    void whoeverStartsTheProgram(String language) {
        Locale.setDefault(Locale.forLanguageTag(language));

        Main.speakNobodysLanguage();

        assertThat(String.format("%d %.1f", 1_234, 5.5)).isEqualTo("1234 5.5");
        assertThat("TITLE".toLowerCase(Locale.getDefault())).isEqualTo("title");
    }
}
