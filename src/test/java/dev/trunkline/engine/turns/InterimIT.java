package dev.trunkline.engine.turns;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.engine.TestEngine;
import dev.trunkline.engine.chat.ChatScene;
import org.junit.jupiter.api.Test;

class InterimIT {

    @Test
    void verboseClientsGetTheTextBeforeTheTurnIsOver() {
        ChatScene scene = new ChatScene(TestEngine.SETTINGS);
        ChatScene.Caller client = scene.connect("?verbose_transcription=true").declare();
        scene.ears().willHear("when are");
        scene.ears().willHear("when are you open");

        client.speak(400).silence(320);
        JsonNode interim = client.await("user_message");
        client.speak(400).silence(600);
        client.until("assistant_end");

        assertThat(interim.path("interim").asBoolean()).isTrue();
        assertThat(interim.at("/message/content").asText()).isEqualTo("when are");
    }

    @Test
    void earsAreAskedOnceWhenThePauseWasTheEnd() {
        ChatScene scene = new ChatScene(TestEngine.SETTINGS);
        ChatScene.Caller client = scene.connect().declare();
        scene.ears().willHear("hello");

        client.turn();

        assertThat(client.await("user_message").path("interim").asBoolean(true)).isFalse();
        client.until("assistant_end");
        assertThat(scene.ears().utterances()).hasSize(1);
    }

    @Test
    void clientThatStopsSendingHasFinishedItsTurn() {
        ChatScene scene = new ChatScene(TestEngine.SETTINGS);
        ChatScene.Caller client = scene.connect().declare();
        scene.ears().willHear("hello");

        client.speak(600);

        assertThat(client.await("user_message").at("/message/content").asText()).isEqualTo("hello");
    }
}
