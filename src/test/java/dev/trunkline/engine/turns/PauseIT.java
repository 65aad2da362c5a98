package dev.trunkline.engine.turns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.engine.NotingMind;
import dev.trunkline.engine.TestEngine;
import dev.trunkline.engine.chat.ChatScene;
import dev.trunkline.engine.mind.ChatMessage;
import dev.trunkline.engine.mind.DialogRequest;
import dev.trunkline.engine.mind.Trigger;
import dev.trunkline.testing.Exercises;
import org.junit.jupiter.api.Test;

class PauseIT {

    private static final String PAUSE = "{\"type\":\"pause_assistant_message\"}";
    private static final String RESUME = "{\"type\":\"resume_assistant_message\"}";

    @Test
    @Exercises({
        "pause_assistant_message.type",
        "pause_assistant_message.custom_session_id",
        "resume_assistant_message.type",
        "resume_assistant_message.custom_session_id"
    })
    void resumedAgentAnswersTheLastMessageAndKnowsAll() {
        NotingMind mind = new NotingMind();
        ChatScene scene = new ChatScene(TestEngine.SETTINGS, mind);
        ChatScene.Caller client = scene.connect()
                .send("{\"type\":\"pause_assistant_message\",\"custom_session_id\":\"CA1\"}")
                .type("one");
        assertThat(client.await("user_message").path("custom_session_id").asText())
                .isEqualTo("CA1");
        client.type("two").await("user_message");

        client.send("{\"type\":\"resume_assistant_message\",\"custom_session_id\":\"CA2\"}");

        assertThat(client.await("assistant_end").path("custom_session_id").asText())
                .isEqualTo("CA2");
        DialogRequest thought = mind.thought();
        assertThat(thought.trigger()).isEqualTo(new Trigger.CallerSpoke("two", true, false));
        assertThat(thought.messages()).extracting(ChatMessage::text).containsExactly("one", "two");
        client.type("three").words();
        assertThat(mind.thought().messages())
                .extracting(ChatMessage::text)
                .containsExactly("one", "two", "Noted.", "three");
    }

    @Test
    void pausedAgentTranscribesAndAnswersOnlyTheLastMessageWhenResumed() {
        ChatScene scene = new ChatScene(TestEngine.SETTINGS);
        ChatScene.Caller client = scene.connect().declare().send(PAUSE);
        scene.ears().willHear("hello");
        scene.ears().willHear("when are you open");

        client.turn().turn();
        client.await("user_message");
        client.await("user_message");
        assertThat(client.pending()).isEmpty();
        client.send(RESUME);

        assertThat(client.words()).startsWith("We are open every day.").doesNotContain("Hello.");
    }

    @Test
    void pauseStopsTheAgentInTheMiddle() {
        ChatScene scene = new ChatScene(TestEngine.SETTINGS.withGreeting("One. Two. Three."));
        scene.holdVoice();
        ChatScene.Caller client = scene.connect();
        client.await("chat_metadata");

        client.send(PAUSE);
        client.await("assistant_end");
        scene.releaseVoice();
        client.send(RESUME).type("hello");

        assertThat(client.words()).containsExactly("Hello.", "How can I help you?");
    }

    /** A client that pauses stops what it plays by itself; one that is paused from outside has to be told. */
    @Test
    void clientIsToldToFallSilentWhenSomebodyElsePauses() {
        ChatScene scene = new ChatScene(TestEngine.SETTINGS.withGreeting("This is heard for a second or so."));
        ChatScene.Caller paused = scene.connect();
        paused.until("assistant_end");
        ChatScene.Caller pausing = scene.connect();
        pausing.until("assistant_end");

        paused.steer("{\"type\":\"pause_assistant_message\",\"custom_session_id\":\"CA1\"}");
        pausing.send(PAUSE).send("nonsense");

        assertThat(paused.next().path("type").asText()).isEqualTo("user_interruption");
        assertThat(pausing.next().path("type").asText()).isEqualTo("error");
        paused.steer(PAUSE);
        paused.send("nonsense");
        assertThat(paused.next().path("type").asText()).as("twice is once").isEqualTo("error");
    }
}
