package dev.trunkline.engine.turns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.engine.EngineSettings;
import dev.trunkline.engine.EviClient;
import dev.trunkline.engine.NotingMind;
import dev.trunkline.engine.TestEngine;
import dev.trunkline.engine.chat.ChatScene;
import org.junit.jupiter.api.Test;

/** What a caller says while the agent is silent, and does not mean for it. */
class NotEverySoundIsATurnTest {

    private static final EngineSettings SILENT = TestEngine.SETTINGS.withGreeting("");

    private ChatScene scene = new ChatScene(SILENT, new NotingMind());

    @Test
    void whoThinksIsWaitedFor() {
        ChatScene.Caller client = known();
        client.speak(400);

        assertThat(said(client, "Uh, um.")).isZero();
    }

    @Test
    void softWordsAreSomebodyElsesOnce() {
        ChatScene.Caller client = known();

        client.speakSoftly(600);
        assertThat(said(client, "The keys are on the table.")).isZero();

        client.speakSoftly(600);
        assertThat(said(client, "The keys are on the table.")).isOne();
    }

    @Test
    void aCallerWhoWasAlwaysSoftIsHeard() {
        ChatScene.Caller client = scene.connect("").declare().silence(20);

        for (int turn = 0; turn < 3; turn++) {
            client.speakSoftly(600);
            assertThat(said(client, "The keys are on the table.")).isOne();
        }
    }

    @Test
    void whereNothingIsWeighedEverySoundIsATurn() {
        scene = new ChatScene(SILENT.withTurns(SILENT.plan().turns().withWeighsInterruptions(false)), new NotingMind());
        ChatScene.Caller client = known();

        client.speakSoftly(600);

        assertThat(said(client, "The keys are on the table.")).isOne();
    }

    /** A caller who has been heard for two seconds, and whose answer has been played. */
    private ChatScene.Caller known() {
        ChatScene.Caller client = scene.connect("").declare().silence(20);
        client.speak(2_000);
        assertThat(said(client, "I have a question about my bill.")).isOne();
        return client;
    }

    /** How many user messages come of what was said before now; then the agent's answer has been heard as well. */
    private long said(ChatScene.Caller client, String words) {
        long messages = 0;
        for (int guess = 0; guess < 10; guess++) {
            scene.ears().willHear(words);
        }
        for (int at = 0; at < 6_000; at += 20) {
            client.silence(20);
            scene.time.advanceMillis(20);
            messages += client.take().stream()
                    .filter(message -> EviClient.type(message).equals("user_message"))
                    .count();
        }
        scene.ears().willHearNothingMore();
        return messages;
    }
}
