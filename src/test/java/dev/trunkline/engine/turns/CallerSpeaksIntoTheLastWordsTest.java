package dev.trunkline.engine.turns;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.engine.EngineSettings;
import dev.trunkline.engine.EviClient;
import dev.trunkline.engine.NotingMind;
import dev.trunkline.engine.TestEngine;
import dev.trunkline.engine.chat.ChatScene;
import dev.trunkline.engine.mind.ToolRequest;
import dev.trunkline.engine.mind.Trigger;
import dev.trunkline.engine.plan.Phrases;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The agent hangs up by itself, with the builtin tool. */
class CallerSpeaksIntoTheLastWordsTest {

    private static final String LAST_WORDS = "It was nice to talk to you, and I hope to hear from you again soon.";

    private final NotingMind mind = new NotingMind().willThink(listener -> {
        listener.onSentence(LAST_WORDS);
        listener.onTool(new ToolRequest(ToolRequest.HANG_UP, "{}", true));
        listener.onDone();
    });

    @ParameterizedTest
    @ValueSource(strings = {"wait I have one more question", "no", "okay but what about my bill"})
    void andAWishKeepsTheChatOpen(String words) {
        ChatScene scene = new ChatScene(TestEngine.SETTINGS, mind);
        ChatScene.Caller client = hangingUp(scene);

        say(scene, client, words);
        List<JsonNode> messages = client.until("assistant_end");
        client.assertQuietFor(20_000);

        assertThat(messages.stream().map(EviClient::type)).contains("user_message", "assistant_message");
        assertThat(client.isClosed()).isFalse();
        mind.thought();
        assertThat(mind.thought().trigger()).isEqualTo(new Trigger.CallerSpoke(words, true, false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bye", "thank you very much bye", "okay", "you too"})
    void andAGoodbyeDoesNot(String words) {
        ChatScene scene = new ChatScene(TestEngine.SETTINGS, mind);
        ChatScene.Caller client = hangingUp(scene);

        say(scene, client, words);

        assertThat(client.closeCode()).isEqualTo(1000);
        assertThat(client.take().stream().map(EviClient::type)).doesNotContain("user_interruption");
    }

    @Test
    void andNothingDoesWhereItIsProtected() {
        Phrases phrases = Phrases.english();
        EngineSettings settings = TestEngine.SETTINGS.withPhrases(
                phrases.parting(phrases.goodbye().protectedFromCallers()));
        ChatScene scene = new ChatScene(settings, mind);
        ChatScene.Caller client =
                scene.connect().declare().send(EviClient.HANG_UP).type("that is all");
        client.until("assistant_end");

        assertThat(client.closeCode()).isEqualTo(1000);
    }

    @Test
    void itIsOverWhenTheLastWordsHaveBeenHeard() {
        ChatScene scene = new ChatScene(TestEngine.SETTINGS, mind);
        ChatScene.Caller client = hangingUp(scene);

        scene.time.advanceMillis(1_000);
        assertThat(client.isClosed()).isFalse();
        scene.time.advanceMillis(1_600);

        assertThat(client.isClosed()).isTrue();
    }

    /** A caller of whom the agent has just taken leave. */
    private static ChatScene.Caller hangingUp(ChatScene scene) {
        ChatScene.Caller client =
                scene.connect().declare().send(EviClient.HANG_UP).type("that is all");
        client.until("assistant_end");
        assertThat(client.isClosed()).isFalse();
        return client;
    }

    private static void say(ChatScene scene, ChatScene.Caller client, String words) {
        scene.ears().willHear(words);
        for (int at = 0; at < 600; at += 20) {
            client.speak(20);
            scene.time.advanceMillis(20);
        }
        for (int at = 0; at < 800; at += 20) {
            client.silence(20);
            scene.time.advanceMillis(20);
        }
    }
}
