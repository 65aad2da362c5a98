package dev.trunkline.engine.turns;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.engine.EviClient;
import dev.trunkline.engine.NotingMind;
import dev.trunkline.engine.RecordedHistory;
import dev.trunkline.engine.TestEngine;
import dev.trunkline.engine.chat.ChatScene;
import dev.trunkline.engine.history.ChatEvent;
import dev.trunkline.engine.mind.DialogModel;
import dev.trunkline.engine.mind.ToolRequest;
import dev.trunkline.engine.plan.ChatLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever a client, a caller and a mind do and in whatever order, what is sent is in the documented one, and every chat ends. */
class AnyOrderOfMessagesIT {

    private static final int CHATS = 300;
    private static final int EVENTS = 60;
    private static final String SENTENCE = "(assistant_message (audio_output )+assistant_prosody )";

    private int interruptions;
    private int toolCalls;
    private int farewells;

    @Test
    void everyChatEndsOnceAndEverySentenceIsWhole() {
        for (int seed = 0; seed < CHATS; seed++) {
            hold(new Random(seed), seed);
        }

        assertThat(interruptions).isGreaterThan(CHATS / 4);
        assertThat(toolCalls).isGreaterThan(CHATS / 4);
        assertThat(farewells).isGreaterThan(CHATS / 4);
    }

    private void hold(Random dice, int seed) {
        NotingMind mind = new NotingMind();
        RecordedHistory history = new RecordedHistory();
        ChatLimits limits = new ChatLimits(20_000, 60_000, 3_000, 2);
        ChatScene scene = new ChatScene(TestEngine.SETTINGS.withLimits(limits), mind, history.stores());
        ChatScene.Caller client = scene.connect().send(EviClient.HANG_UP).declare();
        List<JsonNode> sent = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            mind.willThink(listener -> think(dice, listener));
            happen(dice, scene, client, sent);
            sent.addAll(client.take());
        }
        scene.releaseVoice();
        scene.time.advanceMillis(120_000);
        sent.addAll(client.take());

        assertThat(client.isClosed()).as("chat %s has ended", seed).isTrue();
        assertThat(scene.time.timers()).as("timers of chat %s", seed).isZero();
        String agent = types(sent).replaceAll("(user_message|user_interruption|error|chat_metadata|tool_\\w+) ", "");
        assertThat(agent).as("chat %s", seed).matches("(" + SENTENCE + "|assistant_end )*");
        String chatId = sent.get(0).path("chat_id").asText();
        assertThat(history.eventsOf(chatId))
                .filteredOn(event -> event.type() == ChatEvent.Type.CHAT_END_MESSAGE)
                .hasSize(1);
        interruptions += count(sent, "user_interruption");
        toolCalls += count(sent, "tool_call");
        farewells += count(sent, "error");
    }

    private static void happen(Random dice, ChatScene scene, ChatScene.Caller client, List<JsonNode> sent) {
        switch (dice.nextInt(12)) {
            case 0 -> client.type("hello");
            case 1 -> client.dictate("One sentence. And another one.");
            case 2 -> client.speak(100 + dice.nextInt(500));
            case 3 -> client.silence(200 + dice.nextInt(600));
            case 4 -> client.send("{\"type\":\"pause_assistant_message\"}");
            case 5 -> client.send("{\"type\":\"resume_assistant_message\"}");
            case 6 -> client.send("{\"type\":\"session_settings\",\"context\":{\"text\":\"Pressed 1.\"}}");
            case 7 -> scene.holdVoice();
            case 8 -> scene.releaseVoice();
            case 9 -> answerTool(dice, client, sent);
            default -> scene.time.advanceMillis(dice.nextInt(1_500));
        }
        if (dice.nextBoolean()) {
            scene.ears().willHear("perhaps");
        }
        scene.time.advance(0);
    }

    private static void answerTool(Random dice, ChatScene.Caller client, List<JsonNode> sent) {
        sent.stream()
                .filter(message -> EviClient.type(message).equals("tool_call"))
                .skip(dice.nextInt(2))
                .map(message -> message.path("tool_call_id").asText())
                .forEach(id -> client.send(
                        "{\"type\":\"tool_response\",\"tool_call_id\":\"" + id + "\",\"content\":\"done\"}"));
    }

    private static void think(Random dice, DialogModel.Listener listener) {
        switch (dice.nextInt(8)) {
            case 0 -> listener.onDone();
            case 1 -> listener.onFailed(DialogModel.Failure.BROKEN, "broken");
            case 2 -> {} // for ever
            case 3 -> {
                listener.onSentence("I look.");
                listener.onTool(new ToolRequest("look_up", "{}", false));
                listener.onDone();
            }
            case 4 -> {
                if (dice.nextInt(10) == 0) {
                    listener.onTool(new ToolRequest(ToolRequest.HANG_UP, "{}", true));
                }
                listener.onDone();
            }
            default -> {
                listener.onSentence("First this.");
                listener.onSentence("Then that, which takes a while.");
                listener.onDone();
            }
        }
    }

    private static String types(List<JsonNode> messages) {
        StringBuilder types = new StringBuilder();
        messages.forEach(message -> types.append(EviClient.type(message)).append(' '));
        return types.toString();
    }

    private static int count(List<JsonNode> messages, String type) {
        return (int) messages.stream()
                .filter(message -> EviClient.type(message).equals(type))
                .count();
    }
}
