package dev.trunkline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.net.http.RawPeer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GreedyWatchersIT {

    private static final int SEATS = 16;

    private final TestEngine engine = new TestEngine(TestEngine.SETTINGS);
    private final TestClient client = engine.connect("?allow_connection=true");
    private final JsonNode metadata = client.next();
    private final String path = "/v0/evi/chat/" + metadata.path("chat_id").asText() + "/connect";

    @AfterEach
    void stop() {
        engine.close();
    }

    @Test
    void oneWatcherTooManyIsRefusedUntilOneLeaves() {
        List<TestClient> watchers = new ArrayList<>();
        for (int i = 0; i < SEATS; i++) {
            watchers.add(watch());
        }
        watchers.forEach(watcher -> watcher.await("chat_metadata"));

        for (int i = 0; i < 50; i++) {
            assertThat(watch().refusal()).isEqualTo(429);
        }

        watchers.get(3).disconnect();
        await().untilAsserted(() -> {
            TestClient late = watch();
            assertThat(late.next()).isEqualTo(metadata);
        });
    }

    @Test
    void watchersThatComeAndGoForEverCostNothingThatStays() {
        for (int i = 0; i < 10 * SEATS; i++) {
            // The seat of one who left is free when the engine has noticed, on another connection's time.
            TestClient watcher = await().pollDelay(Duration.ZERO).until(this::watch, TestClient::isIn);
            watcher.await("chat_metadata");
            watcher.disconnect();
        }

        assertThat(client.type("hello").words()).isNotEmpty();
    }

    @Test
    void watcherThatDoesNotReadIsDroppedAndDelaysNobody() throws IOException {
        try (RawPeer deaf = new RawPeer(engine.engine().port())) {
            deaf.send(RawPeer.upgrade(path));
            assertThat(deaf.readResponse().status()).isEqualTo(101);
            TestClient attentive = watch();
            attentive.await("chat_metadata");

            // Two minutes of sound each, 15 MB on the wire.
            for (int i = 0; i < 4; i++) {
                client.send("{\"type\":\"assistant_input\",\"text\":\"" + "x".repeat(4_000) + "\"}");
                client.await("assistant_end");
                attentive.await("assistant_end");
            }

            // It was closed with less in it than was said.
            assertThat(deaf.readToEnd().length()).isLessThan(50_000_000);
            assertThat(client.type("hello").words()).contains("Hello.");
        }
    }

    @Test
    void lateWatcherIsShownTheNewestSoundOnlyButAllWords() {
        for (int i = 0; i < 2; i++) {
            client.send("{\"type\":\"assistant_input\",\"text\":\"" + "x".repeat(2_000) + i + "\"}");
        }
        List<JsonNode> all = client.until("assistant_end");
        all.addAll(client.until("assistant_end"));

        TestClient watcher = watch();
        List<JsonNode> shown = watcher.until("assistant_end");
        shown.addAll(watcher.until("assistant_end"));

        assertThat(shown.get(0)).isEqualTo(metadata);
        assertThat(words(shown.subList(1, shown.size()))).isEqualTo(words(all));
        List<JsonNode> sound = sound(all);
        assertThat(sound(shown)).isNotEmpty().hasSizeLessThan(sound.size());
        assertThat(sound.subList(sound.size() - sound(shown).size(), sound.size()))
                .isEqualTo(sound(shown));
    }

    @Test
    void endlessNonsenseEndsTheWatcherAndNotTheChat() {
        TestClient watcher = watch();
        watcher.await("chat_metadata");

        for (int i = 0; i < 100; i++) {
            watcher.send("nonsense");
        }

        assertThat(watcher.closeCode()).isEqualTo(1008);
        assertThat(client.pending()).isEmpty();
        assertThat(client.type("hello").words()).isNotEmpty();
    }

    @Test
    void floodOfMessagesIsTakenAtTheChatsPace() {
        TestClient watcher = watch();
        watcher.await("chat_metadata");
        watcher.send("{\"type\":\"pause_assistant_message\"}");

        for (int i = 0; i < 5_000; i++) {
            watcher.send("{\"type\":\"session_settings\",\"variables\":{\"n\":" + i + "}}");
        }
        watcher.type("hello");

        assertThat(client.await("user_message").at("/message/content").asText()).isEqualTo("hello");
    }

    @Test
    void messageOverOneMegabyteClosesTheWatcher() {
        TestClient watcher = watch();
        watcher.await("chat_metadata");

        watcher.type("x".repeat(1 << 20));

        assertThat(watcher.closeCode()).isEqualTo(1009);
        assertThat(client.type("hello").words()).isNotEmpty();
    }

    private TestClient watch() {
        return engine.open(path, Map.of());
    }

    private static List<JsonNode> words(List<JsonNode> messages) {
        return messages.stream()
                .filter(message -> !TestClient.type(message).equals("audio_output"))
                .toList();
    }

    private static List<JsonNode> sound(List<JsonNode> messages) {
        return messages.stream()
                .filter(message -> TestClient.type(message).equals("audio_output"))
                .toList();
    }
}
