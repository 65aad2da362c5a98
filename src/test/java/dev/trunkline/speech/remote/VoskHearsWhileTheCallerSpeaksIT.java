package dev.trunkline.speech.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.trunkline.speech.Speech;
import dev.trunkline.speech.SpeechFailedException;
import dev.trunkline.speech.SpeechRecognizer.Result;
import dev.trunkline.speech.StreamingRecognizer;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VoskHearsWhileTheCallerSpeaksIT {

    private static final int FRAME_SAMPLES = 160;

    private final VoskServer server = new VoskServer();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void wordsAreThereBeforeTheEnd() {
        try (StreamingRecognizer.Stream stream = server.recognizer(30_000).stream(8_000)) {
            say(stream, 10_000, 700);

            await().until(stream::interim, Result.words("zero one two")::equals);
        }
    }

    @Test
    void theLastWordsCloseTheConnection() throws Exception {
        StreamingRecognizer.Stream stream = server.recognizer(30_000).stream(8_000);
        say(stream, 10_000, 450);

        Result heard = stream.finish().get(30, TimeUnit.SECONDS);

        assertThat(heard).isEqualTo(new Result("zero one", true));
        assertThat(server.sampleRates()).containsExactly(8_000);
        await().until(server::open, still -> still == 0);
    }

    @Test
    void sentencesAddUp() throws Exception {
        StreamingRecognizer.Stream stream = server.recognizer(30_000).stream(8_000);
        say(stream, 10_000, 450);
        say(stream, 0, 700);
        say(stream, 10_000, 250);

        assertThat(stream.finish().get(30, TimeUnit.SECONDS).text()).isEqualTo("zero one zero");
    }

    @Test
    void aServerThatAnswersOnlyTheEndIsUnderstoodToo() throws Exception {
        server.beConcise();
        StreamingRecognizer.Stream stream = server.recognizer(30_000).stream(8_000);
        say(stream, 10_000, 450);

        assertThat(stream.finish().get(30, TimeUnit.SECONDS).text()).isEqualTo("zero one");
    }

    @Test
    void silenceHasNoWords() throws Exception {
        StreamingRecognizer.Stream stream = server.recognizer(30_000).stream(8_000);
        say(stream, 0, 1_000);

        assertThat(stream.finish().get(30, TimeUnit.SECONDS)).isEqualTo(Result.NOTHING);
    }

    @Test
    void framesTravelTogether() throws Exception {
        StreamingRecognizer.Stream stream = server.recognizer(30_000).stream(8_000);
        say(stream, 0, 5_000);
        stream.finish().get(30, TimeUnit.SECONDS);

        assertThat(server.messages()).isBetween(5, 50); // 250 frames
    }

    @Test
    void aWholeUtteranceIsHeardAtItsOwnRate() {
        short[] samples = new short[16_000];
        Arrays.fill(samples, 0, 16_000 * 65 / 100, (short) 9_000);

        assertThat(server.recognizer(30_000)
                        .recognize(new Speech(samples, 16_000))
                        .text())
                .isEqualTo("zero one two");
        assertThat(server.sampleRates()).containsExactly(16_000);
    }

    @Test
    void aServerThatDiesIsAFailure() {
        server.dieAtMessage(2);
        StreamingRecognizer.Stream stream = server.recognizer(1_000).stream(8_000);
        for (int second = 0; second < 20; second++) {
            say(stream, 9_000, 1_000); // goes on, as callers do
        }

        assertThat(stream.finish())
                .failsWithin(Duration.ofSeconds(30)) // the JDK does not always notice; then the answer is late
                .withThrowableOfType(ExecutionException.class)
                .withCauseInstanceOf(SpeechFailedException.class);
    }

    @Test
    void aServerThatFallsMuteIsGivenUp() {
        server.fallMute();
        StreamingRecognizer.Stream stream = server.recognizer(300).stream(8_000);
        say(stream, 9_000, 1_000);

        assertThat(stream.finish())
                .failsWithin(Duration.ofSeconds(20))
                .withThrowableOfType(ExecutionException.class)
                .withMessageContaining("did not answer in time");
        await().until(server::open, still -> still == 0);
    }

    @Test
    void rubbishIsAFailure() {
        server.say("not JSON");
        StreamingRecognizer.Stream stream = server.recognizer(30_000).stream(8_000);
        say(stream, 9_000, 1_000);

        assertThat(stream.finish())
                .failsWithin(Duration.ofSeconds(20))
                .withThrowableOfType(ExecutionException.class)
                .withMessageContaining("something else than JSON");
    }

    @Test
    void nobodyThereIsSaidSo() {
        server.close();
        var recognizer = new VoskRecognizer(new VoskRecognizer.Settings(URI.create("ws://127.0.0.1:1"), 500, 500));

        assertThatThrownBy(() -> recognizer.recognize(new Speech(new short[800], 8_000)))
                .isInstanceOf(SpeechFailedException.class)
                .hasMessageContaining("ws://127.0.0.1:1 failed");
    }

    @Test
    void whatIsClosedGoesAwayAndTakesNoMore() {
        StreamingRecognizer.Stream stream = server.recognizer(30_000).stream(8_000);
        say(stream, 9_000, 1_000);
        await().until(server::connections, ever -> ever == 1);

        stream.close();

        assertThatCode(() -> say(stream, 9_000, 1_000)).doesNotThrowAnyException();
        await().until(server::open, still -> still == 0);
        assertThat(stream.finish()).failsWithin(Duration.ofSeconds(20));
    }

    @Test
    void aServerThatNeverTakesTheSoundCostsLittleMemory() {
        var recognizer =
                new VoskRecognizer(new VoskRecognizer.Settings(URI.create("ws://127.0.0.1:1"), 60_000, 60_000));
        StreamingRecognizer.Stream stream = recognizer.stream(8_000);
        for (int second = 0; second < 200; second++) {
            say(stream, 9_000, 1_000);
        }

        assertThat(stream.finish()).failsWithin(Duration.ofSeconds(20));
    }

    private static void say(StreamingRecognizer.Stream stream, int amplitude, int millis) {
        short[] frame = new short[FRAME_SAMPLES];
        Arrays.fill(frame, (short) amplitude);
        for (int at = 0; at < millis; at += 20) {
            stream.feed(frame);
        }
    }
}
