package dev.trunkline.engine.hearing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.audio.ALaw;
import dev.trunkline.audio.MuLaw;
import dev.trunkline.engine.TestEngine;
import dev.trunkline.engine.wire.AudioFormat;
import dev.trunkline.engine.work.BoundedExecutor;
import dev.trunkline.engine.work.SpareTime;
import dev.trunkline.speech.Speech;
import dev.trunkline.speech.SpeechRecognizer;
import dev.trunkline.speech.StreamingRecognizer;
import dev.trunkline.speech.file.SampleEncoding;
import dev.trunkline.speech.file.SoundDecoder;
import dev.trunkline.testing.ManualScheduler;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A client may say itself where the caller's turns end, and change by what the engine finds them. */
class ClientsEndTurnsTest {

    private static final TurnSettings SETTINGS = TurnSettings.defaults().withEndOfTurnSilenceMillis(800);

    private final BoundedExecutor workers = BoundedExecutor.on(Runnable::run);
    private final ManualScheduler scheduler = new ManualScheduler();
    private final List<Speech> clips = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private final SpeechPipeline pipeline = pipeline(new ClipLengths());

    @Test
    void allThatIsDictatedIsOneTurnWhateverTheSilencesInIt() {
        pipeline.dictated();
        say(false, 1_000);
        say(true, 1_000);
        say(false, 2_000);
        assertThat(told).isEmpty();

        assertThat(pipeline.finishTurn()).isTrue();

        assertThat(told).containsExactly("end", "words 4000");
        assertThat(pipeline.finishTurn()).isFalse();
    }

    @Test
    void aSilentTurnIsATurnWhenTheClientSaysSo() {
        pipeline.dictated();
        say(false, 100);

        assertThat(pipeline.finishTurn()).isTrue();
        assertThat(told).containsExactly("end", "words 100");
    }

    @Test
    void aDictatedTurnDoesNotEndWhenNothingMoreComes() {
        pipeline.dictated();
        say(true, 1_000);

        scheduler.advance(60_000_000_000L);

        assertThat(told).isEmpty();
        assertThat(pipeline.isSpeaking()).isFalse();
    }

    @Test
    void onlyTheLastThreeMinutesAreKept() {
        pipeline.dictated();
        say(true, 200_000);
        pipeline.finishTurn();

        assertThat(told).containsExactly("end", "words 180000");
    }

    @Test
    void whatIsForgottenIsInNoTurn() {
        pipeline.dictated();
        say(true, 1_000);
        pipeline.forgetTurn();
        say(true, 200);
        pipeline.finishTurn();

        assertThat(told).containsExactly("end", "words 200");
    }

    @Test
    void aTurnThatWasFoundEndsEarlierWhenTheClientSaysSo() {
        say(true, 1_000);

        assertThat(pipeline.finishTurn()).isTrue();
        say(false, 2_000);

        assertThat(told).containsExactly("end", "words 1000");
    }

    @Test
    void whereNobodySpeaksThereIsNoTurnToEnd() {
        say(false, 1_000);

        assertThat(pipeline.finishTurn()).isFalse();
        assertThat(told).isEmpty();
    }

    @Test
    void aTurnThatWasFoundAndForgottenIsNotTold() {
        say(true, 1_000);
        pipeline.forgetTurn();
        say(false, 2_000);

        assertThat(told).isEmpty();
    }

    @Test
    void turnsAreFoundAgainAndNothingOfWhatWasDictatedIsInThem() {
        pipeline.dictated();
        say(true, 5_000);
        pipeline.settings(SETTINGS);
        say(false, 1_000);
        assertThat(told).isEmpty();

        say(true, 400);
        say(false, 1_000);

        assertThat(told).hasSize(2);
        assertThat(clips.get(clips.size() - 1).durationMillis()).isBetween(600L, 1_100L);
    }

    @Test
    void norIsItInWhatEarsHearWhileTheCallerSpeaks() {
        SpeechPipeline streaming = pipeline(new StreamLengths());
        streaming.dictated();
        say(streaming, true, 5_000);
        streaming.settings(SETTINGS);
        say(streaming, false, 1_000);

        say(streaming, true, 400);
        say(streaming, false, 1_000);

        assertThat(told).hasSize(2).first().isEqualTo("end");
        assertThat(Integer.parseInt(told.get(1).substring("words ".length()))).isBetween(1_000, 2_000);
    }

    @Test
    void anotherSilenceEndsTheTurnThatHasBegun() {
        say(true, 1_000);
        pipeline.settings(SETTINGS.withEndOfTurnSilenceMillis(400));
        say(false, 400);

        assertThat(told).containsExactly("end", "words 1200"); // what the ears were given after 200 ms of the pause
    }

    @Test
    void rawSoundIsHeardAsItsEncodingSays() {
        byte[] muLaw = new byte[160];
        byte[] aLaw = new byte[160];
        Arrays.fill(muLaw, MuLaw.encode((short) 10_280));
        Arrays.fill(aLaw, ALaw.encode((short) 10_280));
        pipeline.dictated();

        pipeline.declareRaw(new AudioFormat(8_000, 1), SampleEncoding.MU_LAW);
        pipeline.accept(muLaw);
        pipeline.declareRaw(new AudioFormat(8_000, 1), SampleEncoding.A_LAW);
        pipeline.accept(aLaw);
        pipeline.finishTurn();

        short[] heard = clips.get(0).samples();
        assertThat(heard).hasSize(320);
        assertThat(heard[0]).isEqualTo(MuLaw.decode(muLaw[0]));
        assertThat(heard[160]).isEqualTo(ALaw.decode(aLaw[0]));
    }

    @Test
    void rawSoundThatLooksLikeAFileIsSound() {
        byte[] sound = Arrays.copyOf("RIFF....WAVEfmt ".getBytes(StandardCharsets.US_ASCII), 320);
        pipeline.dictated();
        pipeline.declareRaw(new AudioFormat(8_000, 1), SampleEncoding.SIGNED_16);

        assertThat(pipeline.accept(sound)).isEqualTo(AudioInputDecoder.Verdict.ACCEPTED);
        pipeline.finishTurn();

        assertThat(clips.get(0).samples()[0]).isEqualTo((short) ('R' | 'I' << 8));
    }

    private void say(boolean loud, int millis) {
        say(pipeline, loud, millis);
    }

    private static void say(SpeechPipeline to, boolean loud, int millis) {
        byte[] frame = new byte[320];
        Arrays.fill(frame, (byte) (loud ? 40 : 0));
        for (int at = 0; at < millis; at += 20) {
            to.accept(frame);
        }
    }

    private SpeechPipeline pipeline(SpeechRecognizer recognizer) {
        var parts = new SpeechPipelineParts(
                recognizer,
                TestEngine.LoudnessActivity::new,
                (text, speech) -> Map.of(),
                SoundDecoder.NONE,
                null,
                workers,
                new SpareTime(workers, 1, 1, () -> 0, () -> false));
        var made = new SpeechPipeline(parts, SETTINGS, scheduler, Runnable::run, new Told());
        made.declare(new AudioFormat(8_000, 1));
        return made;
    }

    /** Hears how long a clip is. */
    private final class ClipLengths implements SpeechRecognizer {
        @Override
        public Result recognize(Speech utterance) {
            clips.add(utterance);
            return Result.words(Long.toString(utterance.durationMillis()));
        }
    }

    /** Hears how long a stream is. */
    private static final class StreamLengths implements StreamingRecognizer {
        @Override
        public Stream stream(int sampleRateHz) {
            return new Stream() {
                private int samples;

                @Override
                public void feed(short[] more) {
                    samples += more.length;
                }

                @Override
                public Result interim() {
                    return Result.words(Integer.toString(samples * 1_000 / sampleRateHz));
                }

                @Override
                public CompletableFuture<Result> finish() {
                    return CompletableFuture.completedFuture(interim());
                }

                @Override
                public void close() {}
            };
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
        public void onInterim(SpeechPipeline.Words words, boolean paused) {}

        @Override
        public void onEndOfTurn() {
            told.add("end");
        }

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
