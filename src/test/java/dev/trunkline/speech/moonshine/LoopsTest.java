package dev.trunkline.speech.moonshine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LoopsTest {

    @Test
    void wordsThatDoNotRepeatStay() {
        assertThat(Loops.cut(List.of(1, 2, 3, 4, 5))).containsExactly(1, 2, 3, 4, 5);
        assertThat(Loops.cut(List.of())).isEmpty();
    }

    @Test
    void saidTwiceIsNoLoop() {
        assertThat(Loops.cut(List.of(7, 8, 7, 8))).containsExactly(7, 8, 7, 8);
    }

    @Test
    void oneWordAgainAndAgainIsCutToOne() {
        assertThat(Loops.cut(List.of(1, 2, 9, 9, 9, 9))).containsExactly(1, 2, 9);
    }

    @Test
    void aSentenceAgainAndAgainIsCutToOneEvenInItsMiddle() {
        assertThat(Loops.cut(List.of(5, 1, 2, 3, 1, 2, 3, 1, 2, 3, 1))).containsExactly(5, 1, 2, 3);
    }
}
