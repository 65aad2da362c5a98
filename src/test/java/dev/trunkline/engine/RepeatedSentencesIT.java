package dev.trunkline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class RepeatedSentencesIT {

    @Test
    void sameSentenceForManyIsSpokenOnce() {
        try (TestEngine engine = new TestEngine(TestEngine.SETTINGS.withGreeting("Welcome to all of you."))) {
            CountDownLatch gate = new CountDownLatch(1);
            engine.voice().waitFor(gate);
            List<TestClient> clients = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                clients.add(engine.connect());
            }

            clients.forEach(client -> client.await("chat_metadata"));
            gate.countDown();

            clients.forEach(client -> assertThat(client.words()).containsExactly("Welcome to all of you."));
            assertThat(engine.voice().said()).isEqualTo(1);
        }
    }

    @Test
    void greetingIsSpokenAheadBeforeAllElse() {
        try (TestEngine engine = new TestEngine(TestEngine.SETTINGS.withGreeting("Welcome. How are you?"))) {
            engine.engine().prepareGreeting().join();
            assertThat(engine.voice().said()).isBetween(1, 2);
            await().until(() -> engine.voice().said() == 2);

            assertThat(engine.connect().words()).containsExactly("Welcome.", "How are you?");
            assertThat(engine.voice().said()).isEqualTo(2);
        }
    }

    @Test
    void firstCallerWaitsForNothing() {
        try (TestEngine engine = new TestEngine(TestEngine.SETTINGS)) {
            assertThat(engine.engine().warmUp().join()).isGreaterThan(10);
            engine.voice().waitFor(new CountDownLatch(1)); // from now on whoever needs the voice waits for ever

            TestClient client = engine.connect().type("what is my account balance");

            assertThat(client.await("assistant_message").at("/message/content").asText())
                    .isEqualTo("Let me see.");
        }
    }

    @Test
    void voiceThatFailsIsReportedAndTriedAgain() {
        try (TestEngine engine = new TestEngine(TestEngine.SETTINGS)) {
            TestClient client = engine.connect();
            client.await("chat_metadata");
            engine.voice().failOnce();

            client.send("{\"type\":\"assistant_input\",\"text\":\"Hello.\"}");

            assertThat(client.await("error").path("code").asText()).isEqualTo("I0100");
            client.await("assistant_end");
            client.send("{\"type\":\"assistant_input\",\"text\":\"Hello.\"}");
            assertThat(client.words()).containsExactly("Hello.");
        }
    }
}
