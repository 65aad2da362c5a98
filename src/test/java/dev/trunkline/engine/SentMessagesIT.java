package dev.trunkline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.engine.access.Credentials;
import dev.trunkline.testing.Exercises;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SentMessagesIT {

    private static final TestEngine engine = new TestEngine(TestEngine.SETTINGS);

    private final TestClient client = engine.connect();
    private final String chatId = client.next().path("chat_id").asText();

    @AfterEach
    void leave() {
        client.disconnect();
        Awaitility.await().until(() -> engine.engine().openChats() == 0);
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    @Test
    @Exercises("POST /v0/evi/chat/{chat_id}/send")
    void messageIsTakenAsIfTheClientHadSentItAndNeedsNoAllowConnection() {
        HttpResponse<String> answer = send("{\"type\":\"user_input\",\"text\":\"hello\"}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        List<JsonNode> messages = client.until("assistant_end");
        assertThat(messages.get(0).at("/message/content").asText()).isEqualTo("hello");
        assertThat(messages).extracting(TestClient::type).contains("assistant_message", "audio_output");
    }

    @Test
    void everyKindButSoundIsTaken() {
        assertThat(List.of(
                        "{\"type\":\"session_settings\",\"custom_session_id\":\"mine\"}",
                        "{\"type\":\"pause_assistant_message\"}",
                        "{\"type\":\"tool_response\",\"tool_call_id\":\"x\",\"content\":\"y\"}",
                        "{\"type\":\"tool_error\",\"tool_call_id\":\"x\",\"error\":\"y\"}",
                        "{\"type\":\"user_input\",\"text\":\"hello\"}",
                        "{\"type\":\"resume_assistant_message\"}",
                        "{\"type\":\"assistant_input\",\"text\":\"Goodbye.\"}"))
                .allSatisfy(message -> assertThat(send(message).statusCode()).isEqualTo(200));

        assertThat(client.await("user_message").path("custom_session_id").asText())
                .isEqualTo("mine");
        assertThat(client.words()).startsWith("Hello.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "[]",
                "{}",
                "null",
                "{\"type\":7}",
                "{\"type\":\"dance\"}",
                "{\"type\":\"user_input\"}",
                "{\"type\":\"user_input\",\"text\":{}}",
                "{\"type\":\"user_input\",\"text\":\"a\"} {\"type\":\"user_input\",\"text\":\"b\"}",
                "{\"type\":\"audio_input\",\"data\":\"AAAA\"}",
                "{\"type\":\"audio_input\",\"data\":\"%\"}",
                "{\"type\":\"session_settings\",\"variables\":[]}",
            })
    void wrongMessageIsUnprocessableAndTheChatNeverHearsOfIt(String message) throws JsonProcessingException {
        HttpResponse<String> answer = send(message);

        assertThat(answer.statusCode()).isEqualTo(422);
        JsonNode detail = new ObjectMapper().readTree(answer.body()).path("detail");
        assertThat(detail).hasSize(1);
        assertThat(detail.at("/0/loc/0").asText()).isEqualTo("body");
        assertThat(detail.at("/0/msg").asText()).isNotEmpty();
        assertThat(detail.at("/0/type").asText()).isIn("json_invalid", "value_error");
        assertThat(client.pending()).isEmpty();
        assertThat(client.type("hello").words()).isNotEmpty();
    }

    @Test
    void whatOnlyTheChatCanJudgeIsUnprocessableToo() {
        HttpResponse<String> answer = send("{\"type\":\"assistant_input\",\"text\":\"" + "x".repeat(100_001) + "\"}");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("longer than 100000 characters");
        assertThat(client.pending()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"})
    void onlyJsonIsTaken(String contentType) {
        HttpResponse<String> answer = EngineHttp.post(
                engine,
                "/v0/evi/chat/" + chatId + "/send",
                contentType,
                "{\"type\":\"user_input\",\"text\":\"hello\"}");

        assertThat(answer.statusCode()).isEqualTo(415); // without keys: a page may post such a form without asking
        assertThat(answer.body()).contains("application/json");
    }

    @Test
    void hugeAndDeepBodiesAreRefused() {
        assertThat(send("{\"type\":\"user_input\",\"text\":\"" + "x".repeat(1 << 20) + "\"}")
                        .statusCode())
                .isEqualTo(413);
        assertThat(send("[".repeat(100_000)).statusCode()).isEqualTo(422);
        assertThat(client.type("hello").words()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"00000000-0000-0000-0000-000000000000", "x", "%00", "%2E%2E", "%20"})
    void unknownChatIsNotFound(String id) {
        HttpResponse<String> answer = EngineHttp.send(engine, id, "{\"type\":\"user_input\",\"text\":\"hello\"}");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("chat_not_found");
    }

    @Test
    void endedChatIsNotFound() {
        client.disconnect();

        Awaitility.await().until(() -> engine.engine().openChats() == 0);
        assertThat(send("{\"type\":\"user_input\",\"text\":\"hello\"}").statusCode())
                .isEqualTo(404);
    }

    @Test
    void sendersShowKeysToo() {
        try (TestEngine guarded =
                new TestEngine(TestEngine.SETTINGS.withCredentials(Credentials.ofKeys(Set.of("key"), null)))) {
            String id = guarded.connect("?api_key=key").next().path("chat_id").asText();
            String path = "/v0/evi/chat/" + id + "/send";
            String message = "{\"type\":\"user_input\",\"text\":\"hello\"}";

            HttpResponse<String> refused = EngineHttp.post(guarded, path, EngineHttp.JSON, message);
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(refused.headers().firstValue("content-type")).contains(EngineHttp.JSON);
            assertThat(refused.body()).contains("\"code\":\"unauthorized\"");
            assertThat(EngineHttp.post(guarded, path, EngineHttp.JSON, message, "X-Hume-Api-Key", "key")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    private HttpResponse<String> send(String message) {
        return EngineHttp.send(engine, chatId, message);
    }
}
