package dev.trunkline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class PauseTest {

    private static final String PAUSE = "{\"type\":\"pause_assistant_message\"}";
    private static final String RESUME = "{\"type\":\"resume_assistant_message\"}";

    @Test
    void pausedAgentTranscribesAndAnswersOnlyTheLastMessageWhenResumed() {
        try (TestEngine engine = new TestEngine(TestEngine.SETTINGS)) {
            TestClient client = engine.connect().declare().send(PAUSE);
            engine.ears().willHear("hello");
            engine.ears().willHear("when are you open");

            client.turn().turn();
            client.await("user_message");
            client.await("user_message");
            assertThat(client.pending()).isEmpty();
            client.send(RESUME);

            assertThat(client.words()).startsWith("We are open every day.").doesNotContain("Hello.");
        }
    }

    @Test
    void pauseStopsTheAgentInTheMiddle() {
        try (TestEngine engine = new TestEngine(TestEngine.SETTINGS.withGreeting("One. Two. Three."))) {
            CountDownLatch gate = new CountDownLatch(1);
            engine.voice().waitFor(gate);
            TestClient client = engine.connect();
            client.await("chat_metadata");

            client.send(PAUSE);
            client.await("assistant_end");
            gate.countDown();
            client.send(RESUME).type("hello");

            assertThat(client.words()).containsExactly("Hello.", "How can I help you?");
        }
    }
}
