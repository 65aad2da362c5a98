package dev.trunkline.engine.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.engine.EngineSettings;
import dev.trunkline.engine.TestEngine;
import dev.trunkline.engine.plan.ChatLimits;
import org.junit.jupiter.api.Test;

class TimeLimitsIT {

    @Test
    void chatWithoutUserMessagesEnds() {
        EngineSettings impatient = TestEngine.SETTINGS.withLimits(new ChatLimits(300, 60_000, 0, 0));
        ChatScene scene = new ChatScene(impatient);
        ChatScene.Caller client = scene.connect();
        client.await("chat_metadata");

        JsonNode error = client.next();

        assertThat(error.path("code").asText()).isEqualTo("E0714");
        assertThat(error.path("slug").asText()).isEqualTo("inactivity_timeout");
        assertThat(client.closeCode()).isEqualTo(1000);
    }

    @Test
    void everyChatEndsAtItsMaximum() {
        EngineSettings brief = TestEngine.SETTINGS.withLimits(new ChatLimits(60_000, 1_000, 0, 0));
        ChatScene scene = new ChatScene(brief);
        ChatScene.Caller client = scene.connect();
        client.await("chat_metadata");

        JsonNode error = client.next();

        assertThat(error.path("code").asText()).isEqualTo("E0715");
        assertThat(error.path("message").asText()).contains("exceeded the max duration of 1 seconds");
        assertThat(client.closeCode()).isEqualTo(1000);
    }

    @Test
    void silentCallerIsAskedWhetherSheIsThere() {
        EngineSettings caring = TestEngine.SETTINGS.withLimits(new ChatLimits(60_000, 60_000, 200, 2));
        ChatScene scene = new ChatScene(caring);
        ChatScene.Caller client = scene.connect().type("hello");
        client.words();

        assertThat(client.words()).containsExactly("Are you still there?");
        assertThat(client.words()).startsWith("I am still here.");
    }
}
