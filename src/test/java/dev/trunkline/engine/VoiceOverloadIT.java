package dev.trunkline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** More to say than the voice can, with as many sentences waiting as may wait. */
class VoiceOverloadIT {

    private static final int ROOM = 130; // two sentences are spoken, and 64 wait for each worker
    private static final int TOO_MANY = 10;

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
        for (int i = 0; i < ROOM + TOO_MANY; i++) {
            clients.add(engine.connect());
            clients.get(i).await("chat_metadata");
        }
        for (int i = 0; i < clients.size(); i++) {
            clients.get(i).dictate("Only for number " + i + ".");
        }

        // Chats live on two loops: whose sentence comes last is not ours to say.
        await().until(() -> clients.stream().filter(VoiceOverloadIT::hasEnded).count(), ended -> ended >= TOO_MANY);
        List<TestClient> refused =
                clients.stream().filter(VoiceOverloadIT::hasEnded).toList();
        assertThat(refused).hasSize(TOO_MANY).allSatisfy(client -> {
            assertThat(client.await("error").path("code").asText()).isEqualTo("I0100");
            assertThat(client.words())
                    .containsExactly("I am sorry, I am having trouble thinking.", "Could you say that again?");
        });
        gate.countDown();
        for (int i = 0; i < clients.size(); i++) {
            if (!refused.contains(clients.get(i))) {
                assertThat(clients.get(i).words()).containsExactly("Only for number " + i + ".");
            }
        }
    }

    private static boolean hasEnded(TestClient client) {
        return client.pending().stream().map(TestClient::type).anyMatch("assistant_end"::equals);
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
