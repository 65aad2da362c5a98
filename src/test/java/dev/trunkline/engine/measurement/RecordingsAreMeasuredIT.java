package dev.trunkline.engine.measurement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.engine.expression.HeuristicExpression;
import dev.trunkline.speech.command.Ffmpeg;
import dev.trunkline.speech.file.SoundDecoder;
import dev.trunkline.testing.Recorder;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordingsAreMeasuredIT {

    private static final String TONE = "aevalsrc=0.3*sin(2*PI*150*t):d=1.2:s=48000";

    @ParameterizedTest
    @ValueSource(strings = {"wav24", "wavfloat", "wavmulaw", "webm"})
    void whatNeedsNoDecoderIsMeasuredWithoutOne(String kind) {
        assertMeasured(kind, SoundDecoder.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mp3", "m4a", "safari", "ogg", "flac", "aac", "webm", "wav24"})
    void anOperatorsFfmpegReadsTheRest(String kind) {
        assertMeasured(kind, ffmpeg());
    }

    @Test
    void withoutADecoderTheErrorSaysSo() {
        byte[] mp3 = Recorder.of("mp3", TONE);
        try (ServedModels models = served(SoundDecoder.NONE)) {
            JsonNode answer = models.connect().ask(ask(mp3));

            assertThat(answer.path("code").asText()).isEqualTo("E0202");
            assertThat(answer.path("error").asText())
                    .contains("MP3")
                    .contains("ffmpeg")
                    .contains("WAV");
        }
    }

    @Test
    void hoursOfSilenceInFewBytesAreTooLongAndSoonOver() {
        byte[] flac = Recorder.of("flac", "aevalsrc=0:d=3600:s=8000");
        try (ServedModels models = served(ffmpeg())) {
            JsonNode answer = models.connect().ask(ask(flac));

            assertThat(answer.path("code").asText()).isEqualTo("E0203");
        }
    }

    private static void assertMeasured(String kind, SoundDecoder decoder) {
        byte[] file = Recorder.of(kind, TONE);
        try (ServedModels models = served(decoder)) {
            JsonNode answer = models.connect().ask(ask(file));

            assertThat(answer.path("prosody").path("predictions"))
                    .as("%s", answer)
                    .hasSize(1);
            assertThat(answer.path("time").path("end").asInt()).isCloseTo(1_200, within(100));
        }
    }

    private static ServedModels served(SoundDecoder decoder) {
        return new ServedModels(new HeuristicExpression(), decoder, 10, 64 * 1024 * 1024);
    }

    private static String ask(byte[] file) {
        return "{\"models\":{\"prosody\":{}},\"data\":\"" + Base64.getEncoder().encodeToString(file) + "\"}";
    }

    private static SoundDecoder ffmpeg() {
        Path program = Ffmpeg.onPath(System.getenv("PATH"));
        assumeTrue(program != null, "skipped: ffmpeg is not installed");
        return new Ffmpeg(Objects.requireNonNull(program));
    }
}
