package dev.trunkline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.trunkline.speech.command.Ffmpeg;
import dev.trunkline.speech.file.SoundDecoder;
import dev.trunkline.testing.Recorder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompressedSoundIT {

    @ParameterizedTest
    @CsvSource({
        "\\0\\0\\0\\34ftypiso5,MP4", "\\0\\0\\1\\10moof\\0\\0\\0\\20,MP4", "OggS\\0\\2\\0\\0\\0\\0\\0\\0,Ogg",
        "ID3\\4\\0\\0\\0\\0\\0\\0\\0\\0,MP3", "fLaC\\0\\0\\0\\42\\0\\0\\0\\0,FLAC", "#!AMR\\12\\0\\0\\0\\0\\0\\0,AMR"
    })
    void whatCannotBeDecodedIsNamedAtTheFirstMessageWithWhatToRecord(String beginning, String name) {
        try (TestEngine engine = new TestEngine(TestEngine.SETTINGS)) {
            TestClient client = engine.connect();

            client.send(Arrays.copyOf(beginning.translateEscapes().getBytes(StandardCharsets.ISO_8859_1), 400));

            var error = client.await("error");
            assertThat(error.path("code").asText()).isEqualTo("I0116");
            assertThat(error.path("message").asText())
                    .contains("This is " + name)
                    .contains("audio/webm;codecs=opus")
                    .contains("linear16");
            assertThat(client.closeCode()).isEqualTo(1000);
        }
    }

    @Test
    void itIsNamedAlsoWhenItsFirstBytesComeOneByOneOrSamplesWereDeclared() {
        try (TestEngine engine = new TestEngine(TestEngine.SETTINGS)) {
            TestClient slow = engine.connect();
            for (byte one : "\0\0\0\34ftypiso5".getBytes(StandardCharsets.ISO_8859_1)) {
                slow.send(new byte[] {one});
            }
            assertThat(slow.await("error").path("message").asText()).contains("This is MP4");

            TestClient declared = engine.connect("?session_settings[audio][encoding]=linear16"
                    + "&session_settings[audio][sample_rate]=16000&session_settings[audio][channels]=1");
            declared.send("\0\0\0\34ftypiso5....".getBytes(StandardCharsets.ISO_8859_1));
            assertThat(declared.await("error").path("message").asText()).contains("This is MP4");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"safari", "mp3", "aac", "ogg"})
    void anOperatorsFfmpegDecodesItWhileItComes(String kind) {
        byte[] file = Recorder.toneThenSilence(kind, 300, 900);
        try (TestEngine engine = new TestEngine(TestEngine.SETTINGS, ffmpeg())) {
            TestClient client = engine.connect();
            engine.ears().willHear("hello");

            for (int at = 0; at < file.length; at += 1_000) {
                client.send(Arrays.copyOfRange(file, at, Math.min(file.length, at + 1_000)));
            }

            assertThat(client.await("user_message").at("/message/content").asText())
                    .isEqualTo("hello");
            assertThat(Recorder.crossings(engine.ears().utterances().element().samples()) / 0.9)
                    .isBetween(280.0, 320.0);
        }
    }

    @Test
    void rubbishBehindAGoodBeginningIsGivenUp() {
        try (TestEngine engine = new TestEngine(TestEngine.SETTINGS, ffmpeg())) {
            TestClient client = engine.connect();

            client.send(Arrays.copyOf("\0\0\0\34ftypiso5".getBytes(StandardCharsets.ISO_8859_1), 100_000));
            for (int i = 0; i < 6; i++) {
                client.send(new byte[100_000]);
            }

            assertThat(client.await("error").path("code").asText()).isEqualTo("I0116");
        }
    }

    @Test
    void aWholeFileInOneMessageIsToldToBeStreamed() {
        byte[] file = Recorder.toneThenSilence("mp3", 300, 15_000);
        try (TestEngine engine = new TestEngine(TestEngine.SETTINGS, ffmpeg())) {
            TestClient client = engine.connect();

            client.send(file);

            assertThat(client.await("error").path("code").asText()).isEqualTo("E0723");
        }
    }

    private static SoundDecoder ffmpeg() {
        Path program = Ffmpeg.onPath(System.getenv("PATH"));
        assumeTrue(program != null, "skipped: ffmpeg is not installed");
        return new Ffmpeg(Objects.requireNonNull(program));
    }
}
