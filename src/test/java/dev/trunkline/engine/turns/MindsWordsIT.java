package dev.trunkline.engine.turns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.engine.NotingMind;
import dev.trunkline.engine.TestEngine;
import dev.trunkline.engine.chat.ChatScene;
import dev.trunkline.testing.Exercises;
import org.junit.jupiter.api.Test;

/** What a mind says is the chat's, as it says it. */
class MindsWordsIT {

    private final NotingMind mind = new NotingMind();
    private final ChatScene scene = new ChatScene(TestEngine.SETTINGS, mind);
    private final ChatScene.Caller client = scene.connect();

    @Test
    void sentencesAreAsTheMindCutsThem() {
        mind.willThink(listener -> {
            listener.onSentence("Dr. Smith is in. Really.");
            listener.onSentence("  ");
            listener.onSentence(" Goodbye. ");
            listener.onDone();
        });

        assertThat(client.type("hello").words()).containsExactly("Dr. Smith is in. Really.", "Goodbye.");
    }

    @Test
    void clientsTextsAreCutIntoSentences() {
        client.send("{\"type\":\"assistant_input\",\"text\":\"Dr. Smith is in. Please wait.\"}");

        assertThat(client.words()).containsExactly("Dr. Smith is in.", "Please wait.");
    }

    @Test
    @Exercises({"assistant_message.custom_session_id", "assistant_end.custom_session_id"})
    void mindMayNameTheSession() {
        mind.willThink(listener -> {
            listener.onCustomSessionId("call-7");
            listener.onSentence("Hello.");
            listener.onDone();
        });

        assertThat(client.type("hello")
                        .await("assistant_message")
                        .path("custom_session_id")
                        .asText())
                .isEqualTo("call-7");
        assertThat(client.await("assistant_end").path("custom_session_id").asText())
                .isEqualTo("call-7");
        client.type("hello").words();
        mind.thought();
        assertThat(mind.thought().model().customSessionId()).isEqualTo("call-7");
    }
}
