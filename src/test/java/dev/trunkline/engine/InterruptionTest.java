package dev.trunkline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.engine.hearing.TurnSettings;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class InterruptionTest {

    private static final String LONG = "I have a great deal to tell you about all of our services and branches today.";
    private static final EngineSettings TALKATIVE = TestEngine.SETTINGS.withGreeting(LONG);

    @Test
    void callerInterruptsWhatWasSentButNotHeardYet() {
        try (TestEngine engine = new TestEngine(TALKATIVE)) {
            TestClient client = engine.connect().declare();
            client.until("assistant_end");
            engine.ears().willHear("what is my balance");

            client.turn();

            JsonNode interruption = client.next();
            assertThat(TestClient.type(interruption)).isEqualTo("user_interruption");
            assertThat(interruption.path("time").asLong())
                    .isBetween(
                            Instant.now().getEpochSecond() - 60, Instant.now().getEpochSecond());
            assertThat(client.await("user_message").at("/message/content").asText())
                    .isEqualTo("what is my balance");
            assertThat(client.words()).startsWith("Sure.", "Let me see.");
        }
    }

    @Test
    void callerInterruptsWhileTheAgentGeneratesAndTheRestIsNeverSent() {
        try (TestEngine engine = new TestEngine(TALKATIVE)) {
            CountDownLatch gate = new CountDownLatch(1);
            engine.voice().waitFor(gate);
            TestClient client = engine.connect().declare();
            engine.ears().willHear("stop");

            client.speak(400);
            client.await("user_interruption");
            gate.countDown();
            client.silence(700);

            assertThat(client.words()).containsExactly("Sure.", "I am listening.");
        }
    }

    @Test
    void coughOverTheAgentIsIgnored() {
        try (TestEngine engine = new TestEngine(TALKATIVE)) {
            TestClient client = engine.connect().declare();
            client.until("assistant_end");

            client.speak(200).silence(1_000);
            client.send("{\"type\":\"assistant_input\",\"text\":\"Done.\"}");

            assertThat(client.until("assistant_end").stream().map(TestClient::type))
                    .doesNotContain("user_interruption", "user_message");
            assertThat(engine.ears().utterances()).isEmpty();
        }
    }

    @Test
    void twoCoughsAreNotOneLongWord() {
        try (TestEngine engine = new TestEngine(TALKATIVE)) {
            TestClient client = engine.connect().declare();
            client.until("assistant_end");

            client.speak(200).silence(400).speak(200).silence(1_000);
            client.send("{\"type\":\"assistant_input\",\"text\":\"Done.\"}");

            assertThat(client.until("assistant_end").stream().map(TestClient::type))
                    .doesNotContain("user_interruption", "user_message");
        }
    }

    @Test
    void minimumIsASetting() {
        TurnSettings patient = TALKATIVE.plan().turns().withMinInterruptionMillis(800);
        try (TestEngine engine = new TestEngine(TALKATIVE.withTurns(patient))) {
            TestClient client = engine.connect().declare();
            client.until("assistant_end");

            client.speak(700).silence(1_000).speak(1_000);

            assertThat(TestClient.type(client.next())).isEqualTo("user_interruption");
            assertThat(engine.ears().utterances()).isEmpty();
        }
    }

    @Test
    void withoutPlaybackAwarenessOnlyAUserMessageTells() {
        TurnSettings unaware = TALKATIVE.plan().turns().withPlaybackAware(false);
        try (TestEngine engine = new TestEngine(TALKATIVE.withTurns(unaware))) {
            TestClient client = engine.connect().declare();
            client.until("assistant_end");
            engine.ears().willHear("hello");

            client.turn();

            assertThat(TestClient.type(client.next())).isEqualTo("user_message");
            assertThat(client.words()).containsExactly("Hello.", "How can I help you?");
        }
    }

    @Test
    void interruptionWithoutWordsMakesTheAgentListen() {
        try (TestEngine engine = new TestEngine(TALKATIVE)) {
            TestClient client = engine.connect().declare();
            client.until("assistant_end");

            client.turn();

            assertThat(TestClient.type(client.next())).isEqualTo("user_interruption");
            assertThat(client.words()).containsExactly("Sure.", "Please go ahead.");
        }
    }
}
