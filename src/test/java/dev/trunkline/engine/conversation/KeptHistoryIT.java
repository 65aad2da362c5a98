package dev.trunkline.engine.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.engine.EviClient;
import dev.trunkline.engine.NotingMind;
import dev.trunkline.engine.RecordedHistory;
import dev.trunkline.engine.TestEngine;
import dev.trunkline.engine.chat.ChatScene;
import dev.trunkline.engine.history.ChatEntry;
import dev.trunkline.engine.history.ChatEvent;
import dev.trunkline.engine.mind.ChatMessage;
import dev.trunkline.engine.plan.ChatLimits;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class KeptHistoryIT {

    private static final String SETTINGS = "?session_settings[system_prompt]=Be%20kind,%20%7B%7Bname%7D%7D."
            + "&session_settings[variables][name]=Ada&session_settings[language_model_api_key]=sk-secret";

    private final NotingMind mind = new NotingMind();
    private final RecordedHistory history = new RecordedHistory();
    private ChatScene scene = new ChatScene(TestEngine.SETTINGS, mind, history.stores());

    @Test
    void everythingThatHappensIsKeptInItsOrder() throws JsonProcessingException {
        ChatScene.Caller client = scene.connect(SETTINGS).declare();
        JsonNode metadata = client.next();
        String chatId = metadata.path("chat_id").asText();
        scene.ears().willHear("who is seven");
        mind.willCall("look_up", "{\"id\":7}", false)
                .willSay("This is long enough to be interrupted, however busy the machine is that says it.");
        client.turn();
        String callId = client.await("tool_call").path("tool_call_id").asText();
        client.send("{\"type\":\"tool_response\",\"tool_call_id\":\"" + callId + "\",\"content\":\"Ada\"}");
        client.until("assistant_end");
        client.speak(700);
        client.until("user_interruption");
        client.send("{\"type\":\"pause_assistant_message\"}").send("{\"type\":\"resume_assistant_message\"}");
        client.send("nonsense").await("error");
        client.disconnect();

        List<ChatEvent> events = history.eventsOf(chatId);

        assertThat(events)
                .extracting(event -> event.role() + " " + event.type())
                .containsExactly(
                        "SYSTEM CHAT_START_MESSAGE",
                        "SYSTEM SYSTEM_PROMPT",
                        "SYSTEM SESSION_SETTINGS",
                        "SYSTEM SESSION_SETTINGS",
                        "USER USER_RECORDING_START_MESSAGE",
                        "USER USER_MESSAGE",
                        "TOOL FUNCTION_CALL",
                        "TOOL FUNCTION_CALL_RESPONSE",
                        "AGENT AGENT_MESSAGE",
                        "AGENT ASSISTANT_PROSODY",
                        "USER USER_INTERRUPTION",
                        "SYSTEM PAUSE_ONSET",
                        "SYSTEM RESUME_ONSET",
                        "SYSTEM CHAT_END_MESSAGE");
        assertThat(events).isSortedAccordingTo((a, b) -> Long.compare(a.timestampMillis(), b.timestampMillis()));
        assertThat(events.get(1).text()).isEqualTo("Be kind, Ada.");
        assertThat(new ObjectMapper().readTree(events.get(2).text()).toString())
                .isEqualTo("{\"type\":\"session_settings\",\"system_prompt\":\"Be kind, {{name}}.\","
                        + "\"variables\":{\"name\":\"Ada\"}}");
        assertThat(events.get(3).text()).isEqualTo(EviClient.LINEAR16_8K);
        assertThat(events.get(5).text()).isEqualTo("who is seven");
        assertThat(events.get(5).scores()).hasSize(48);
        assertThat(events.get(6).text()).contains("\"type\":\"tool_call\"", "look_up", callId);
        assertThat(events.get(7).text()).contains("\"type\":\"tool_response\"", "\"content\":\"Ada\"");
        assertThat(events.get(7).relatedEventId()).isEqualTo(events.get(6).id());
        assertThat(events.get(8).text()).startsWith("This is long enough");
        assertThat(events.get(9).scores()).hasSize(48);
        assertThat(events.get(9).relatedEventId()).isEqualTo(events.get(8).id());
        ChatEntry entry = history.opened().get(0);
        assertThat(entry.groupId()).isEqualTo(metadata.path("chat_group_id").asText());
        assertThat(entry.status()).isEqualTo(ChatEntry.Status.ACTIVE);
        assertThat(history.ending(chatId)).isEqualTo(ChatEntry.Status.USER_ENDED);
    }

    @Test
    void everyEndHasItsStatus() {
        assertThat(end(new ChatLimits(300, 60_000, 0, 0), ChatScene.Caller::next))
                .isEqualTo(ChatEntry.Status.INACTIVITY_TIMEOUT);
        assertThat(end(new ChatLimits(60_000, 300, 0, 0), ChatScene.Caller::next))
                .isEqualTo(ChatEntry.Status.MAX_DURATION_TIMEOUT);
        assertThat(end(ChatLimits.defaults(), client -> client.speak(20))).isEqualTo(ChatEntry.Status.ERROR);
        assertThat(end(ChatLimits.defaults(), ChatScene.Caller::disconnect)).isEqualTo(ChatEntry.Status.USER_ENDED);
        mind.willCall("hang_up", "{}", true);
        assertThat(end(
                        ChatLimits.defaults(),
                        client -> client.send(EviClient.HANG_UP).type("bye")))
                .isEqualTo(ChatEntry.Status.USER_ENDED);
    }

    @Test
    void conversationOutlivesTheEngine() {
        String group = talk();
        scene = new ChatScene(TestEngine.SETTINGS.withGreeting("Welcome."), mind, history.stores());

        ChatScene.Caller client = scene.connect("?resumed_chat_group_id=" + group);
        JsonNode metadata = client.next();
        client.type("do you remember me").words();

        assertThat(metadata.path("chat_group_id").asText()).isEqualTo(group);
        List<ChatMessage> lines = mind.thought().messages();
        assertThat(lines)
                .extracting(line -> line.role() + " " + line.text() + (line.cutOff() ? "..." : ""))
                .containsExactly(
                        "CALLER my name is ada",
                        "AGENT ",
                        "TOOL known",
                        "AGENT This sentence is cut off while the caller speaks....",
                        "CALLER wait",
                        "AGENT I wait for as long as you like, so do take your time....",
                        "CALLER and now",
                        "CALLER do you remember me");
        ChatMessage.ToolUse use = Objects.requireNonNull(lines.get(1).tool());
        assertThat(use.name()).isEqualTo("look_up");
        assertThat(lines.get(2).tool()).isEqualTo(use);
    }

    /** The caller interrupts twice, once the first of two sentences, and the chat ends while a tool still runs. */
    private String talk() {
        ChatScene.Caller client = scene.connect(
                        "?session_settings[context][text]=VIP&session_settings[context][type]=persistent")
                .declare();
        String group = client.next().path("chat_group_id").asText();
        mind.willCall("look_up", "{}", false)
                .willSay("This sentence is cut off while the caller speaks. This one is never heard.");
        String callId = client.type("my name is ada")
                .await("tool_call")
                .path("tool_call_id")
                .asText();
        client.send("{\"type\":\"tool_response\",\"tool_call_id\":\"" + callId + "\",\"content\":\"known\"}");
        client.until("assistant_end");
        scene.time.advanceMillis(300); // of the first sentence
        scene.ears().willHear("wait");
        mind.willSay("I wait for as long as you like, so do take your time.");
        client.turn().until("assistant_end");
        scene.time.advanceMillis(300);
        mind.willCall("look_up", "{}", false);
        scene.ears().willHear("and now");
        client.turn().await("tool_call");
        client.disconnect();
        history.ending(history.opened().get(0).id());
        for (int i = 0; i < 4; i++) {
            mind.thought();
        }
        return group;
    }

    @Test
    void contextIsNotCarriedOver() {
        String group = talk();

        scene.connect("?resumed_chat_group_id=" + group).type("hello").words();

        assertThat(mind.thought().contexts()).isEmpty();
    }

    @Test
    void groupThatCannotBeReadIsAnErrorOfItsOwn() {
        String group = talk();
        scene = new ChatScene(TestEngine.SETTINGS, mind, history.stores());
        history.breakDown();

        ChatScene.Caller client = scene.connect("?resumed_chat_group_id=" + group);

        JsonNode error = client.next();
        assertThat(error.path("code").asText()).isEqualTo("E0710");
        assertThat(error.path("slug").asText()).isEqualTo("chat_resume_failed");
        assertThat(client.closeCode()).isEqualTo(1000);
    }

    private ChatEntry.Status end(ChatLimits limits, Consumer<ChatScene.Caller> way) {
        scene = new ChatScene(TestEngine.SETTINGS.withLimits(limits), mind, history.stores());
        ChatScene.Caller client = scene.connect();
        String chatId = client.next().path("chat_id").asText();
        way.accept(client);
        client.closeCode();
        return history.ending(chatId);
    }
}
