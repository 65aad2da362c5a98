package dev.trunkline.engine.turns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.engine.TestEngine;
import dev.trunkline.engine.chat.ChatScene;
import dev.trunkline.engine.mind.DialogModel;
import dev.trunkline.engine.mind.DialogRequest;
import dev.trunkline.engine.mind.ToolDefinition;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;

class SessionSettingsIT {

    private final Deque<DialogRequest> thoughts = new ArrayDeque<>();
    private final DialogModel noting = (conversation, listener) -> {
        thoughts.add(conversation);
        listener.onDone();
        return () -> {};
    };
    private final ChatScene scene = new ChatScene(TestEngine.SETTINGS.withGreeting("Hello {{ name }}."), noting);

    @Test
    void greetingUsesVariablesOfTheQuery() {
        ChatScene.Caller nested = scene.connect("?session_settings[variables][name]=Ada");
        ChatScene.Caller json = scene.connect("?session_settings[variables]=%7B%22name%22%3A%22Grace%22%7D");

        assertThat(nested.words()).containsExactly("Hello Ada.");
        assertThat(json.words()).containsExactly("Hello Grace.");
    }

    @Test
    void greetingWaitsForVariablesOfTheFirstMessageButNotForEver() {
        ChatScene.Caller told = scene.connect()
                .send("{\"type\":\"session_settings\",\"variables\":{\"name\":\"Ada\",\"age\":36,\"new\":true}}");
        ChatScene.Caller untold = scene.connect();

        assertThat(told.words()).containsExactly("Hello Ada.");
        assertThat(untold.words()).containsExactly("Hello .");
    }

    @Test
    void temporaryContextIsForOneAnswerAndPersistentForAll() {
        ChatScene.Caller client = scene.connect("?session_settings[variables][name]=Ada");
        client.words();
        client.send(context("The caller is a member.", "persistent"));
        client.send(context("The caller pressed 1.", "temporary"));
        client.send(context("The caller pressed 2.", "temporary"));

        client.type("one").words();
        client.type("two").words();
        client.send("{\"type\":\"session_settings\",\"context\":null}")
                .type("three")
                .words();

        assertThat(thought().contexts())
                .containsExactly("The caller is a member.", "The caller pressed 1.", "The caller pressed 2.");
        assertThat(thought().contexts()).containsExactly("The caller is a member.");
        assertThat(thought().contexts()).isEmpty();
    }

    @Test
    void promptAndToolsReachTheMind() {
        ChatScene.Caller client = scene.connect("?session_settings[variables][name]=Ada&session_settings[voice_id]="
                + "&session_settings[system_prompt]=You%20serve%20%7B%7Bname%7D%7D.&nonsense=1");
        client.words();

        client.send(
                        "{\"type\":\"session_settings\",\"metadata\":{\"a\":[1]},\"builtin_tools\":[{\"name\":\"hang_up\"}],"
                                + "\"tools\":[{\"type\":\"function\",\"name\":\"look_up\",\"parameters\":\"{}\","
                                + "\"description\":\"d\",\"fallback_content\":\"f\"}]}")
                .type("hello");
        client.words();

        DialogRequest thought = thought();
        assertThat(thought.systemPrompt()).isEqualTo("You serve Ada.");
        assertThat(thought.tools()).containsExactly(new ToolDefinition("look_up", "d", "{}", "f"));
    }

    @Test
    void everyMessageCarriesTheNameOfTheSession() {
        ChatScene.Caller client = scene.connect("?session_settings[custom_session_id]=CA123");

        client.type("hello");

        client.await("chat_metadata");
        assertThat(client.until("assistant_end"))
                .allMatch(message -> message.path("custom_session_id").asText().equals("CA123"));
    }

    @Test
    void modelMayBeTheClientsAndTheChatHasItsId() {
        ChatScene.Caller client = scene.connect();
        String chatId = client.await("chat_metadata").path("chat_id").asText();

        client.send("{\"type\":\"session_settings\",\"language_model_api_key\":\"sk-own\"}")
                .type("hello");

        DialogRequest.Model model = thought().model();
        assertThat(model.apiKey()).isEqualTo("sk-own");
        assertThat(model.chatId()).isEqualTo(chatId).isNotEmpty();
    }

    private DialogRequest thought() {
        return thoughts.remove();
    }

    private static String context(String text, String type) {
        return "{\"type\":\"session_settings\",\"context\":{\"text\":\"" + text + "\",\"type\":\"" + type + "\"}}";
    }
}
