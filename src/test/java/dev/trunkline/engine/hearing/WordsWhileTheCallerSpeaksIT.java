package dev.trunkline.engine.hearing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.engine.TestEngine;
import dev.trunkline.engine.wire.AudioFormat;
import dev.trunkline.engine.work.BoundedExecutor;
import dev.trunkline.engine.work.SpareTime;
import dev.trunkline.speech.SpeechFailedException;
import dev.trunkline.speech.SpeechRecognizer;
import dev.trunkline.speech.SpeechRecognizer.Result;
import dev.trunkline.speech.StreamingRecognizer;
import dev.trunkline.speech.remote.VoskServer;
import dev.trunkline.testing.ManualScheduler;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WordsWhileTheCallerSpeaksIT {

    private static final int END_OF_TURN_MILLIS = 500;

    private final BoundedExecutor workers = new BoundedExecutor("hearing-test", 1);
    private final BlockingQueue<Runnable> loop = new LinkedBlockingQueue<>();
    private final List<String> told = new ArrayList<>();
    private final List<String> partials = new ArrayList<>();
    private final ToldStreams recognizer = new ToldStreams();
    private SpeechPipeline pipeline = pipelineWith(recognizer);

    @AfterEach
    void close() {
        pipeline.close();
        workers.close();
    }

    @Test
    void framesGoToTheEarsAtOnce() {
        say(true, 200);

        ToldStream stream = recognizer.last();
        assertThat(stream.frames).isEqualTo(10);

        say(true, 200);
        assertThat(stream.frames).isEqualTo(20);
        assertThat(recognizer.streams).hasSize(1);
    }

    @Test
    void silenceBeforeATurnAsksNobody() {
        say(false, 3_000);

        assertThat(recognizer.streams).isEmpty();
    }

    @Test
    void whatIsBeingSaidIsToldEveryThirdOfASecond() {
        say(true, 200);
        recognizer.last().soFar = Result.words("when");
        runLoop();
        say(true, 300);
        recognizer.last().soFar = Result.words("when are");
        runLoop();
        say(true, 300);
        runLoop();

        assertThat(partials).containsExactly("when", "when are");
    }

    @Test
    void aPauseTellsWhatWasHeardSoFar() {
        say(true, 400);
        recognizer.last().soFar = Result.words("when are");

        say(false, 320);

        assertTold("interim when are");
    }

    @Test
    void aPauseWithoutWordsYetIsAnEmptyGuess() {
        say(true, 400);
        say(false, 320);

        assertTold("interim ");
    }

    @Test
    void theEndOfTheTurnTakesTheLastWords() {
        say(true, 400);
        say(false, END_OF_TURN_MILLIS);
        runLoop();
        assertThat(told).doesNotContain("words when are you open");

        ToldStream stream = recognizer.last();
        assertThat(stream.finished).isTrue();
        stream.outcome.complete(Result.words("when are you open"));

        await().until(() -> toldAfterLoop().contains("words when are you open"));
        assertThat(pipeline.isBusy()).isFalse();
    }

    @Test
    void aGuessThatComesTooLateIsNotTold() {
        say(true, 400);
        recognizer.last().soFar = Result.words("when are");
        say(false, END_OF_TURN_MILLIS); // the loop was busy all the time
        recognizer.last().outcome.complete(Result.words("when are you open"));

        await().until(() -> toldAfterLoop().contains("words when are you open"));
        assertThat(told).containsExactly("words when are you open");
    }

    @Test
    void everyTurnHasAStreamOfItsOwnAndIsToldInOrder() {
        say(true, 400);
        say(false, END_OF_TURN_MILLIS);
        say(true, 400);
        say(false, END_OF_TURN_MILLIS);
        assertThat(recognizer.streams).hasSize(2);

        recognizer.streams.get(1).outcome.complete(Result.words("second"));
        runLoop();
        assertThat(told).noneMatch(line -> line.startsWith("words"));
        recognizer.streams.get(0).outcome.complete(Result.words("first"));

        await().until(() -> toldAfterLoop().containsAll(List.of("words first", "words second")));
        assertThat(told.indexOf("words first")).isLessThan(told.indexOf("words second"));
    }

    @Test
    void aClickClosesItsStream() {
        say(true, 60);
        say(false, END_OF_TURN_MILLIS);

        assertThat(recognizer.last().closed).isTrue();
        assertTold("nothing");
    }

    @Test
    void anUtteranceWithoutWordsIsNothing() {
        say(true, 400);
        say(false, END_OF_TURN_MILLIS);
        recognizer.last().outcome.complete(Result.NOTHING);

        assertTold("nothing");
    }

    @Test
    void earsThatDieInMidTurnAreToldAtItsEnd() {
        say(true, 400);
        recognizer.last().outcome.completeExceptionally(new SpeechFailedException("gone"));
        say(true, 400);
        say(false, END_OF_TURN_MILLIS);

        await().until(() ->
                toldAfterLoop().stream().anyMatch(line -> line.startsWith("deaf") && line.contains("gone")));
        assertThat(pipeline.isBusy()).isFalse();
    }

    @Test
    void tooManyTurnsThatWaitAreClosedAndTold() {
        for (int turn = 0; turn < 9; turn++) {
            say(true, 400);
            say(false, END_OF_TURN_MILLIS);
        }

        assertThat(told)
                .containsExactly("deaf java.lang.IllegalStateException: too many turns wait for the recognizer");
        assertThat(recognizer.last().closed).isTrue();
    }

    @Test
    void hangingUpClosesTheStream() {
        say(true, 400);

        pipeline.close();

        assertThat(recognizer.last().closed).isTrue();
    }

    @Test
    void aVoskServerHearsTheTurn() {
        try (VoskServer server = new VoskServer()) {
            pipeline = pipelineWith(server.recognizer(3_000));
            say(true, 650);
            say(false, END_OF_TURN_MILLIS);

            await().until(() -> toldAfterLoop().contains("words zero one two"));
        }
    }

    @Test
    void aVoskServerThatDiesIsTold() {
        try (VoskServer server = new VoskServer()) {
            server.dieAtMessage(1);
            pipeline = pipelineWith(server.recognizer(3_000));
            say(true, 650);
            say(false, END_OF_TURN_MILLIS);

            await().until(() -> toldAfterLoop().stream().anyMatch(line -> line.startsWith("deaf")));
        }
    }

    private void say(boolean loud, int millis) {
        byte[] frame = new byte[320];
        Arrays.fill(frame, (byte) (loud ? 40 : 0));
        for (int at = 0; at < millis; at += 20) {
            assertThat(pipeline.accept(frame)).isEqualTo(AudioInputDecoder.Verdict.ACCEPTED);
        }
    }

    private void assertTold(String line) {
        await().until(() -> toldAfterLoop().contains(line));
    }

    private List<String> toldAfterLoop() {
        runLoop();
        return told;
    }

    private void runLoop() {
        for (Runnable task = loop.poll(); task != null; task = loop.poll()) {
            task.run();
        }
    }

    private SpeechPipeline pipelineWith(SpeechRecognizer newRecognizer) {
        var parts = new SpeechPipelineParts(
                newRecognizer,
                TestEngine.LoudnessActivity::new,
                (text, speech) -> Map.of("Calmness", 1.0),
                dev.trunkline.speech.file.SoundDecoder.NONE,
                null,
                workers,
                SpareTime.of(workers, 1, () -> false));
        TurnSettings settings = TurnSettings.defaults().withEndOfTurnSilenceMillis(END_OF_TURN_MILLIS);
        var pipelineNow = new SpeechPipeline(parts, settings, new ManualScheduler(), loop::add, new Listener());
        pipelineNow.declare(new AudioFormat(8_000, 1));
        return pipelineNow;
    }

    private final class Listener implements SpeechPipeline.Listener {
        @Override
        public void onFrame(short[] samples) {}

        @Override
        public void onEndOfTurn() {}

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
            if (paused) {
                told.add("interim " + words.result().text());
            } else {
                partials.add(words.result().text());
            }
        }

        @Override
        public void onWords(SpeechPipeline.Words words) {
            assertThat(words.scores()).containsOnlyKeys("Calmness");
            told.add("words " + words.result().text());
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

    /** Ears whose streams the test holds. */
    private static final class ToldStreams implements StreamingRecognizer {
        private final List<ToldStream> streams = new ArrayList<>();

        ToldStream last() {
            return Objects.requireNonNull(streams.get(streams.size() - 1));
        }

        @Override
        public Stream stream(int sampleRateHz) {
            assertThat(sampleRateHz).isEqualTo(8_000);
            ToldStream stream = new ToldStream();
            streams.add(stream);
            return stream;
        }
    }

    private static final class ToldStream implements StreamingRecognizer.Stream {
        private final CompletableFuture<Result> outcome = new CompletableFuture<>();
        private Result soFar = Result.NOTHING;
        private int frames;
        private boolean finished;
        private boolean closed;

        @Override
        public void feed(short[] samples) {
            frames++;
        }

        @Override
        public Result interim() {
            return soFar;
        }

        @Override
        public CompletableFuture<Result> finish() {
            finished = true;
            return outcome;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
