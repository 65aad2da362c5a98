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
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who may speak, to the millisecond. The voice hums 30 ms for every letter. */
class TurnTakingIT {

    private static final String SECOND = "This is heard in one second, sir."; // 33 letters
    private static final long SECOND_MILLIS = 990;
    private static final String PAUSE = "{\"type\":\"pause_assistant_message\"}";
    private static final String RESUME = "{\"type\":\"resume_assistant_message\"}";

    private final NotingMind mind = new NotingMind();

    @Test
    void agentCanBeInterruptedForAsLongAsItIsHeardAndNotLonger() {
        ChatScene.Caller heard = greeted(SECOND_MILLIS - 1);
        ChatScene.Caller over = greeted(SECOND_MILLIS + 1);

        heard.speak(600);
        over.speak(600);

        assertThat(types(heard.pending())).containsExactly("user_interruption");
        assertThat(over.pending()).isEmpty();
    }

    /** Somebody who is greeted, and has heard so much of it. */
    private ChatScene.Caller greeted(long heardMillis) {
        ChatScene scene = new ChatScene(TestEngine.SETTINGS.withGreeting(SECOND), mind);
        ChatScene.Caller client = scene.connect().declare().silence(20);
        client.until("assistant_end");
        scene.time.advanceMillis(heardMillis - scene.time.elapsedMillis());
        return client;
    }

    @Test
    void whatIsGivenToBeSaidDuringAPauseIsSaidAndThePauseGoesOn() {
        ChatScene.Caller client = connect().send(PAUSE).dictate("Please hold.");

        assertThat(client.words()).containsExactly("Please hold.");
        client.type("hello").await("user_message");
        client.assertQuietFor(60_000);
        client.send(RESUME);

        assertThat(client.words()).containsExactly("Noted.");
    }

    @Test
    void pauseThatIsTakenBackWhileGivenWordsAreSaidLetsThemFinish() {
        ChatScene scene = new ChatScene(TestEngine.SETTINGS, mind);
        ChatScene.Caller client = scene.connect().send(PAUSE);
        client.await("chat_metadata");
        scene.holdVoice();
        client.dictate("Please hold.").send(RESUME);

        scene.releaseVoice();

        assertThat(client.words()).containsExactly("Please hold.");
        assertThat(client.type("hello").words()).containsExactly("Noted.");
    }

    @Test
    void interruptionIsAnInterruptionUntilItsWordsAreKnownWhateverIsSaidInBetween() {
        ChatScene scene = new ChatScene(TestEngine.SETTINGS.withGreeting(SECOND), mind);
        ChatScene.Caller client = scene.connect().declare().speak(20);
        client.until("assistant_end");
        scene.ears().willHear("excuse me");

        client.speak(600);
        client.until("user_interruption");
        client.send(PAUSE).send(RESUME).silence(700);
        client.words();

        assertThat(mind.thought().trigger()).isEqualTo(new Trigger.CallerSpoke("excuse me", true, true));
    }

    @Test
    void ofSeveralAnswersThatWaitOnlyTheNewestIsGiven() {
        ChatScene.Caller client = connect().send(PAUSE);
        IntStream.range(0, 5).forEach(i -> client.type("number " + i).await("user_message"));

        client.send(RESUME);

        assertThat(client.words()).containsExactly("Noted.");
        assertThat(mind.thought().trigger()).isEqualTo(new Trigger.CallerSpoke("number 4", true, false));
        client.assertQuietFor(60_000);
    }

    @Test
    void mindThatHangsUpAndNeverComesToItsEndIsHungUpOn() {
        mind.willThink(listener -> listener.onTool(new ToolRequest(ToolRequest.HANG_UP, "{}", true)));
        ChatScene scene = new ChatScene(TestEngine.SETTINGS, mind);
        ChatScene.Caller client = scene.connect().send(EviClient.HANG_UP).type("bye");
        client.await("tool_response");

        scene.time.advanceMillis(9_999);
        assertThat(client.isClosed()).isFalse();
        scene.time.advanceMillis(1);

        assertThat(client.closeCode()).isEqualTo(1000);
    }

    @Test
    void wordsThatAreGivenAreSaidInTheirOrderAndBeforeAnyAnswer() {
        ChatScene scene = new ChatScene(TestEngine.SETTINGS, mind);
        ChatScene.Caller client = scene.connect();
        client.await("chat_metadata");
        scene.holdVoice();

        client.dictate("One.").dictate("Two.").dictate("Three.");
        scene.releaseVoice();

        List<String> words = client.words();
        assertThat(words).containsExactly("One.");
        assertThat(client.words()).containsExactly("Two.");
        assertThat(client.words()).containsExactly("Three.");
    }

    @Test
    void textOfNothingIsATurnOfNothing() {
        assertThat(connect().dictate("  ").words()).isEmpty();
    }

    private ChatScene.Caller connect() {
        return connect(TestEngine.SETTINGS);
    }

    private ChatScene.Caller connect(EngineSettings settings) {
        ChatScene.Caller client = new ChatScene(settings, mind).connect();
        client.await("chat_metadata");
        return client;
    }

    private static List<String> types(List<JsonNode> messages) {
        return messages.stream().map(EviClient::type).toList();
    }
}
