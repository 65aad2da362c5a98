package dev.trunkline.speech.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.trunkline.speech.Speech;
import dev.trunkline.speech.SpeechFailedException;
import dev.trunkline.speech.Voice;
import dev.trunkline.speech.file.WavFile;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointsSpeakIT {

    private static final short[] SAMPLES = {0, 1, -1, 256, -32_768, 32_767};
    private static final String UNTRUE = "{\"detail\":[{\"msg\":\"field required\",\"input\":\"my secret words\"}]}";

    @Test
    void theRequestIsWhatOpenAiDocuments() throws IOException {
        try (SpeechServer server = SpeechServer.answering(200, "audio/pcm", pcm(SAMPLES))) {
            Voice voice = new OpenAiVoice(new OpenAiVoice.Settings(
                    server.endpoint("sk-1", 30_000), "tts-1", "alloy", OpenAiVoice.Format.PCM, 24_000, 1.25));

            Speech speech = voice.say("Hello \"you\" – there.");

            assertThat(speech.samples()).isEqualTo(SAMPLES);
            assertThat(speech.sampleRateHz()).isEqualTo(24_000).isEqualTo(voice.sampleRateHz());
            SpeechServer.Asked asked = server.only();
            assertThat(asked.method()).isEqualTo("POST");
            assertThat(asked.path()).isEqualTo("/v1/audio/speech");
            assertThat(asked.contentType()).isEqualTo("application/json");
            assertThat(asked.authorization()).isEqualTo("Bearer sk-1");
            assertThat(json(asked))
                    .isEqualTo(new JsonMapper()
                            .readTree(
                                    "{\"model\":\"tts-1\",\"voice\":\"alloy\",\"input\":\"Hello \\\"you\\\" – there.\","
                                            + "\"response_format\":\"pcm\",\"speed\":1.25}"));
        }
    }

    @Test
    void keyAndSpeedAreLeftOutWhenThereAreNone() throws IOException {
        try (SpeechServer server = SpeechServer.answering(200, "audio/pcm", pcm(SAMPLES))) {
            voice(server).say("Hello.");

            assertThat(server.only().authorization()).isEmpty();
            assertThat(json(server.only()).has("speed")).isFalse();
        }
    }

    @Test
    void aWavAnswerIsBroughtToTheVoicesRate() {
        byte[] wav = WavFile.of(new Speech(new short[16_000], 16_000));
        try (SpeechServer server = SpeechServer.answering(200, "audio/wav", wav)) {
            Voice voice = new OpenAiVoice(new OpenAiVoice.Settings(
                    server.endpoint("", 30_000), "kokoro", "af", OpenAiVoice.Format.WAV, 24_000, 1));

            Speech speech = voice.say("Hello.");

            assertThat(speech.sampleRateHz()).isEqualTo(24_000);
            assertThat(speech.durationMillis()).isBetween(995L, 1_005L);
            assertThat(server.only().text()).contains("\"response_format\":\"wav\"");
        }
    }

    @Test
    void nothingToSayAsksNobody() {
        try (SpeechServer server = SpeechServer.answering(200, "audio/pcm", pcm(SAMPLES))) {
            Speech speech = voice(server).say(" ... ");

            assertThat(speech.samples()).isEmpty();
            assertThat(server.asked()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401 | {\"error\":{\"message\":\"Incorrect API key\",\"type\":\"x\"}} | answered 401: Incorrect API key",
                "500 | <html>oops</html>                                             | answered 500",
                "422 | " + UNTRUE + "                                                | answered 422: field required",
                "200 |                                                               | with nothing instead of sound",
                "302 | {}                                                            | answered 302"
            })
    void aFailureSaysWhyAndNothingThatWasSaid(int status, String body, String message) {
        byte[] bytes = body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8);
        try (SpeechServer server = SpeechServer.answering(status, "application/octet-stream", bytes)) {
            Voice voice = voice(server);

            assertThatThrownBy(() -> voice.say("my secret words"))
                    .isInstanceOf(SpeechFailedException.class)
                    .hasMessageStartingWith(server.baseUri() + "audio/speech answered")
                    .hasMessageEndingWith(message.strip())
                    .hasMessageNotContaining("secret");
        }
    }

    @Test
    void musicFilesAreNotTakenForSamples() {
        try (SpeechServer server = SpeechServer.answering(200, "audio/mpeg", new byte[1_000])) {
            Voice voice = voice(server);

            assertThatThrownBy(() -> voice.say("Hello."))
                    .hasMessageContaining("answered with audio/mpeg instead of sound");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                """
                event: speech.audio.delta
                data: {"type":"speech.audio.delta","audio":"AAAB"}

                data: {"type":"speech.audio.delta","audio":"AAACAAM="}\r
                \r
                data: {"type":"speech.audio.done","usage":{}}

                data: [DONE]

                """,
                "{\"audio\":\"AAABAAAC\\nAAM=\"}",
                "{\"id\":1,\"result\":{\"audioContent\":\"data:audio/pcm;base64,AAABAAACAAM\"}}",
                "{\"data\":\"AAAB\"}\n{\"data\":\"AAACAAM=\"}\n"
            })
    void soundInJsonAndInEventsIsFoundWhereverItsSamplesAreCut(String body) {
        String type = body.startsWith("{") ? "application/json" : "text/event-stream; charset=utf-8";
        try (SpeechServer server = SpeechServer.answering(200, type, body.getBytes(StandardCharsets.UTF_8))) {
            assertThat(voice(server).say("Hello.").samples())
                    .containsExactly((short) 0, (short) 1, (short) 512, (short) 3 << 8);
        }
    }

    @Test
    void anAnswerThatNeverEndsIsGivenUp() {
        var over = new CountDownLatch(1);
        try (SpeechServer server = new SpeechServer((asked, exchange) -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(new byte[100]);
            exchange.getResponseBody().flush();
            await(over);
        })) {
            Voice voice = new OpenAiVoice(OpenAiVoice.Settings.of(server.endpoint("", 300), "tts-1", "alloy"));

            assertThatThrownBy(() -> voice.say("Hello.")).hasMessageEndingWith("did not answer within 300 ms");
            over.countDown();
        }
    }

    @Test
    void anAnswerWithoutEndIsCutOff() {
        try (SpeechServer server = new SpeechServer((asked, exchange) -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] block = new byte[1 << 20];
            for (int i = 0; i < 64; i++) {
                exchange.getResponseBody().write(block);
            }
        })) {
            Voice voice = voice(server);

            assertThatThrownBy(() -> voice.say("Hello.")).hasMessageContaining("longer than 16777216 bytes");
        }
    }

    @Test
    void aConnectionThatBreaksIsTriedOnceMore() {
        var broken = new AtomicBoolean();
        try (SpeechServer server = new SpeechServer((asked, exchange) -> {
            if (broken.compareAndSet(false, true)) {
                exchange.close();
                return;
            }
            SpeechServer.send(exchange, 200, "audio/pcm", pcm(SAMPLES));
        })) {
            assertThat(voice(server).say("Hello.").samples()).isEqualTo(SAMPLES);
            assertThat(server.asked()).hasSize(2);
        }
    }

    @Test
    void nobodyThereIsSaidSo() {
        URI nobody;
        try (SpeechServer server = SpeechServer.answering(200, "audio/pcm", pcm(SAMPLES))) {
            nobody = server.baseUri();
        }
        Voice voice = new OpenAiVoice(OpenAiVoice.Settings.of(new OpenAiEndpoint(nobody, "", 2_000), "tts-1", "alloy"));

        assertThatThrownBy(() -> voice.say("Hello."))
                .isInstanceOf(SpeechFailedException.class)
                .hasMessageContaining("cannot be asked");
    }

    @Test
    void aNameThatTheEndpointRefusesGetsTheUsualVoice() {
        try (SpeechServer server = new SpeechServer((asked, exchange) -> {
            boolean isKnown =
                    asked.text().contains("\"voice\":\"alloy\"") || asked.text().contains("\"voice\":\"nova\"");
            SpeechServer.send(exchange, isKnown ? 200 : 400, "audio/pcm", isKnown ? pcm(SAMPLES) : new byte[0]);
        })) {
            Voice voice = voice(server);

            Voice stranger = voice.named("ITO");
            assertThat(stranger.say("One.").samples()).isEqualTo(SAMPLES);
            assertThat(stranger.say("Two.").samples()).isEqualTo(SAMPLES);
            assertThat(voice.named("ITO").say("Three.").samples()).isEqualTo(SAMPLES);
            assertThat(voice.named("nova").say("Four.").samples()).isEqualTo(SAMPLES);

            assertThat(server.asked())
                    .extracting(asked -> json(asked).path("voice").asText())
                    .containsExactly("ITO", "alloy", "alloy", "alloy", "nova");
        }
    }

    private static Voice voice(SpeechServer server) {
        return new OpenAiVoice(OpenAiVoice.Settings.of(server.endpoint("", 30_000), "tts-1", "alloy"));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static JsonNode json(SpeechServer.Asked asked) {
        try {
            return new JsonMapper().readTree(asked.body());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] pcm(short... samples) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asShortBuffer().put(samples);
        return bytes.array();
    }
}
