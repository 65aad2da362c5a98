package dev.trunkline.engine.turns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.engine.EviClient;
import dev.trunkline.engine.NotingMind;
import dev.trunkline.engine.TestEngine;
import dev.trunkline.engine.chat.ChatScene;
import dev.trunkline.engine.mind.DialogModel;
import dev.trunkline.engine.plan.ChatPlan;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuickResponseIT {

    private final Deque<DialogModel.Listener> slow = new ArrayDeque<>();
    private final NotingMind mind = new NotingMind().willThink(slow::add);

    @Test
    void slowMindIsBridgedByAShortSentence() {
        ChatScene scene = new ChatScene(TestEngine.SETTINGS.withPlan(plan(true)), mind);
        ChatScene.Caller client = scene.connect().type("hello");

        List<JsonNode> messages = client.until("assistant_prosody");
        DialogModel.Listener answer = slow.remove();
        answer.onSentence("Here it is.");
        answer.onDone();
        messages.addAll(client.until("assistant_end"));

        assertThat(messages.stream().filter(m -> EviClient.type(m).equals("assistant_message")))
                .extracting(
                        m -> m.at("/message/content").asText(),
                        m -> m.path("is_quick_response").asBoolean(),
                        m -> m.path("from_text").asBoolean(true))
                .containsExactly(tuple("One moment.", true, false), tuple("Here it is.", false, false));
    }

    @Test
    void quickMindIsNot() {
        ChatScene scene = new ChatScene(TestEngine.SETTINGS.withPlan(plan(true)), new NotingMind());
        assertThat(scene.connect().type("hello").words()).containsExactly("Noted.");
    }

    @Test
    void planHasToAllowIt() {
        ChatScene scene = new ChatScene(TestEngine.SETTINGS.withPlan(plan(false)), mind);
        ChatScene.Caller patient = scene.connect().type("hello");
        patient.await("user_message");
        slow.remove();

        patient.assertQuietFor(60_000);
    }

    private static ChatPlan plan(boolean shortResponses) {
        ChatPlan usual = TestEngine.SETTINGS.plan();
        return new ChatPlan(
                null,
                new ChatPlan.Agent("", null, null, shortResponses),
                usual.announcements(),
                usual.turns(),
                usual.limits(),
                new ChatPlan.Tools(List.of(), usual.tools().builtin()),
                List.of());
    }
}
