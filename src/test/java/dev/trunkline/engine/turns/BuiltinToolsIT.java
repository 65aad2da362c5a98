package dev.trunkline.engine.turns;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.engine.EviClient;
import dev.trunkline.engine.NotingMind;
import dev.trunkline.engine.TestEngine;
import dev.trunkline.engine.chat.ChatScene;
import dev.trunkline.engine.chat.ChatStores;
import dev.trunkline.engine.mind.ChatMessage;
import dev.trunkline.engine.mind.Trigger;
import dev.trunkline.engine.tools.WebSearch;
import dev.trunkline.testing.Exercises;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class BuiltinToolsIT {

    private static final String SEARCH = "{\"type\":\"session_settings\",\"builtin_tools\":"
            + "[{\"name\":\"web_search\",\"fallback_content\":\"I cannot look that up now.\"}]}";
    private static final String QUERY = "{\"query\":\"weather\"}";

    private final NotingMind mind = new NotingMind();

    @Test
    @Exercises({"session_settings.builtin_tools", "tool_error.type", "tool_error.level", "tool_error.tool_type"})
    void searchThatFailsEndsWithTheFallbackOfTheTool() {
        WebSearch broken = parameters -> CompletableFuture.failedFuture(new IOException("no way there"));
        ChatScene scene = new ChatScene(TestEngine.SETTINGS, mind, ChatStores.none(), broken);
        mind.willCall("web_search", QUERY, true).willSay("No idea.");
        ChatScene.Caller client = scene.connect().send(SEARCH).type("how is the weather");

        List<JsonNode> messages = client.until("assistant_end");

        assertThat(messages.stream().map(EviClient::type)).doesNotContain("tool_call", "tool_response");
        JsonNode error = messages.stream()
                .filter(message -> EviClient.type(message).equals("tool_error"))
                .findFirst()
                .orElseThrow();
        assertThat(error.path("tool_call_id").asText()).hasSize(36);
        assertThat(error.path("error").asText()).isEqualTo("no way there");
        assertThat(error.path("code").asText()).isEqualTo("builtin_tool_failed");
        assertThat(error.path("content").asText()).isEqualTo("I cannot look that up now.");
        assertThat(error.path("level").asText()).isEqualTo("warn");
        assertThat(error.path("tool_type").asText()).isEqualTo("builtin");
        assertThat(mind.thought().builtinTools()).containsExactly("web_search");
        assertThat(mind.thought().trigger())
                .isEqualTo(new Trigger.ToolFailed("web_search", "I cannot look that up now."));
    }

    @Test
    @Exercises({
        "tool_response.type",
        "tool_response.tool_call_id",
        "tool_response.content",
        "tool_response.tool_name",
        "tool_response.tool_type"
    })
    void whatASearchFindsIsShownToTheClientAndToldTheMind() {
        CompletableFuture<String> found = new CompletableFuture<>();
        ChatScene scene = new ChatScene(TestEngine.SETTINGS, mind, ChatStores.none(), parameters -> found);
        mind.willCall("web_search", QUERY, true);
        ChatScene.Caller client = scene.connect().send(SEARCH).type("how is the weather");
        client.await("user_message");
        mind.thought();

        found.complete("{\"summary\":\"Sunny.\",\"references\":[]}");

        JsonNode response = client.next();
        assertThat(EviClient.type(response)).isEqualTo("tool_response");
        assertThat(response.path("content").asText()).contains("Sunny.");
        assertThat(response.path("tool_name").asText()).isEqualTo("web_search");
        assertThat(response.path("tool_type").asText()).isEqualTo("builtin");
        assertThat(client.words()).containsExactly("Noted.");
        List<ChatMessage> lines = mind.thought().messages();
        ChatMessage.ToolUse use = Objects.requireNonNull(lines.get(1).tool());
        assertThat(use.id()).isEqualTo(response.path("tool_call_id").asText());
        assertThat(lines.subList(1, 3))
                .containsExactly(
                        ChatMessage.call(use),
                        ChatMessage.answer(use, response.path("content").asText()));
    }

    @Test
    void searchThatNobodyCanDoIsRefusedWhenItIsAskedFor() {
        ChatScene scene = new ChatScene(TestEngine.SETTINGS, mind);
        ChatScene.Caller client = scene.connect().send(SEARCH);

        JsonNode error = client.await("error");
        client.type("how is the weather").words();

        assertThat(error.path("code").asText()).isEqualTo("E0101");
        assertThat(error.path("message").asText()).contains("web_search", "no search endpoint");
        assertThat(mind.thought().builtinTools()).isEmpty();
    }

    @Test
    void toolThatTheChatDoesNotHaveIsNotRun() {
        ChatScene scene = new ChatScene(TestEngine.SETTINGS, mind);
        mind.willCall("web_search", QUERY, true);

        ChatScene.Caller client = scene.connect().type("how is the weather");

        assertThat(client.until("assistant_end").stream().map(EviClient::type))
                .containsExactly("chat_metadata", "user_message", "assistant_end");
    }
}
