package dev.trunkline.ai;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GrownTextTest {

    private static final String MOST = "a".repeat(GrownText.MOST_CHARACTERS);

    @Test
    void whatFitsIsKeptAndNoMore() {
        assertThat(GrownText.of("We open", " at nine.")).isEqualTo("We open at nine.");
        assertThat(GrownText.of(MOST.substring(2), "bcd")).isEqualTo(MOST.substring(2) + "bc");
        assertThat(GrownText.of(MOST, "b")).isEqualTo(MOST);
        assertThat(GrownText.of("", MOST + "b")).isEqualTo(MOST);
        assertThat(GrownText.fitting(GrownText.MOST_CHARACTERS + 1, "b")).isEmpty();
    }

    /** Which no JSON could hold. */
    @Test
    void noCharacterIsHalved() {
        assertThat(GrownText.of(MOST.substring(1), "\uD83D\uDE00")).isEqualTo(MOST.substring(1));
        assertThat(GrownText.of(MOST.substring(2), "\uD83D\uDE00b")).isEqualTo(MOST.substring(2) + "\uD83D\uDE00");
    }
}
