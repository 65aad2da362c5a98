package dev.trunkline.speech.bargein;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Turns that are said while the agent is silent, by how loud the caller usually is. */
class SoftTurnsTest {

    private static final int USUAL = 6_000;
    private static final int TWELVE_DB_SOFTER = 1_500;
    private static final int SIX_DB_SOFTER = 3_000;

    private final CallerVoice voice = new CallerVoice();

    @Test
    void whatIsMuchSofterThanTheCallerUsuallyIsIsMeantForSomebodyElse() {
        assertThat(turn(80, USUAL)).isFalse();

        assertThat(turn(60, TWELVE_DB_SOFTER)).isTrue();
        assertThat(turn(60, USUAL)).isFalse();
    }

    @Test
    void aCallerWhoHasBecomeSoftIsHeardTheSecondTime() {
        turn(80, USUAL);

        assertThat(turn(20, TWELVE_DB_SOFTER)).isTrue();
        assertThat(turn(20, TWELVE_DB_SOFTER)).isFalse();
    }

    @Test
    void whoHasBecomeSoftStaysHeard() {
        turn(80, USUAL);
        turn(20, TWELVE_DB_SOFTER);

        for (int i = 0; i < 5; i++) {
            assertThat(turn(40, TWELVE_DB_SOFTER)).isFalse();
        }
    }

    @Test
    void oneShortQuestionIsEnoughToKnowTheCallerBy() {
        turn(45, USUAL);

        assertThat(turn(60, TWELVE_DB_SOFTER)).isTrue();
    }

    @Test
    void aSentenceThatDiesAwayMakesNobodySofter() {
        learn(40, USUAL);
        learn(40, SIX_DB_SOFTER);
        learn(40, TWELVE_DB_SOFTER);
        voice.endTurn();

        assertThat(turn(60, TWELVE_DB_SOFTER)).isTrue();
    }

    @Test
    void whatWasNoTurnIsNotRemembered() {
        turn(80, USUAL);
        learn(30, USUAL);
        voice.forgetTurn();

        assertThat(turn(60, TWELVE_DB_SOFTER)).isTrue();
    }

    @Test
    void aLittleSofterIsStillTheCaller() {
        turn(80, USUAL);

        assertThat(turn(60, SIX_DB_SOFTER)).isFalse();
    }

    @Test
    void aCallerWhomNobodyKnowsYetIsNeverTooSoft() {
        assertThat(turn(30, USUAL)).isFalse();
        assertThat(turn(60, TWELVE_DB_SOFTER)).isFalse();
    }

    @Test
    void oneLoudWordInSixIsTheCaller() {
        turn(80, USUAL);
        learn(50, TWELVE_DB_SOFTER);
        learn(10, USUAL);

        assertThat(voice.endTurn()).isFalse();
    }

    private boolean turn(int frames, int amplitude) {
        learn(frames, amplitude);
        return voice.endTurn();
    }

    private void learn(int frames, int amplitude) {
        short[] samples = new short[160];
        Arrays.fill(samples, (short) amplitude);
        for (int i = 0; i < frames; i++) {
            voice.learn(samples);
        }
    }
}
