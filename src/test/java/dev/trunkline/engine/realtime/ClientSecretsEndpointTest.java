package dev.trunkline.engine.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.engine.access.ClientSecrets;
import dev.trunkline.engine.realtime.wire.SessionConfig;
import dev.trunkline.net.http.HttpRequest;
import dev.trunkline.net.http.HttpResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientSecretsEndpointTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);

    private final ClientSecrets secrets = new ClientSecrets(() -> NOW);
    private final ClientSecretsEndpoint endpoint =
            new ClientSecretsEndpoint(secrets, SessionConfig.usual("the-model", "Be kind.", "marin"));

    @Test
    void aSecretCarriesTheSessionThatWasAskedFor() throws IOException {
        String session = "{\"type\":\"realtime\",\"audio\":{\"output\":{\"format\":{\"type\":\"audio/pcma\"}}}}";

        JsonNode answer = json(post("{\"session\":" + session + "}"), 200);

        String value = answer.path("value").asText();
        assertThat(Objects.requireNonNull(secrets.find(value)).sessionJson()).isEqualTo(session);
        assertThat(answer.path("session")
                        .path("audio")
                        .path("output")
                        .path("format")
                        .path("type")
                        .asText())
                .isEqualTo("audio/pcma");
        assertThat(answer.path("session").path("instructions").asText()).isEqualTo("Be kind.");
        assertThat(answer.path("session").path("id").asText()).startsWith("sess_");
    }

    @Test
    void whoAsksForNothingGetsTheUsualSessionForTenMinutes() throws IOException {
        JsonNode answer = json(post(""), 200);

        assertThat(answer.path("expires_at").asLong()).isEqualTo(NOW.getEpochSecond() + 600);
        assertThat(answer.path("session").path("model").asText()).isEqualTo("the-model");
    }

    @Test
    void aSecretMayBeForASessionThatTranscribes() throws IOException {
        JsonNode answer = json(post("{\"session\":{\"type\":\"transcription\"}}"), 200);

        assertThat(answer.path("session").path("object").asText()).isEqualTo("realtime.transcription_session");
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 7_200})
    void aSecretLivesAsLongAsAskedFor(int seconds) throws IOException {
        JsonNode answer =
                json(post("{\"expires_after\":{\"anchor\":\"created_at\",\"seconds\":" + seconds + "}}"), 200);

        assertThat(answer.path("expires_at").asLong()).isEqualTo(NOW.getEpochSecond() + seconds);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"expires_after\":{\"seconds\":9}}|invalid_value|expires_after.seconds",
                "{\"expires_after\":{\"seconds\":7201}}|invalid_value|expires_after.seconds",
                "{\"expires_after\":{\"anchor\":\"now\"}}|invalid_value|expires_after.anchor",
                "{\"session\":{\"type\":\"realtime\",\"voice\":\"x\"}}|unknown_parameter|session.voice",
                "{\"session\":{\"type\":\"realtime\",\"audio\":{\"output\":{\"format\":{\"type\":\"mp3\"}}}}}"
                        + "|invalid_value|session.audio.output.format.type",
                "{\"session\":7}|invalid_type|session",
                "{\"colour\":\"red\"}|unknown_parameter|colour",
                "[]|invalid_type|null",
                "{\"session\":|invalid_json|null",
                "{} {}|invalid_json|null",
            })
    void whatIsWrongIsToldWithItsField(String body, String code, String param) throws IOException {
        JsonNode error = json(post(body), 400).path("error");

        assertThat(error.path("code").asText()).isEqualTo(code);
        assertThat(error.path("param").asText()).isEqualTo(param);
        assertThat(error.path("type").asText()).isEqualTo("invalid_request_error");
        assertThat(error.path("message").asText()).isNotBlank();
    }

    @Test
    void theAnswerIsKeptByNoCache() {
        assertThat(post("").headers()).containsEntry("Cache-Control", "no-store");
    }

    @Test
    void whenThereIsNoRoomTheClientIsToldToWait() throws IOException {
        for (int i = 0; i < 10_000; i++) {
            assertThat(secrets.issue(600, "{}")).isNotNull();
        }

        assertThat(json(post(""), 429).path("error").path("code").asText()).isEqualTo("rate_limit_exceeded");
    }

    private HttpResponse post(String body) {
        List<HttpResponse> answers = new ArrayList<>();
        HttpRequest.Sender sender = new HttpRequest.Sender("127.0.0.1", null, null);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        endpoint.handle(new HttpRequest("POST", "/", "/", Map.of(), Map.of(), Map.of(), bytes, sender), answers::add);
        return answers.get(0);
    }

    private static JsonNode json(HttpResponse answer, int status) throws IOException {
        assertThat(answer.status()).isEqualTo(status);
        return new ObjectMapper().readTree(answer.body());
    }
}
