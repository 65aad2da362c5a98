package dev.trunkline.engine.turns;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.engine.EngineSettings;
import dev.trunkline.engine.EviClient;
import dev.trunkline.engine.NotingMind;
import dev.trunkline.engine.TestEngine;
import dev.trunkline.engine.chat.ChatScene;
import dev.trunkline.engine.mind.DialogModel;
import dev.trunkline.engine.mind.DialogRequest;
import dev.trunkline.engine.mind.Trigger;
import dev.trunkline.engine.mind.script.ScriptedDialogModel;
import dev.trunkline.engine.plan.ChatLimits;
import dev.trunkline.testing.Exercises;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a client tells while nobody speaks: an agent that is nudged may speak about it. */
class ToldContextIT {

    private static final EngineSettings NUDGED =
            TestEngine.SETTINGS.withLimits(new ChatLimits(60_000, 60_000, 30_000, 2));
    private static final long LONGER_THAN_THE_PATIENCE_MILLIS = 1_700;
    private static final String PRESSED_1 = pressed("1");

    private final NotingMind noting = new NotingMind();

    @Test
    @Exercises({"session_settings.context.text", "session_settings.context.type"})
    void keysAreAnsweredAndThenForgotten() {
        ChatScene.Caller client = connect(NUDGED, ScriptedDialogModel.ofTheLab());

        client.send(PRESSED_1);

        assertThat(client.words())
                .startsWith(
                        "You pressed 1.", "Let me see.", "Your current balance is forty two pounds and fifty pence.");
        assertThat(client.type("purple elephants").words()).startsWith("Sorry, I did not understand.");
    }

    @Test
    void withoutNudgesNobodySpeaksUntilTheCallerDoes() {
        ChatScene.Caller client = connect(TestEngine.SETTINGS, noting).send(PRESSED_1);

        assertNothingComes(client);
        client.type("hello").words();

        assertThat(noting.thought().trigger()).isInstanceOf(Trigger.CallerSpoke.class);
    }

    @Test
    void mindThatSaysNothingDisturbsNobodyAndKnowsItStill() {
        noting.willThink(DialogModel.Listener::onDone);
        ChatScene.Caller client = connect(NUDGED, noting).send(PRESSED_1);

        assertNothingComes(client);
        DialogRequest told = noting.thought();
        client.type("hello").words();

        assertThat(told.trigger()).isEqualTo(new Trigger.Told("The caller pressed 1 on the keypad."));
        DialogRequest next = noting.thought();
        assertThat(next.trigger()).isInstanceOf(Trigger.CallerSpoke.class);
        assertThat(next.contexts()).containsExactly("The caller pressed 1 on the keypad.");
    }

    @Test
    void callersWordsTakeItAlong() {
        ChatScene.Caller client = connect(NUDGED, noting).send(PRESSED_1).type("hello");
        client.words();

        assertNothingComes(client);

        assertThat(noting.thought().contexts()).containsExactly("The caller pressed 1 on the keypad.");
        assertThat(client.type("hello").words()).containsExactly("Noted.");
        assertThat(noting.thought().trigger()).isInstanceOf(Trigger.CallerSpoke.class);
    }

    @Test
    void mindThatStillWondersIsLeftForTheCallersWords() {
        noting.willThink(listener -> {}); // for ever
        ChatScene.Caller client = connect(NUDGED, noting).send(PRESSED_1);
        assertNothingComes(client);
        noting.thought();

        List<JsonNode> messages = client.type("hello").until("assistant_end");

        assertThat(messages)
                .extracting(EviClient::type)
                .startsWith("user_message", "assistant_message")
                .doesNotContain("user_interruption");
        assertThat(noting.thought().contexts()).containsExactly("The caller pressed 1 on the keypad.");
    }

    @Test
    void agentFinishesBeforeItAnswersKeys() {
        ChatScene.Caller client =
                connect(NUDGED, noting.willSay("This takes more than a second and a half to be said."));
        client.type("hello").words();

        client.send(pressed("1")).send(pressed("2"));

        assertThat(client.words()).containsExactly("Noted.");
        noting.thought();
        assertThat(noting.thought().trigger()).isEqualTo(new Trigger.Told("The caller pressed 2 on the keypad."));
        assertNothingComes(client);
    }

    private ChatScene.Caller connect(EngineSettings settings, DialogModel mind) {
        ChatScene scene = new ChatScene(settings, mind);
        ChatScene.Caller client = scene.connect();
        client.await("chat_metadata");
        return client;
    }

    private static void assertNothingComes(ChatScene.Caller client) {
        client.assertQuietFor(LONGER_THAN_THE_PATIENCE_MILLIS);
    }

    private static String pressed(String keys) {
        return "{\"type\":\"session_settings\",\"context\":{\"text\":\"The caller pressed " + keys
                + " on the keypad.\",\"type\":\"temporary\"}}";
    }
}
