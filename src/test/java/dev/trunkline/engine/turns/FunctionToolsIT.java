package dev.trunkline.engine.turns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.engine.NotingMind;
import dev.trunkline.engine.TestEngine;
import dev.trunkline.engine.chat.ChatScene;
import dev.trunkline.engine.mind.ChatMessage;
import dev.trunkline.engine.mind.DialogRequest;
import dev.trunkline.engine.mind.ToolRequest;
import dev.trunkline.engine.mind.Trigger;
import dev.trunkline.testing.Exercises;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class FunctionToolsIT {

    private final NotingMind mind = new NotingMind().willCall("look_up", "{\"id\":7}", false);
    private final ChatScene scene = new ChatScene(TestEngine.SETTINGS, mind);
    private final ChatScene.Caller client = scene.connect("?session_settings[custom_session_id]=CA1");

    @Test
    @Exercises({
        "tool_call.type",
        "tool_call.tool_call_id",
        "tool_call.name",
        "tool_call.parameters",
        "tool_call.tool_type",
        "tool_call.response_required",
        "tool_call.custom_session_id"
    })
    void callCarriesEverything() {
        JsonNode call = client.type("who is seven").await("tool_call");

        Set<String> fields = new TreeSet<>();
        call.fieldNames().forEachRemaining(fields::add);
        assertThat(fields)
                .containsExactly(
                        "custom_session_id",
                        "name",
                        "parameters",
                        "response_required",
                        "tool_call_id",
                        "tool_type",
                        "type");
        assertThat(call.path("tool_call_id").asText()).hasSize(36);
        assertThat(call.path("name").asText()).isEqualTo("look_up");
        assertThat(call.path("parameters").asText()).isEqualTo("{\"id\":7}");
        assertThat(call.path("tool_type").asText()).isEqualTo("function");
        assertThat(call.path("response_required").asBoolean()).isTrue();
        assertThat(call.path("custom_session_id").asText()).isEqualTo("CA1");
    }

    @Test
    @Exercises({
        "tool_response.type",
        "tool_response.tool_call_id",
        "tool_response.content",
        "tool_response.tool_name",
        "tool_response.tool_type",
        "tool_response.custom_session_id"
    })
    void answerReachesTheMindWithItsCall() {
        String id = callId();

        client.send("{\"type\":\"tool_response\",\"tool_call_id\":\"" + id + "\",\"content\":\"Ada\","
                + "\"tool_name\":\"look_up\",\"tool_type\":\"function\",\"custom_session_id\":\"CA5\"}");

        JsonNode spoken = client.await("assistant_message");
        assertThat(spoken.path("custom_session_id").asText()).isEqualTo("CA5");
        DialogRequest thought = mind.thought();
        assertThat(thought.trigger()).isEqualTo(new Trigger.ToolSucceeded("look_up", "Ada"));
        ChatMessage.ToolUse use = new ChatMessage.ToolUse(id, "look_up", "{\"id\":7}");
        assertThat(thought.messages().subList(1, 3))
                .containsExactly(ChatMessage.call(use), ChatMessage.answer(use, "Ada"));
    }

    @Test
    @Exercises({
        "tool_error.type",
        "tool_error.tool_call_id",
        "tool_error.error",
        "tool_error.code",
        "tool_error.content",
        "tool_error.level",
        "tool_error.tool_type",
        "tool_error.custom_session_id"
    })
    void failureReachesTheMindWithoutItsError() {
        String id = callId();

        client.send("{\"type\":\"tool_error\",\"tool_call_id\":\"" + id + "\",\"error\":\"SQLException\","
                + "\"code\":\"E7\",\"content\":\"Nobody of that number.\",\"level\":\"warn\","
                + "\"tool_type\":\"function\",\"custom_session_id\":\"CA6\"}");

        assertThat(client.await("assistant_message").path("custom_session_id").asText())
                .isEqualTo("CA6");
        DialogRequest thought = mind.thought();
        assertThat(thought.trigger()).isEqualTo(new Trigger.ToolFailed("look_up", "Nobody of that number."));
        assertThat(thought.messages().toString()).doesNotContain("SQLException");
    }

    @Test
    void mindGoesOnWhenTheLastOfSeveralToolsHasAnswered() {
        String first = callId();
        client.send("{\"type\":\"tool_response\",\"tool_call_id\":\"" + first + "\",\"content\":\"Ada\"}");
        client.until("assistant_end");
        mind.thought();
        mind.willThink(listener -> {
            listener.onTool(new ToolRequest("one", "{}", false));
            listener.onTool(new ToolRequest("two", "{}", false));
            listener.onDone();
        });
        client.type("and both");
        String one = client.await("tool_call").path("tool_call_id").asText();
        String two = client.await("tool_call").path("tool_call_id").asText();
        mind.thought();

        client.send("{\"type\":\"tool_response\",\"tool_call_id\":\"" + two + "\",\"content\":\"2\"}");
        client.send("{\"type\":\"tool_response\",\"tool_call_id\":\"" + one + "\",\"content\":\"1\"}");

        List<ChatMessage> lines = mind.thought().messages();
        assertThat(lines.subList(lines.size() - 4, lines.size()))
                .extracting(ChatMessage::role, ChatMessage::text)
                .containsExactly(
                        tuple(ChatMessage.Role.AGENT, ""),
                        tuple(ChatMessage.Role.AGENT, ""),
                        tuple(ChatMessage.Role.TOOL, "2"),
                        tuple(ChatMessage.Role.TOOL, "1"));
        assertThat(client.words()).containsExactly("Noted.");
    }

    @Test
    void unknownKindsAndLevelsAreErrors() {
        for (String wrong : List.of("\"tool_type\":\"magic\"", "\"level\":\"fatal\"")) {
            client.send("{\"type\":\"tool_error\",\"tool_call_id\":\"x\",\"error\":\"x\"," + wrong + "}");

            assertThat(client.await("error").path("code").asText()).isEqualTo("E0101");
        }
    }

    private String callId() {
        String id = client.type("who is seven")
                .await("tool_call")
                .path("tool_call_id")
                .asText();
        mind.thought();
        return id;
    }
}
