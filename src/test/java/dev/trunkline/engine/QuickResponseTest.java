package dev.trunkline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.engine.mind.DialogModel;
import dev.trunkline.engine.plan.ChatPlan;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class QuickResponseTest {

    private final LinkedBlockingQueue<DialogModel.Listener> slow = new LinkedBlockingQueue<>();
    private final NotingMind mind = new NotingMind().willThink(slow::add);

    @Test
    void slowMindIsBridgedByAShortSentence() throws InterruptedException {
        try (TestEngine engine = new TestEngine(TestEngine.SETTINGS.withPlan(plan(true)), mind)) {
            TestClient client = engine.connect().type("hello");

            List<JsonNode> messages = client.until("assistant_prosody");
            DialogModel.Listener answer = slow.take();
            answer.onSentence("Here it is.");
            answer.onDone();
            messages.addAll(client.until("assistant_end"));

            assertThat(messages.stream().filter(m -> TestClient.type(m).equals("assistant_message")))
                    .extracting(
                            m -> m.at("/message/content").asText(),
                            m -> m.path("is_quick_response").asBoolean(),
                            m -> m.path("from_text").asBoolean(true))
                    .containsExactly(tuple("One moment.", true, false), tuple("Here it is.", false, false));
        }
    }

    @Test
    void quickMindIsNot() {
        try (TestEngine engine = new TestEngine(TestEngine.SETTINGS.withPlan(plan(true)), new NotingMind())) {
            assertThat(engine.connect().type("hello").words()).containsExactly("Noted.");
        }
    }

    @Test
    void planHasToAllowIt() throws InterruptedException {
        try (TestEngine engine = new TestEngine(TestEngine.SETTINGS.withPlan(plan(false)), mind)) {
            TestClient patient = engine.connect().type("hello");
            patient.await("user_message");
            slow.take();

            Awaitility.await()
                    .during(Duration.ofMillis(900))
                    .atMost(Duration.ofSeconds(2))
                    .until(() -> patient.pending().isEmpty());
        }
    }

    private static ChatPlan plan(boolean shortResponses) {
        ChatPlan usual = TestEngine.SETTINGS.plan();
        return new ChatPlan(
                null,
                "",
                usual.announcements(),
                usual.turns(),
                usual.limits(),
                List.of(),
                usual.builtinTools(),
                null,
                null,
                shortResponses,
                List.of());
    }
}
