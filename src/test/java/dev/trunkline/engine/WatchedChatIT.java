package dev.trunkline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.engine.access.Credentials;
import dev.trunkline.engine.plan.ChatLimits;
import dev.trunkline.net.http.RawPeer;
import dev.trunkline.testing.Exercises;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WatchedChatIT {

    private static final String TOOLS = "{\"type\":\"session_settings\",\"tools\":[{\"type\":\"function\","
            + "\"name\":\"transfer_call\",\"parameters\":\"{}\"}]}";

    private final TestEngine engine = new TestEngine(TestEngine.SETTINGS);
    private final TestClient client = engine.connect("?allow_connection=true");
    private final JsonNode metadata = client.next();

    @AfterEach
    void stop() {
        engine.close();
    }

    @Test
    @Exercises({"WS /v0/evi/chat/{chat_id}/connect", "WS /v0/evi/chat?allow_connection"})
    void watcherIsShownWhatWasThenWhatComes() {
        client.type("hello");
        List<JsonNode> before = new ArrayList<>(List.of(metadata));
        before.addAll(client.until("assistant_end"));

        TestClient watcher = watch();
        assertThat(watcher.until("assistant_end")).isEqualTo(before);
        assertThat(before).extracting(TestClient::type).contains("user_message", "audio_output");

        client.type("when are you open");
        assertThat(watcher.until("assistant_end")).isEqualTo(client.until("assistant_end"));
    }

    @Test
    void watcherSendsWhatTheClientMight() {
        TestClient watcher = watch();
        watcher.await("chat_metadata");

        watcher.type("hello");
        assertThat(client.words()).startsWith("Hello.");
        assertThat(watcher.words()).startsWith("Hello.");

        watcher.send("{\"type\":\"assistant_input\",\"text\":\"One moment.\"}");
        assertThat(client.words()).containsExactly("One moment.");

        watcher.send("{\"type\":\"pause_assistant_message\"}").type("are you there");
        client.await("user_message");
        watcher.send("{\"type\":\"resume_assistant_message\"}");
        assertThat(client.words()).isNotEmpty();

        watcher.send("{\"type\":\"session_settings\",\"custom_session_id\":\"renamed\"}")
                .type("hello");
        assertThat(client.await("user_message").path("custom_session_id").asText())
                .isEqualTo("renamed");
    }

    @Test
    void watcherAnswersToolCalls() {
        TestClient watcher = watch().send(TOOLS);
        watcher.type("a human being please");
        JsonNode call = watcher.await("tool_call");
        assertThat(client.await("tool_call")).isEqualTo(call);

        watcher.send("{\"type\":\"tool_response\",\"tool_call_id\":\""
                + call.path("tool_call_id").asText() + "\",\"content\":\"ok\"}");
        assertThat(client.words()).containsExactly("I am putting you through now.");

        watcher.type("a human being please");
        call = watcher.await("tool_call");
        watcher.send("{\"type\":\"tool_error\",\"tool_call_id\":\""
                + call.path("tool_call_id").asText() + "\",\"error\":\"x\",\"content\":\"Nobody is there.\"}");
        assertThat(client.words()).contains("Nobody is there.");
    }

    @Test
    void watcherIsNotHeard() {
        TestClient watcher = watch();
        watcher.await("chat_metadata");

        watcher.speak(20);
        JsonNode error = watcher.next();
        assertThat(error.path("type").asText()).isEqualTo("error");
        assertThat(error.path("code").asText()).isEqualTo("E0101");
        assertThat(error.path("message").asText()).contains("audio_input");
        assertThat(error.path("request_id").asText()).hasSize(36);

        watcher.send(new byte[320]);
        assertThat(watcher.next().path("code").asText()).isEqualTo("E0101");
        assertThat(client.pending()).isEmpty();
        assertThat(client.type("hello").words()).isNotEmpty();
    }

    @Test
    void watchersMistakesAreItsOwn() {
        TestClient watcher = watch();
        watcher.await("chat_metadata");

        watcher.send("nonsense")
                .send("{\"type\":\"dance\"}")
                .send("{\"type\":\"assistant_input\",\"text\":\"" + "x".repeat(100_001) + "\"}");

        assertThat(watcher.next().path("code").asText()).isEqualTo("E0100");
        assertThat(watcher.next().path("code").asText()).isEqualTo("E0101");
        assertThat(watcher.next().path("code").asText()).isEqualTo("E0101");
        assertThat(client.pending()).isEmpty();
    }

    @Test
    void severalWatchersSeeTheSameAndOneLeavingIsNoMatter() {
        TestClient first = watch();
        TestClient second = watch();
        first.await("chat_metadata");
        second.await("chat_metadata");

        first.disconnect();
        client.type("hello");

        assertThat(second.until("assistant_end")).isEqualTo(client.until("assistant_end"));
    }

    @Test
    void watcherLeavesWhenTheChatEnds() {
        TestClient watcher = watch();
        watcher.await("chat_metadata");

        client.disconnect();

        assertThat(watcher.closeCode()).isEqualTo(1000);
        assertThat(watch().refusal()).isEqualTo(404);
    }

    @Test
    void watcherIsToldWhyTheChatEnds() {
        EngineSettings impatient = TestEngine.SETTINGS.withLimits(new ChatLimits(700, 60_000, 0, 0));
        try (TestEngine other = new TestEngine(impatient)) {
            JsonNode chat = other.connect("?allow_connection=true").next();
            TestClient watcher = watch(other, chat, "");
            watcher.await("chat_metadata");

            assertThat(watcher.next().path("code").asText()).isEqualTo("E0714");
            assertThat(watcher.closeCode()).isEqualTo(1000);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?allow_connection=false", "?allow_connection="})
    void chatThatDoesNotAllowItIsNotWatched(String query) throws IOException {
        JsonNode secretive = engine.connect(query).next();

        try (RawPeer peer = new RawPeer(engine.engine().port())) {
            RawPeer.Response refusal = peer.send(
                            RawPeer.upgrade(path(secretive.path("chat_id").asText())))
                    .readResponse();
            assertThat(refusal.status()).isEqualTo(403);
            assertThat(new ObjectMapper()
                            .readTree(refusal.body())
                            .path("message")
                            .asText())
                    .contains("allow_connection=true");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"00000000-0000-0000-0000-000000000000", "x", "%00", "%2E%2E", "%F0%9F%98%80"})
    void unknownChatIsNotFound(String chatId) throws IOException {
        try (RawPeer peer = new RawPeer(engine.engine().port())) {
            RawPeer.Response refusal = peer.send(RawPeer.upgrade(path(chatId))).readResponse();
            assertThat(refusal.status()).isEqualTo(404);
            assertThat(new ObjectMapper().readTree(refusal.body()).path("code").asText())
                    .isEqualTo("chat_not_found");
        }
    }

    @Test
    @Exercises("WS /v0/evi/chat/{chat_id}/connect?access_token")
    void watchersShowKeysOrTokensToo() throws JsonProcessingException {
        try (TestEngine guarded =
                new TestEngine(TestEngine.SETTINGS.withCredentials(Credentials.ofKeys(Set.of("key"), null)))) {
            JsonNode chat = guarded.connect("?api_key=key&allow_connection=1").next();
            String token = new ObjectMapper()
                    .readTree(EngineHttp.post(
                                    guarded,
                                    "/oauth2-cc/token",
                                    EngineHttp.FORM,
                                    "grant_type=client_credentials",
                                    "Authorization",
                                    "Basic a2V5Onh4")
                            .body())
                    .path("access_token")
                    .asText();

            assertThat(watch(guarded, chat, "").refusal()).isEqualTo(401);
            assertThat(watch(guarded, chat, "?access_token=key").refusal()).isEqualTo(401);
            assertThat(watch(guarded, chat, "?access_token=" + token).next()).isEqualTo(chat);
            assertThat(watch(guarded, chat, "?api_key=key").next()).isEqualTo(chat);
        }
    }

    private TestClient watch() {
        return watch(engine, metadata, "");
    }

    private static TestClient watch(TestEngine engine, JsonNode metadata, String query) {
        return engine.open(path(metadata.path("chat_id").asText()) + query, Map.of());
    }

    private static String path(String chatId) {
        return "/v0/evi/chat/" + chatId + "/connect";
    }
}
