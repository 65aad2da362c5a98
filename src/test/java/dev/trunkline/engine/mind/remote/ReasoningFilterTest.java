package dev.trunkline.engine.mind.remote;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReasoningFilterTest {

    private final ReasoningFilter filter = new ReasoningFilter();

    private String letterByLetter(String text) {
        StringBuilder passed = new StringBuilder();
        text.chars().forEach(c -> passed.append(filter.pass(String.valueOf((char) c))));
        return passed.append(filter.end()).toString();
    }

    @Test
    void reasoningAtTheBeginningIsDropped() {
        assertThat(letterByLetter("\n<think>The caller </th wants x.</think>\n\nHello."))
                .isEqualTo("\n\nHello.");
    }

    @Test
    void answerWithoutReasoningIsUntouched() {
        assertThat(letterByLetter("<thing> is <think>x</think>.")).isEqualTo("<thing> is <think>x</think>.");
    }

    @Test
    void answerThatOnlyLooksLikeReasoningSoFarIsNotLost() {
        assertThat(letterByLetter("<th")).isEqualTo("<th");
    }

    @Test
    void reasoningWithoutAnEndIsNotSaid() {
        assertThat(letterByLetter("<think>and so on. And on.")).isEmpty();
    }
}
