package dev.trunkline.engine.hearing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.engine.TestEngine;
import dev.trunkline.engine.endofturn.EndOfTurnSilence;
import dev.trunkline.engine.hearing.Endpointer.Utterance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class EndpointerIT {

    private final List<Utterance> turns = new ArrayList<>();
    private final List<Utterance> pauses = new ArrayList<>();
    private final List<Long> runs = new ArrayList<>();
    private final List<short[]> frames = new ArrayList<>();
    private final List<Long> resumed = new ArrayList<>();
    private int silenceNeededMillis = 800;
    private int discarded;

    private final Endpointer.Listener recorder = new Endpointer.Listener() {
        @Override
        public void onSpeech(long runMillis) {
            runs.add(runMillis);
        }

        @Override
        public void onFrame(short[] samples) {
            frames.add(samples);
        }

        @Override
        public void onPause(Utterance soFar) {
            pauses.add(soFar);
        }

        @Override
        public void onResumed(long silenceMillis) {
            resumed.add(silenceMillis);
        }

        @Override
        public int silenceNeededMillis() {
            return silenceNeededMillis;
        }

        @Override
        public void onUtterance(Utterance utterance) {
            turns.add(utterance);
        }

        @Override
        public void onDiscarded() {
            discarded++;
        }
    };

    private Endpointer endpointer = endpointerWith(TurnSettings.defaults());

    private Endpointer endpointerWith(TurnSettings settings) {
        return new Endpointer(settings, new TestEngine.LoudnessActivity(), recorder);
    }

    @Test
    void turnEndsWhenTheSilenceIsLongEnough() {
        hear(true, 1_000);
        hear(false, 780);
        assertThat(turns).isEmpty();

        hear(false, 20);

        assertThat(turns).hasSize(1);
        assertThat(turns.get(0).beginMillis()).isZero();
        assertThat(turns.get(0).endMillis()).isEqualTo(1_000);
    }

    @Test
    void everyFrameOfATurnIsToldOnceFromBeforeItsFirstWord() {
        hear(false, 1_000);
        assertThat(frames).isEmpty();

        hear(true, 400);
        hear(false, 800);
        int ofFirstTurn = frames.size();
        hear(false, 1_000);

        assertThat(frames).hasSize(ofFirstTurn);
        assertThat(ofFirstTurn * 20).isBetween(1_500, 1_600); // with the prefix of 300 ms, and what decided
        int spoken = turns.get(0).speech().samples().length;
        for (int at = 0; at < spoken; at += 160) {
            assertThat(frames.get(at / 160))
                    .isEqualTo(Arrays.copyOfRange(turns.get(0).speech().samples(), at, at + 160));
        }
    }

    @Test
    void pauseInsideATurnDoesNotEndIt() {
        hear(true, 400);
        hear(false, 700);
        hear(true, 400);
        hear(false, 800);

        assertThat(turns).hasSize(1);
        assertThat(turns.get(0).endMillis()).isEqualTo(1_500);
        assertThat(pauses).extracting(Utterance::endMillis).containsExactly(400L, 1_500L);
    }

    @Test
    void howLongTheCallerPausedIsToldWhenSheGoesOn() {
        hear(true, 400);
        hear(false, 160);
        hear(true, 400);
        hear(false, 460);
        hear(true, 400);

        assertThat(resumed).containsExactly(460L);
    }

    @Test
    void theSilenceThatEndsATurnMayChangeWhileItLasts() {
        silenceNeededMillis = 1_800;
        hear(true, 400);
        hear(false, 900);
        assertThat(turns).isEmpty();

        silenceNeededMillis = 600;
        hear(false, 20);

        assertThat(turns).hasSize(1);
    }

    @Test
    void clickIsNoTurn() {
        hear(true, 60);
        hear(false, 1_000);

        assertThat(turns).isEmpty();
        assertThat(discarded).isEqualTo(1);
    }

    @Test
    void runStartsAnewAfterAPause() {
        hear(true, 300);
        hear(false, 300);
        hear(true, 100);

        assertThat(runs).contains(300L);
        assertThat(runs.get(runs.size() - 1)).isEqualTo(100);
    }

    @Test
    void shortBreathBelongsToTheRun() {
        hear(true, 300);
        hear(false, 120);
        hear(true, 100);

        assertThat(runs.get(runs.size() - 1)).isEqualTo(520);
    }

    @Test
    void higherThresholdNeedsDenserSpeech() {
        for (int i = 0; i < 50; i++) {
            hear(true, 20);
            hear(false, 20);
        }
        hear(false, 800);
        assertThat(turns).hasSize(1);

        turns.clear();
        endpointer = endpointerWith(new TurnSettings(EndOfTurnSilence.ADAPTIVE, 0.9, 300, 300, true));
        for (int i = 0; i < 50; i++) {
            hear(true, 20);
            hear(false, 20);
        }
        hear(false, 800);
        assertThat(turns).isEmpty();
    }

    @Test
    void endlessTalkIsTakenInParts() {
        hear(true, 65_000);

        assertThat(turns).hasSize(2);
        assertThat(turns.get(0).speech().durationMillis()).isEqualTo(30_000);
    }

    private void hear(boolean speech, int millis) {
        short[] frame = new short[160];
        if (speech) {
            for (int i = 0; i < frame.length; i++) {
                frame[i] = (short) (i % 2 == 0 ? 5_000 : -5_000);
            }
        }
        for (int at = 0; at < millis; at += 20) {
            endpointer.feed(frame, false);
        }
    }
}
