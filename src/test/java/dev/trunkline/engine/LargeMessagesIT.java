package dev.trunkline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.testing.Exercises;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** EVI documents 16 MB for a message, and no limit of its own for any text in it. */
class LargeMessagesIT {

    // Netty notes every access to a buffer in tests: of sixteen megabytes that would be minutes.
    private static final String LARGE = "x".repeat(1_100_000);

    private final NotingMind mind = new NotingMind();
    private final TestEngine engine = new TestEngine(TestEngine.SETTINGS, mind);

    @AfterEach
    void stop() {
        engine.close();
    }

    @Test
    @Exercises({"session_settings.metadata", "session_settings.context.text", "session_settings.variables"})
    void settingsMayFillAMessage() {
        TestClient client = engine.connect();

        client.send(settings("\"metadata\":{\"a\":\"" + LARGE + "\"}"))
                .type("one")
                .words();
        client.send(settings("\"context\":{\"type\":\"persistent\",\"text\":\"" + LARGE + "\"}"))
                .type("two")
                .words();
        client.send(settings("\"context\":null,\"variables\":{\"a\":\"" + LARGE + "\"}"))
                .type("three")
                .words();

        assertThat(mind.thought().contexts()).isEmpty();
        assertThat(mind.thought().contexts()).containsExactly(LARGE);
        assertThat(client.pending())
                .noneMatch(message -> TestClient.type(message).equals("error"));
    }

    @Test
    @Exercises({"user_input.text", "assistant_input.text"})
    void longTextsAreAnsweredAndSpoken() {
        String long20 = "hello there ".repeat(1_667).strip();
        TestClient client = engine.connect();

        client.type(long20);

        assertThat(client.await("user_message").at("/message/content").asText()).isEqualTo(long20);
        assertThat(client.words()).containsExactly("Noted.");
        assertThat(mind.thought().messages().get(0).text()).isEqualTo(long20);
        client.type(LARGE);
        assertThat(client.await("user_message").at("/message/content").asText()).hasSize(1_100_000);
        assertThat(client.words()).containsExactly("Noted.");
    }

    private static String settings(String group) {
        return "{\"type\":\"session_settings\"," + group + "}";
    }
}
