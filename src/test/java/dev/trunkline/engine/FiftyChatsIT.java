package dev.trunkline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** As many chats as there may be, all talking at the same time. */
class FiftyChatsIT {

    private static final int CHATS = 50;
    private static final int ROUNDS = 4;

    private final TestEngine engine = new TestEngine(TestEngine.SETTINGS.withMaxChats(CHATS), new EchoMind());
    private final List<TestClient> clients = new ArrayList<>();

    @AfterEach
    void stop() {
        engine.close();
    }

    private void fill() {
        for (int i = 0; i < CHATS; i++) {
            clients.add(connect());
        }
        clients.forEach(client -> client.await("chat_metadata"));
    }

    /** A client that was let in: who has just left may hold a seat for a moment. */
    private TestClient connect() {
        return Awaitility.await()
                .pollDelay(Duration.ZERO)
                .atMost(30, TimeUnit.SECONDS)
                .until(engine::connect, TestClient::isIn);
    }

    @Test
    void eachGetsItsOwnWordsAndOnlyThoseInTheDocumentedOrder() {
        fill();
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < CHATS; i++) {
                clients.get(i).type("chat " + i + " round " + round);
            }

            for (int i = 0; i < CHATS; i++) {
                List<JsonNode> messages = clients.get(i).until("assistant_end");
                String said = "chat " + i + " round " + round;
                assertThat(types(messages).replaceAll("(audio_output )+", "audio_output "))
                        .matches("user_message( user_interruption)?"
                                + " assistant_message audio_output assistant_prosody".repeat(2) + " assistant_end");
                assertThat(messages.get(0).at("/message/content").asText()).isEqualTo(said);
                assertThat(contents(messages)).containsExactly("You said.", said + ".");
                assertSoundIsInOrder(messages);
            }
        }
        clients.forEach(client -> assertThat(client.pending()).isEmpty());
        // The same for all of them, and therefore spoken once.
        assertThat(engine.voice().said()).isEqualTo(1 + CHATS * ROUNDS);
    }

    @Test
    void oneMoreIsToldToComeBackLaterAndTheOthersDoNotNotice() {
        fill();

        for (int i = 0; i < CHATS; i++) {
            assertThat(engine.connect().refusal()).isEqualTo(503);
        }
        assertThat(engine.connect().refusedHeader("Retry-After")).isEqualTo("5");

        assertThat(engine.engine().openChats()).isEqualTo(CHATS);
        for (int i = 0; i < CHATS; i++) {
            clients.get(i).type("chat " + i);
        }
        for (int i = 0; i < CHATS; i++) {
            assertThat(clients.get(i).words()).containsExactly("You said.", "chat " + i + ".");
        }
    }

    @Test
    void whoeverLeavesMakesRoomForOneMore() {
        fill();
        assertThat(engine.connect().refusal()).isEqualTo(503);

        clients.get(17).disconnect();

        assertThat(connect().next()).isNotNull();
        assertThat(engine.connect().refusal()).isEqualTo(503);
    }

    @Test
    void refusedHandshakesTakeNoSeats() {
        for (int i = 0; i < 2 * CHATS; i++) {
            engine.open("/v0/evi/chat?config_id=unknown", Map.of()).closeCode();
        }

        fill();

        assertThat(engine.engine().openChats()).isEqualTo(CHATS);
    }

    private static void assertSoundIsInOrder(List<JsonNode> messages) {
        String id = "";
        int index = 0;
        for (JsonNode message : messages) {
            if (TestClient.type(message).equals("assistant_message")) {
                id = message.path("id").asText();
                index = 0;
            } else if (TestClient.type(message).equals("audio_output")) {
                assertThat(message.path("id").asText()).isEqualTo(id);
                assertThat(message.path("index").asInt()).isEqualTo(index++);
            }
        }
    }

    private static String types(List<JsonNode> messages) {
        return String.join(" ", messages.stream().map(TestClient::type).toList());
    }

    private static List<String> contents(List<JsonNode> messages) {
        return messages.stream()
                .filter(message -> TestClient.type(message).equals("assistant_message"))
                .map(message -> message.at("/message/content").asText())
                .toList();
    }
}
