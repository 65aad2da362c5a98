package dev.trunkline.engine.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.engine.TestEngine;
import dev.trunkline.engine.chat.ChatScene;
import dev.trunkline.engine.mind.ChatMessage;
import dev.trunkline.engine.mind.DialogModel;
import dev.trunkline.engine.mind.DialogRequest;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

class ResumeIT {

    private static final String NOT_ANSWERED = "{\"type\":\"session_settings\",\"context\":{\"type\":\"temporary\","
            + "\"text\":\"The transfer to billing was not answered.\"}}";

    private final Queue<DialogRequest> thoughts = new ConcurrentLinkedQueue<>();
    private final DialogModel noting = (conversation, listener) -> {
        thoughts.add(conversation);
        listener.onSentence("Noted.");
        listener.onDone();
        return () -> {};
    };

    @Test
    void resumedChatKnowsWhatWasSaidAndDoesNotGreetAgain() {
        ChatScene scene = new ChatScene(TestEngine.SETTINGS.withGreeting("Welcome."), noting);
        ChatScene.Caller first = scene.connect();
        JsonNode metadata = first.await("chat_metadata");
        first.await("assistant_end");
        first.type("my name is smith");
        first.await("assistant_end");
        first.disconnect();

        ChatScene.Caller second = scene.connect(
                "?resumed_chat_group_id=" + metadata.path("chat_group_id").asText());
        JsonNode resumed = second.next();
        second.type("do you remember me");
        second.await("assistant_end");

        assertThat(resumed.path("chat_group_id")).isEqualTo(metadata.path("chat_group_id"));
        assertThat(resumed.path("chat_id")).isNotEqualTo(metadata.path("chat_id"));
        DialogRequest last = thoughts.stream().reduce((before, after) -> after).orElseThrow();
        assertThat(last.messages().stream().filter(line -> line.role() == ChatMessage.Role.CALLER))
                .extracting(ChatMessage::text)
                .containsExactly("my name is smith", "do you remember me");
    }

    @Test
    void resumedChatSpeaksAboutWhatHappenedMeanwhile() {
        ChatScene scene = new ChatScene(TestEngine.SETTINGS);
        String group = scene.connect().next().path("chat_group_id").asText();

        ChatScene.Caller byMessage =
                scene.connect("?resumed_chat_group_id=" + group).send(NOT_ANSWERED);
        ChatScene.Caller byQuery = scene.connect("?resumed_chat_group_id=" + group
                + "&session_settings[context][text]=nobody%20answered&session_settings[context][type]=temporary");

        assertThat(byMessage.words())
                .containsExactly("I am sorry, nobody could take your call just now.", "What else can I do for you?");
        assertThat(byQuery.words()).hasSize(2);
    }

    @Test
    void unknownGroupIsAnError() {
        ChatScene scene = new ChatScene(TestEngine.SETTINGS);
        ChatScene.Caller client = scene.connect("?resumed_chat_group_id=00000000-0000-0000-0000-000000000000");

        assertThat(client.next().path("code").asText()).isEqualTo("E0708");
        assertThat(client.closeCode()).isEqualTo(1000);
    }

    @Test
    void whatTheCallerDidNotHearWasNotSaid() {
        ChatScene scene = new ChatScene(
                TestEngine.SETTINGS.withGreeting("This first sentence is cut off. This one is never heard."), noting);
        ChatScene.Caller client = scene.connect().declare();
        client.await("assistant_end");
        scene.time.advanceMillis(300); // of the first sentence
        scene.ears().willHear("excuse me");

        client.turn();
        client.await("assistant_end");

        assertThat(thoughts.element().messages())
                .extracting(ChatMessage::role, ChatMessage::text, ChatMessage::cutOff)
                .containsExactly(
                        tuple(ChatMessage.Role.AGENT, "This first sentence is cut off.", true),
                        tuple(ChatMessage.Role.CALLER, "excuse me", false));
    }
}
