package dev.trunkline.lab.fleet.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.lab.fleet.measure.Count;
import dev.trunkline.lab.fleet.measure.Measure;
import dev.trunkline.lab.fleet.measure.Meter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PlayoutMeterTest {

    private final Meter meter = new Meter();
    private final PlayoutMeter playout = new PlayoutMeter(meter);
    private final StreamScanner sound = new StreamScanner();

    @Test
    void aMarkComesBackWhenWhatWasBeforeItHasBeenPlayed() {
        media(0);
        media(0);
        playout.onMark(at(1), name("a"));
        media(2);
        playout.onMark(at(2), name("b"));

        assertThat(taken(39)).isNull();
        assertThat(taken(40)).isEqualTo("a");
        assertThat(taken(59)).isNull();
        assertThat(taken(60)).isEqualTo("b");
    }

    @Test
    void aMarkBehindNothingComesBackAtOnce() {
        playout.onMark(at(5), name("a"));

        assertThat(taken(5)).isEqualTo("a");
    }

    @Test
    void aClearGivesAllMarksBackInTheirOrder() {
        media(0);
        playout.onMark(at(1), name("a"));
        playout.onMark(at(1), name("b"));

        playout.onClear(at(2));

        assertThat(taken(2)).isEqualTo("a");
        assertThat(taken(2)).isEqualTo("b");
        assertThat(playout.isPlaying(at(2))).isFalse();
    }

    @Test
    void soundThatArrivesInTimeIsNoUnderrun() {
        media(0);
        media(19);
        media(41);

        assertThat(meter.counted(Count.UNDERRUNS)).isZero();
    }

    @Test
    void soundThatArrivesTooLateIsAnUnderrunEvenAfterAMark() {
        media(0);
        playout.onMark(at(0), name("200 ms"));
        media(60);

        assertThat(meter.counted(Count.UNDERRUNS)).isEqualTo(1);
    }

    @Test
    void aPauseAfterAMarkIsTheEndOfASpeech() {
        media(0);
        playout.onMark(at(0), name("end"));
        media(500);

        assertThat(meter.counted(Count.UNDERRUNS)).isZero();
        assertThat(meter.take())
                .hasEntrySatisfying(
                        Measure.GAP, gaps -> assertThat(gaps.getTotalCount()).isZero());
    }

    @Test
    void aPauseWithoutAMarkIsABreakWhenTheBridgeUsesMarks() {
        playout.onMark(at(0), name("earlier"));
        media(0);
        media(2_000);

        assertThat(meter.counted(Count.UNDERRUNS)).isEqualTo(1);
    }

    @Test
    void whatComesRightAfterAClearIsStaleAndWhatComesLaterIsNot() {
        media(0);
        playout.onClear(at(10));

        media(15);
        media(100);
        media(400);
        media(420);

        assertThat(meter.counted(Count.STALE_BYTES)).isEqualTo(2 * 160);
    }

    /** A caller interrupts, the chat is lost at the same time, and the next one begins to speak at once. */
    @Test
    void whatCanBeHeardToBeAnotherTurnIsNotStale() {
        turn = 3;
        media(0);
        playout.onClear(at(10));

        turn = 8;
        media(60);
        media(80);
        turn = 3;
        media(100);

        assertThat(meter.counted(Count.STALE_BYTES)).isEqualTo(160);
    }

    @Test
    void anAnswerAfterAQuestionIsNeverStale() {
        media(0);
        playout.onClear(at(10));
        playout.expectAnswer(at(20));

        media(30);

        assertThat(meter.counted(Count.STALE_BYTES)).isZero();
    }

    @Test
    void answersThatAreShorterThanMostHaveLostFrames() {
        for (int frames : new int[] {10, 8, 10, 9, 20}) {
            playout.expectAnswer(at(clock));
            for (int i = 0; i < frames; i++) {
                media(clock);
            }
            clock += 1_000;
        }
        playout.expectAnswer(at(clock));

        assertThat(meter.framesMissing()).isEqualTo(3);
    }

    @Test
    void anAnswerThatWasCutOffHasLostNothing() {
        for (int frames : new int[] {10, 3}) {
            playout.expectAnswer(at(clock));
            for (int i = 0; i < frames; i++) {
                media(clock);
            }
            if (frames == 3) {
                playout.onClear(at(clock));
            }
            clock += 1_000;
        }
        playout.expectAnswer(at(clock));

        assertThat(meter.framesMissing()).isZero();
    }

    private long clock;
    private int turn;

    private void media(long atMillis) {
        byte[] text = "{\"event\":\"media\",\"media\":{\"payload\":\"AAAA\"}}".getBytes(StandardCharsets.US_ASCII);
        sound.read(text, text.length);
        playout.onMedia(at(atMillis), 160, sound, turn);
    }

    private @Nullable String taken(long atMillis) {
        byte[] name = playout.takeMark(at(atMillis));
        return name == null ? null : new String(name, StandardCharsets.US_ASCII);
    }

    private static byte[] name(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static long at(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(1_000_000 + millis);
    }
}
