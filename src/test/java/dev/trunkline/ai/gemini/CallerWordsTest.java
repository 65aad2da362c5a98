package dev.trunkline.ai.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.ai.GrownText;
import org.junit.jupiter.api.Test;

class CallerWordsTest {

    private static final String PIECE = "a".repeat(1_000);

    private final CallerWords words = new CallerWords();

    @Test
    void whatWaitsIsSaidWhenTheCallerGoesOn() {
        words.add("I want");
        words.keep(" to");
        assertThat(words.goOnWithKept()).isTrue();
        words.add(" pay");

        assertThat(words.take()).isEqualTo("I want to pay");
        assertThat(words.take()).isEmpty();
    }

    /** Gemini alone decides when a caller has finished. */
    @Test
    void whatNeverEndsIsKeptOnlySoFar() {
        for (int i = 0; i < 50; i++) {
            words.keep(PIECE);
        }
        assertThat(words.goOnWithKept()).isTrue();
        words.add(PIECE);

        assertThat(words.soFar()).hasSize(GrownText.MOST_CHARACTERS);
    }
}
