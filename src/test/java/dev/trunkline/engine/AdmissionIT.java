package dev.trunkline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.engine.access.Credentials;
import dev.trunkline.engine.history.ChatEntry;
import dev.trunkline.testing.Exercises;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdmissionIT {

    @ParameterizedTest
    @ValueSource(strings = {"", "?api_key=", "?api_key=wrong", "?access_token=wrong", "?access_token=secret"})
    void wrongOrMissingKeyIsRefusedAndAKeyIsNoToken(String query) {
        try (TestEngine engine =
                new TestEngine(TestEngine.SETTINGS.withCredentials(Credentials.ofKeys(Set.of("secret"), null)))) {
            assertThat(engine.connect(query).refusal()).isEqualTo(401);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"?api_key=secret", "?api_key=other", "?api_key=secret&fernSdkVersion=1"})
    @Exercises("WS /v0/evi/chat?api_key")
    void keyInTheQueryIsAccepted(String query) {
        try (TestEngine engine = new TestEngine(
                TestEngine.SETTINGS.withCredentials(Credentials.ofKeys(Set.of("other", "secret"), null)))) {
            assertThat(TestClient.type(engine.connect(query).next())).isEqualTo("chat_metadata");
        }
    }

    @Test
    @Exercises("header X-Hume-Api-Key")
    void keyInTheHeaderIsAccepted() {
        try (TestEngine engine =
                new TestEngine(TestEngine.SETTINGS.withCredentials(Credentials.ofKeys(Set.of("secret"), null)))) {
            TestClient client = engine.connect("", Map.of("X-Hume-Api-Key", "secret"));

            assertThat(TestClient.type(client.next())).isEqualTo("chat_metadata");
        }
    }

    @Test
    void engineThatClosesSaysSo() {
        RecordedHistory history = new RecordedHistory();
        try (TestEngine engine = new TestEngine(TestEngine.SETTINGS, new NotingMind(), history.stores())) {
            TestClient client = engine.connect();
            String chatId = client.await("chat_metadata").path("chat_id").asText();

            engine.engine().close();

            assertThat(client.closeCode()).isEqualTo(1001);
            assertThat(history.ending(chatId)).isEqualTo(ChatEntry.Status.ERROR);
        }
    }

    @Test
    void oneChatTooManyIsRefusedAndLeavesTheOthersAlone() {
        try (TestEngine engine = new TestEngine(TestEngine.SETTINGS.withMaxChats(1))) {
            TestClient first = engine.connect();
            first.await("chat_metadata");

            assertThat(engine.connect().refusal()).isEqualTo(503);
            assertThat(first.type("hello").words()).isNotEmpty();

            first.disconnect();
            Awaitility.await()
                    .atMost(30, TimeUnit.SECONDS)
                    .until(() -> engine.engine().openChats() == 0);
            assertThat(TestClient.type(engine.connect().next())).isEqualTo("chat_metadata");
        }
    }
}
