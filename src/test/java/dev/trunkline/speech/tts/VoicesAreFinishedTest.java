package dev.trunkline.speech.tts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trunkline.speech.Speech;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VoicesAreFinishedTest {

    private static final int RATE_HZ = 16_000;
    private static final double AMPLITUDE = 4_000;

    @Test
    void silenceAroundTheSentenceIsCut() {
        Speech finished = new Finish(0, 0).of(tone(500, 300, 1_000, 400));

        assertThat(finished.durationMillis()).isBetween(1_175L, 1_190L); // 40 ms before, 140 after
    }

    @Test
    void whatIsTooWeakToBeHeardAtTheEndIsSilence() {
        Speech finished = new Finish(0, 0).of(joined(tone(500, 0, 1_000, 0), quieter(tone(500, 0, 300, 400), 36)));

        assertThat(finished.durationMillis()).isBetween(1_135L, 1_150L);
    }

    @Test
    void aSoftConsonantAtTheEndIsNot() {
        Speech finished = new Finish(0, 0).of(joined(tone(500, 0, 1_000, 0), quieter(tone(500, 0, 300, 400), 28)));

        assertThat(finished.durationMillis()).isBetween(1_435L, 1_450L);
    }

    @Test
    void aHissBehindAClosedMouthBelongsToItsWord() {
        Speech six = joined(tone(500, 0, 1_000, 80), quieter(tone(3_000, 0, 120, 400), 36));

        assertThat(new Finish(0, 0).of(six).durationMillis()).isBetween(1_335L, 1_350L); // 140 ms behind it
    }

    @Test
    void oneThatComesLaterIsBreath() {
        Speech breath = joined(tone(500, 0, 1_000, 200), quieter(tone(3_000, 0, 120, 400), 36));

        assertThat(new Finish(0, 0).of(breath).durationMillis()).isBetween(1_135L, 1_150L);
    }

    @Test
    void longPausesInsideItAreShortened() {
        Speech finished = new Finish(0, 0).of(joined(tone(500, 0, 500, 500), tone(500, 0, 500, 0)));

        assertThat(finished.durationMillis()).isBetween(1_260L, 1_300L);
    }

    @Test
    void soAreThoseIntoWhichAWordDiesAway() {
        Speech word = joined(tone(500, 0, 500, 0), quieter(tone(500, 0, 200, 300), 36));

        assertThat(new Finish(0, 0).of(joined(word, tone(500, 0, 500, 0))).durationMillis())
                .isBetween(1_260L, 1_300L);
    }

    @Test
    void shortOnesStayAsTheyAre() {
        Speech finished = new Finish(0, 0).of(joined(tone(500, 0, 500, 200), tone(500, 0, 500, 0)));

        assertThat(finished.durationMillis()).isEqualTo(1_200);
    }

    @ParameterizedTest
    @CsvSource({"300, -6", "1000, -5.6", "2700, 0", "3400, -1.4"})
    void consonantsAreLiftedAndAllIsMadeSofter(double hz, double gainDb) {
        Speech finished = new Finish(-6, 6).of(tone(hz, 0, 1_000, 0));

        assertThat(levelDb(finished) - levelDb(tone(hz, 0, 1_000, 0))).isEqualTo(gainDb, within(0.8));
    }

    @Test
    void nothingIsStillNothing() {
        assertThat(new Finish(0, 6).of(new Speech(new short[RATE_HZ], RATE_HZ)).samples().length)
                .isLessThanOrEqualTo(RATE_HZ);
        assertThat(new Finish(0, 6).of(new Speech(new short[0], RATE_HZ)).samples())
                .isEmpty();
    }

    private static Speech tone(double hz, int leadMillis, int millis, int tailMillis) {
        short[] samples = new short[(leadMillis + millis + tailMillis) * RATE_HZ / 1_000];
        for (int i = leadMillis * RATE_HZ / 1_000; i < (leadMillis + millis) * RATE_HZ / 1_000; i++) {
            samples[i] = (short) Math.round(AMPLITUDE * Math.sin(2 * Math.PI * hz * i / RATE_HZ));
        }
        return new Speech(samples, RATE_HZ);
    }

    private static Speech quieter(Speech speech, double db) {
        short[] samples = speech.samples().clone();
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) Math.round(samples[i] * Math.pow(10, -db / 20));
        }
        return new Speech(samples, speech.sampleRateHz());
    }

    private static Speech joined(Speech one, Speech other) {
        short[] samples = new short[one.samples().length + other.samples().length];
        System.arraycopy(one.samples(), 0, samples, 0, one.samples().length);
        System.arraycopy(other.samples(), 0, samples, one.samples().length, other.samples().length);
        return new Speech(samples, RATE_HZ);
    }

    /** Of the middle, where no fade is. */
    private static double levelDb(Speech speech) {
        double sum = 0;
        int from = speech.samples().length / 4;
        for (int i = from; i < 3 * from; i++) {
            sum += speech.samples()[i] * (double) speech.samples()[i];
        }
        return 10 * Math.log10(sum / (2 * from));
    }
}
