package dev.trunkline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The largest message that EVI documents, over a real socket, wherever one field may fill it. */
class SixteenMegabytesIT {

    private static final int MAX_BYTES = 16 * 1024 * 1024;

    private final NotingMind mind = new NotingMind();
    private TestEngine engine;

    @BeforeEach
    void start() {
        engine = new TestEngine(TestEngine.SETTINGS, mind);
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"metadata\":{\"a\":\"%s\"}",
                "\"context\":{\"type\":\"persistent\",\"text\":\"%s\"}",
                "\"context\":{\"type\":\"temporary\",\"text\":\"%s\"}",
                "\"variables\":{\"a\":\"%s\"}",
                "\"system_prompt\":\"%s\""
            })
    void aFieldOfSettingsMayFillTheMessage(String group) {
        TestClient client = engine.connect();

        client.send(filled("{\"type\":\"session_settings\"," + group + "}", MAX_BYTES));

        assertThat(client.type("hello").words()).containsExactly("Noted.");
        assertThat(client.pending())
                .noneMatch(message -> TestClient.type(message).equals("error"));
        assertThat(mind.thought().messages()).hasSize(1);
    }

    @Test
    void whatIsTypedMayFillTheMessageThatRepeatsIt() {
        TestClient client = engine.connect();
        int chars = MAX_BYTES - 1_000; // the rest of the user_message that tells it

        client.type("x".repeat(chars));

        assertThat(client.await("user_message").at("/message/content").asText()).hasSize(chars);
        assertThat(client.words()).containsExactly("Noted.");
    }

    @Test
    void oneByteMoreIsTooMuch() {
        TestClient client = engine.connect();

        client.send(filled("{\"type\":\"session_settings\",\"metadata\":{\"a\":\"%s\"}}", MAX_BYTES + 1));

        assertThat(client.closeCode()).isEqualTo(1009);
    }

    private static String filled(String message, int bytes) {
        return message.replace("%s", "x".repeat(bytes - message.length() + 2));
    }
}
