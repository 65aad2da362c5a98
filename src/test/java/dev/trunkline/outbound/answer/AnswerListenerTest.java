package dev.trunkline.outbound.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.audio.MuLaw;
import dev.trunkline.outbound.answer.AnswerListener.Answerer;
import dev.trunkline.outbound.answer.AnswerListener.News;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerListenerTest {

    private static final int FRAME = 160;

    private final AnswerListener listener = new AnswerListener();
    private final SplittableRandom random = new SplittableRandom(7);
    private long verdictMillis = -1;
    private long recordsMillis = -1;

    @Test
    void aWordAndSilenceIsAPerson() {
        quiet(400);
        voice(600);
        quiet(1_500);

        assertThat(listener.verdict()).isEqualTo(Answerer.HUMAN);
        assertThat(verdictMillis).isLessThanOrEqualTo(400 + 600 + 740);
    }

    @Test
    void whoSpeaksOnIsAMachine() {
        quiet(400);
        voice(2_600);

        assertThat(listener.verdict()).isEqualTo(Answerer.MACHINE);
        assertThat(verdictMillis).isLessThanOrEqualTo(AnswerListener.VERDICT_MILLIS);
    }

    @Test
    void nobodyIsSilence() {
        quiet(3_000);

        assertThat(listener.verdict()).isEqualTo(Answerer.SILENCE);
        assertThat(verdictMillis).isEqualTo(AnswerListener.VERDICT_MILLIS);
    }

    @Test
    void aWordAndABeepIsAMachineThatRecords() {
        quiet(200);
        voice(700);
        quiet(200);
        tone(1_000, 300);
        long beepOver = listener.millis();
        quiet(500);

        assertThat(listener.verdict()).isEqualTo(Answerer.MACHINE);
        assertThat(recordsMillis - beepOver).isBetween(0L, 60L);
    }

    @ParameterizedTest
    @CsvSource({"400, 200", "440, 1000", "850, 300", "1000, 500", "1400, 250", "2000, 200", "2100, 400"})
    void beepsAreHeardToTheirEnd(double hertz, int millis) {
        voice(2_600);
        quiet(300);
        tone(hertz, millis);
        long beepOver = listener.millis();
        quiet(300);

        assertThat(recordsMillis - beepOver).isBetween(0L, 60L);
    }

    @Test
    void aFaxThatAnswersIsNoBeep() {
        quiet(300);
        tone(2_100, 3_000);
        quiet(1_000);

        assertThat(listener.verdict()).isEqualTo(Answerer.FAX);
        assertThat(recordsMillis).isEqualTo(-1);
    }

    @Test
    void aFaxThatCallsIsOne() {
        quiet(300);
        tone(1_100, 500);
        quiet(1_000);

        assertThat(listener.verdict()).isEqualTo(Answerer.FAX);
    }

    @Test
    void keysAreNoBeep() {
        voice(500);
        quiet(1_000);
        assertThat(listener.verdict()).isEqualTo(Answerer.HUMAN);

        for (int i = 0; i < 4; i++) {
            keys(770, 1_336, 300);
            quiet(200);
        }

        assertThat(listener.verdict()).isEqualTo(Answerer.HUMAN);
        assertThat(recordsMillis).isEqualTo(-1);
    }

    @Test
    void aMachineWithoutABeepRecordsWhenItHasBeenSilentForLong() {
        voice(3_000);
        quiet(2_400);
        assertThat(recordsMillis).isEqualTo(-1);

        quiet(200);

        assertThat(recordsMillis).isPositive();
    }

    @Test
    void aPersonWhoIsTakenForOneAndSpeaksOnOverTheAgentIsAMachine() {
        voice(700);
        quiet(800);
        assertThat(listener.verdict()).isEqualTo(Answerer.HUMAN);

        voice(3_200);

        assertThat(listener.verdict()).isEqualTo(Answerer.MACHINE);
    }

    private void quiet(int millis) {
        feed(millis, i -> random.nextInt(-12, 13));
    }

    /** Noise with the syllables of speech. */
    private void voice(int millis) {
        feed(millis, i -> random.nextDouble(-4_000, 4_000) * (0.3 + 0.7 * Math.abs(Math.sin(i * 0.0015))));
    }

    private void tone(double hertz, int millis) {
        feed(millis, i -> 5_000 * Math.sin(2 * Math.PI * hertz * i / 8_000));
    }

    private void keys(double low, double high, int millis) {
        feed(millis, i -> 4_000 * (Math.sin(2 * Math.PI * low * i / 8_000) + Math.sin(2 * Math.PI * high * i / 8_000)));
    }

    private interface Wave {
        double at(int sample);
    }

    private void feed(int millis, Wave wave) {
        byte[] frame = new byte[FRAME];
        for (int at = 0; at < millis * 8; at += FRAME) {
            for (int i = 0; i < FRAME; i++) {
                frame[i] = MuLaw.encode((short) Math.round(wave.at(at + i)));
            }
            News news = listener.onSound(frame, FRAME);
            if (news != null && verdictMillis < 0) {
                verdictMillis = listener.millis();
            }
            if (news == News.RECORDS) {
                recordsMillis = listener.millis();
            }
        }
    }
}
