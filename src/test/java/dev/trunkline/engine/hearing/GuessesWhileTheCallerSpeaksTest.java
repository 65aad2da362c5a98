package dev.trunkline.engine.hearing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.engine.TestEngine;
import dev.trunkline.engine.wire.AudioFormat;
import dev.trunkline.engine.work.BoundedExecutor;
import dev.trunkline.engine.work.SpareTime;
import dev.trunkline.speech.Speech;
import dev.trunkline.speech.SpeechRecognizer;
import dev.trunkline.speech.file.SoundDecoder;
import dev.trunkline.testing.ManualScheduler;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A recognizer that takes whole clips is asked while the caller speaks, if it is quick. */
class GuessesWhileTheCallerSpeaksTest {

    private static final int END_OF_TURN_MILLIS = 800;

    private final BoundedExecutor workers = BoundedExecutor.on(Runnable::run);
    private final List<Long> clipsMillis = new ArrayList<>();
    private final List<String> told = new ArrayList<>();

    @Test
    void aQuickRecognizerIsAskedEveryThirdOfASecondOfSpeech() {
        SpeechPipeline pipeline = pipeline(true, 1);

        say(pipeline, true, 1_000);

        assertThat(told).containsExactly("partial 240", "partial 540", "partial 840");
    }

    @Test
    void anotherIsAskedAtPausesOnly() {
        SpeechPipeline pipeline = pipeline(false, 1);

        say(pipeline, true, 1_000);
        assertThat(clipsMillis).isEmpty();

        say(pipeline, false, 320);
        assertThat(told).containsExactly("interim 1200");
    }

    @Test
    void whatWasHeardBeforeAPauseIsNotAskedAgainWhileTheCallerSpeaks() {
        SpeechPipeline pipeline = pipeline(true, 1);
        say(pipeline, true, 2_000);
        say(pipeline, false, 400);
        told.clear();
        clipsMillis.clear();

        say(pipeline, true, 400);

        assertThat(clipsMillis)
                .isNotEmpty()
                .allSatisfy(millis -> assertThat(millis).isLessThan(700));
        assertThat(told.get(0)).startsWith("partial 2200 ");
    }

    @Test
    void theWholeTurnIsHeardAtItsEnd() {
        SpeechPipeline pipeline = pipeline(true, 1);
        say(pipeline, true, 2_000);
        say(pipeline, false, 400);
        say(pipeline, true, 2_000);

        say(pipeline, false, END_OF_TURN_MILLIS);

        assertThat(told.get(told.size() - 1)).isEqualTo("words 4600");
    }

    @Test
    void ofALongTurnOnlyWhatCameAfterAnEarlierPauseIsHeardAtItsEnd() {
        SpeechPipeline pipeline = pipeline(true, 1);
        say(pipeline, true, 7_000);
        say(pipeline, false, 400);
        say(pipeline, true, 2_000);

        say(pipeline, false, END_OF_TURN_MILLIS);

        assertThat(told.get(told.size() - 1)).isEqualTo("words 7200 2500");
    }

    @Test
    void whereThereIsNoTimeNobodyIsAskedButAtPauses() {
        SpeechPipeline pipeline = pipeline(true, 0);

        say(pipeline, true, 1_000);
        assertThat(clipsMillis).isEmpty();

        say(pipeline, false, END_OF_TURN_MILLIS);
        assertThat(told).containsExactly("interim 1200", "words 1200");
    }

    @Test
    void theNextTurnBeginsWithNothing() {
        SpeechPipeline pipeline = pipeline(true, 1);
        say(pipeline, true, 2_000);
        say(pipeline, false, 2_000);
        told.clear();

        say(pipeline, true, 400);

        assertThat(told).hasSize(1).allSatisfy(line -> assertThat(line).matches("partial [0-9]{3}"));
    }

    private static void say(SpeechPipeline pipeline, boolean loud, int millis) {
        byte[] frame = new byte[320];
        Arrays.fill(frame, (byte) (loud ? 40 : 0));
        for (int at = 0; at < millis; at += 20) {
            pipeline.accept(frame);
        }
    }

    private SpeechPipeline pipeline(boolean quick, int places) {
        var parts = new SpeechPipelineParts(
                new ClipLengths(quick),
                TestEngine.LoudnessActivity::new,
                (text, speech) -> Map.of(),
                SoundDecoder.NONE,
                null,
                workers,
                new SpareTime(workers, places, 1, () -> 0, () -> false));
        var pipeline = new SpeechPipeline(
                parts,
                TurnSettings.defaults().withEndOfTurnSilenceMillis(END_OF_TURN_MILLIS),
                new ManualScheduler(),
                Runnable::run,
                new Told());
        pipeline.declare(new AudioFormat(8_000, 1));
        return pipeline;
    }

    /** Hears how long a clip is. */
    private final class ClipLengths implements SpeechRecognizer {
        private final boolean quick;

        ClipLengths(boolean quick) {
            this.quick = quick;
        }

        @Override
        public Result recognize(Speech utterance) {
            clipsMillis.add(utterance.durationMillis());
            return Result.words(Long.toString(utterance.durationMillis()));
        }

        @Override
        public boolean isQuick() {
            return quick;
        }
    }

    private final class Told implements SpeechPipeline.Listener {
        @Override
        public void onFrame(short[] samples) {}

        @Override
        public boolean isAgentSpeaking() {
            return false;
        }

        @Override
        public boolean isEcho(short[] samples) {
            return false;
        }

        @Override
        public void onHeard(short[] samples, long runMillis, boolean inTurn) {}

        @Override
        public void onInterim(SpeechPipeline.Words words, boolean paused) {
            told.add((paused ? "interim " : "partial ") + words.text());
        }

        @Override
        public void onEndOfTurn() {}

        @Override
        public void onWords(SpeechPipeline.Words words) {
            told.add("words " + words.text());
        }

        @Override
        public void onNoSpeech() {
            told.add("nothing");
        }

        @Override
        public void onRecognitionFailed(Throwable cause) {
            told.add("deaf " + cause);
        }

        @Override
        public void onRejectedSound(AudioInputDecoder.Verdict verdict) {
            told.add("unheard " + verdict);
        }
    }
}
