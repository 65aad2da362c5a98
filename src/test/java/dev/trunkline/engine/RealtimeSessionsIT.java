package dev.trunkline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.engine.history.ChatEntry;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The engine's second face on a real socket: a session is opened, held and ended beside EVI's chats. */
class RealtimeSessionsIT {

    private static final String PATH = "/v1/realtime?model=gpt-realtime";
    private static final Map<String, String> NO_HEADERS = Map.of();

    private final RecordedHistory history = new RecordedHistory();

    @AutoClose
    private final TestEngine engine =
            new TestEngine(TestEngine.SETTINGS.withMaxChats(2), new EchoMind(), history.stores());

    private List<JsonNode> upTo(TestClient client, String type) {
        List<JsonNode> events = new ArrayList<>();
        do {
            events.add(client.next());
        } while (!events.get(events.size() - 1).path("type").asText().equals(type));
        return events;
    }

    @Test
    void aCallerIsHeardAndAnswered() {
        TestClient client = engine.open(PATH, NO_HEADERS);
        JsonNode session = client.next().path("session");
        engine.ears().willHear("hello");

        client.send(
                "{\"type\":\"session.update\",\"session\":{\"type\":\"realtime\",\"audio\":{"
                        + "\"input\":{\"format\":{\"type\":\"audio/pcmu\"}},\"output\":{\"format\":{\"type\":\"audio/pcmu\"}}}}}");
        client.send(sound(1_000, true)).send(sound(1_000, false));

        List<JsonNode> events = upTo(client, "response.done");
        int bytes = events.stream()
                .filter(event -> event.path("type").asText().equals("response.output_audio.delta"))
                .mapToInt(
                        event -> Base64.getDecoder().decode(event.path("delta").asText()).length)
                .sum();
        assertThat(session.path("model").asText()).isEqualTo("gpt-realtime");
        assertThat(bytes).isEqualTo(("You said." + "hello.").length() * 30 * 8); // the voice hums 30 ms a letter
        assertThat(events).extracting(event -> event.path("event_id").asText()).doesNotHaveDuplicates();
    }

    /** Mu-law, as loud as can be, or silent. */
    private static String sound(int millis, boolean loud) {
        byte[] bytes = new byte[millis * 8];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (loud ? (i % 20 < 10 ? 0x90 : 0x10) : 0xFF);
        }
        return "{\"type\":\"input_audio_buffer.append\",\"audio\":\""
                + Base64.getEncoder().encodeToString(bytes) + "\"}";
    }

    @Test
    void sessionsAndChatsShareTheSeats() {
        TestClient session = engine.open(PATH, NO_HEADERS);
        session.next();
        engine.connect().next();

        assertThat(engine.open(PATH, NO_HEADERS).refusal()).isEqualTo(503);
        assertThat(engine.engine().openChats()).isEqualTo(2);
    }

    /** Its client knows nothing else to find it by, when a caller is erased. */
    @Test
    void aSessionIsTheConversationThatItsClientIsToldOf() {
        String told =
                engine.open(PATH, NO_HEADERS).next().path("session").path("id").asText();

        assertThat(history.opened()).extracting(ChatEntry::groupId).containsExactly(told);
    }

    @Test
    void aChatCanGoOnWithThatConversation() {
        String told =
                engine.open(PATH, NO_HEADERS).next().path("session").path("id").asText();

        JsonNode metadata = engine.connect("?resumed_chat_group_id=" + told).next();

        assertThat(metadata.path("chat_group_id").asText()).isEqualTo(told);
    }

    @Test
    void anEngineThatClosesSaysSo() {
        TestClient session = engine.open(PATH, NO_HEADERS);
        session.next();

        engine.engine().close();

        assertThat(session.closeCode()).isEqualTo(1001);
    }

    @Test
    void whatIsNoJsonIsToldAndTheSessionGoesOn() {
        TestClient session = engine.open(PATH, NO_HEADERS);
        session.next();

        session.send("{oops")
                .send("")
                .send(new byte[] {'{', '}'})
                .send("{\"type\":\"session.update\",\"session\":{\"type\":\"realtime\"}}");

        for (int i = 0; i < 3; i++) {
            assertThat(session.next().path("error").path("code").asText()).isEqualTo("invalid_json");
        }
        assertThat(session.next().path("type").asText()).isEqualTo("session.updated");
    }
}
