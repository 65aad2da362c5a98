package dev.trunkline.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProblemTest {

    @ParameterizedTest
    @CsvSource({
        "E0705, custom_language_model_disconnected, false",
        "E0712, custom_language_model_timed_out, false",
        "E0714, inactivity_timeout, true",
        "E0715, max_duration_timeout, true",
        "I0100, config_not_found, true",
        "I0116, transcription_failure, true",
        "I0118, transcription_disconnected, true"
    })
    void knownSlugsAreThoseThatClientsHaveSeen(String code, String slug, boolean endsChat) {
        assertThat(Arrays.stream(Problem.values())
                        .filter(problem -> problem.slug().equals(slug)))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.code()).isEqualTo(code);
                    assertThat(problem.endsChat()).isEqualTo(endsChat);
                });
    }

    @Test
    void everyDocumentedCodeIsThere() {
        assertThat(Arrays.stream(Problem.values()).map(Problem::code))
                .contains(
                        "E0100", "E0101", "E0102", "E0200", "E0201", "E0202", "E0203", "E0705", "E0708", "E0710",
                        "E0712", "E0714", "E0715", "E0723", "I0100", "I0116", "I0118");
    }

    @Test
    void onlyTheClientsOwnMistakesCountAgainstIt() {
        assertThat(Arrays.stream(Problem.values()).filter(Problem::isClientsMistake))
                .containsExactlyInAnyOrderElementsOf(EnumSet.of(
                        Problem.NOT_JSON,
                        Problem.BAD_FIELD,
                        Problem.WRONG_MODEL,
                        Problem.UNKNOWN_MEDIA,
                        Problem.BAD_BASE64,
                        Problem.NO_AUDIO,
                        Problem.LONG_AUDIO,
                        Problem.WHOLE_FILE));
    }
}
