package dev.trunkline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class InterimTest {

    @Test
    void verboseClientsGetTheTextBeforeTheTurnIsOver() {
        try (TestEngine engine = new TestEngine(TestEngine.SETTINGS)) {
            TestClient client = engine.connect("?verbose_transcription=true").declare();
            engine.ears().willHear("when are");
            engine.ears().willHear("when are you open");

            client.speak(400).silence(320);
            JsonNode interim = client.await("user_message");
            client.speak(400).silence(600);
            client.until("assistant_end");

            assertThat(interim.path("interim").asBoolean()).isTrue();
            assertThat(interim.at("/message/content").asText()).isEqualTo("when are");
        }
    }

    @Test
    void earsAreAskedOnceWhenThePauseWasTheEnd() {
        try (TestEngine engine = new TestEngine(TestEngine.SETTINGS)) {
            TestClient client = engine.connect().declare();
            engine.ears().willHear("hello");

            client.turn();

            assertThat(client.await("user_message").path("interim").asBoolean(true))
                    .isFalse();
            client.until("assistant_end");
            assertThat(engine.ears().utterances()).hasSize(1);
        }
    }

    @Test
    void clientThatStopsSendingHasFinishedItsTurn() {
        try (TestEngine engine = new TestEngine(TestEngine.SETTINGS)) {
            TestClient client = engine.connect().declare();
            engine.ears().willHear("hello");

            client.speak(600);

            assertThat(client.await("user_message").at("/message/content").asText())
                    .isEqualTo("hello");
        }
    }
}
