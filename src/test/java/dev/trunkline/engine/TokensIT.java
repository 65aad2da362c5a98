package dev.trunkline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.engine.access.Credentials;
import dev.trunkline.testing.Exercises;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokensIT {

    private static final String GRANT = "grant_type=client_credentials";

    private final TestEngine engine =
            new TestEngine(TestEngine.SETTINGS.withCredentials(Credentials.ofKeys(Set.of("key"), "se:cret")));

    @AfterEach
    void stop() {
        engine.close();
    }

    @Test
    @Exercises("POST /oauth2-cc/token")
    void keyAndSecretFetchAToken() throws JsonProcessingException {
        HttpResponse<String> answer = fetch(EngineHttp.FORM, GRANT, basic("key", "se:cret"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("cache-control")).contains("no-store");
        JsonNode token = new ObjectMapper().readTree(answer.body());
        assertThat(token.path("access_token").asText()).hasSizeGreaterThan(40);
        assertThat(token.path("token_type").asText()).isEqualTo("bearer");
        assertThat(token.path("expires_in").asInt()).isEqualTo(1_800);
        assertThat(token).hasSize(3);
    }

    @Test
    @Exercises("WS /v0/evi/chat?access_token")
    void tokenInTheQueryOpensAChat() throws JsonProcessingException {
        TestClient client = engine.connect("?access_token=" + token());

        assertThat(TestClient.type(client.next())).isEqualTo("chat_metadata");
    }

    @Test
    @Exercises("header Authorization")
    void tokenInTheHeaderOpensAChat() throws JsonProcessingException {
        TestClient client = engine.connect("", Map.of("Authorization", "Bearer " + token()));

        assertThat(TestClient.type(client.next())).isEqualTo("chat_metadata");
    }

    @ParameterizedTest
    @CsvSource({"key,wrong", "wrong,se:cret", "key,''", "'',''", "'',se:cret", "key,se"})
    void wrongCredentialsAreRefused(String key, String secret) {
        HttpResponse<String> answer = fetch(EngineHttp.FORM, GRANT, basic(key, secret));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("\"error\":\"invalid_client\"");
        assertThat(answer.headers().firstValue("www-authenticate")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic", "Basic %%%", "Basic a2V5", "Bearer a2V5OnNlOmNyZXQ=", "nonsense"})
    void otherAuthorizationsAreRefused(String authorization) {
        assertThat(fetch(EngineHttp.FORM, GRANT, authorization).statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({
        "application/x-www-form-urlencoded, grant_type=password, unsupported_grant_type",
        "application/x-www-form-urlencoded, grant_type=, unsupported_grant_type",
        "application/x-www-form-urlencoded, '', invalid_request",
        "application/x-www-form-urlencoded, %zz=%, invalid_request",
        "application/x-www-form-urlencoded, grant_type=client_credentials&grant_type=password, invalid_request",
        "application/json, '{\"grant_type\":\"client_credentials\"}', invalid_request",
        "text/plain, grant_type=client_credentials, invalid_request",
        "'', grant_type=client_credentials, invalid_request",
    })
    void otherGrantsAreRefused(String contentType, String body, String error) {
        HttpResponse<String> answer = fetch(contentType, body, basic("key", "se:cret"));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"error\":\"" + error + "\"");
    }

    @Test
    void hugeFormsAreRefusedAndNothingIsRemembered() {
        assertThat(fetch(EngineHttp.FORM, GRANT + "&x=" + "y".repeat(100_000), basic("key", "se:cret"))
                        .statusCode())
                .isEqualTo(400);
        assertThat(fetch(EngineHttp.FORM, "&a".repeat(1_500) + "&" + GRANT, basic("key", "se:cret"))
                        .statusCode())
                .isEqualTo(400);
    }

    private String token() throws JsonProcessingException {
        String answer = fetch(EngineHttp.FORM + "; charset=utf-8", GRANT, basic("key", "se:cret"))
                .body();
        return new ObjectMapper().readTree(answer).path("access_token").asText();
    }

    private HttpResponse<String> fetch(String contentType, String body, String authorization) {
        return EngineHttp.post(engine, "/oauth2-cc/token", contentType, body, "Authorization", authorization);
    }

    private static String basic(String key, String secret) {
        return "Basic " + Base64.getEncoder().encodeToString((key + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }
}
