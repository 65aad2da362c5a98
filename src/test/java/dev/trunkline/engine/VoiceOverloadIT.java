package dev.trunkline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** More to say than the voice can, with as many sentences waiting as may wait. */
class VoiceOverloadIT {

    private static final int CHATS = 140; // two workers, and 64 sentences waiting for each

    private final CountDownLatch gate = new CountDownLatch(1);
    private final TestEngine engine = new TestEngine(TestEngine.SETTINGS.withWorkerThreads(2), new EchoMind());

    @AfterEach
    void stop() {
        gate.countDown();
        engine.close();
    }

    @Test
    void callerHearsAnApologyAndNotSilence() {
        engine.engine().warmUp().join();
        engine.voice().waitFor(gate);
        List<TestClient> clients = new ArrayList<>();
        for (int i = 0; i < CHATS; i++) {
            clients.add(engine.connect());
            clients.get(i).await("chat_metadata");
        }
        for (int i = 0; i < CHATS; i++) {
            clients.get(i).send("{\"type\":\"assistant_input\",\"text\":\"Only for number " + i + ".\"}");
        }

        TestClient last = clients.get(CHATS - 1);
        assertThat(last.await("error").path("code").asText()).isEqualTo("I0100");
        assertThat(last.words())
                .containsExactly("I am sorry, I am having trouble thinking.", "Could you say that again?");
        gate.countDown();
        assertThat(clients.get(0).words()).containsExactly("Only for number 0.");
    }

    @Test
    void whatNobodyWaitsForAnyMoreIsNotSpoken() {
        engine.voice().waitFor(gate);
        TestClient client = engine.connect();
        client.await("chat_metadata");
        for (int i = 0; i < 20; i++) {
            client.send("{\"type\":\"assistant_input\",\"text\":\"Something long, number " + i + ".\"}");
            client.send("{\"type\":\"pause_assistant_message\"}").send("{\"type\":\"resume_assistant_message\"}");
            client.await("assistant_end");
        }

        gate.countDown();
        client.send("{\"type\":\"assistant_input\",\"text\":\"The last one.\"}");

        assertThat(client.words()).containsExactly("The last one.");
        // The two that had begun, and this one.
        assertThat(engine.voice().said()).isLessThanOrEqualTo(3);
    }

    @Test
    void textWithoutAnEndIsSpokenInPieces() {
        TestClient client = engine.connect();
        client.await("chat_metadata");

        client.type("1".repeat(2_000));

        assertThat(client.words())
                .hasSizeGreaterThan(6)
                .allSatisfy(piece -> assertThat(piece).hasSizeLessThanOrEqualTo(320));
    }
}
