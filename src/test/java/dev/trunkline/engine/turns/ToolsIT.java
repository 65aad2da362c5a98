package dev.trunkline.engine.turns;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.engine.EviClient;
import dev.trunkline.engine.TestEngine;
import dev.trunkline.engine.chat.ChatScene;
import java.util.List;
import org.junit.jupiter.api.Test;

class ToolsIT {

    private static final String TOOLS = "{\"type\":\"session_settings\",\"tools\":["
            + "{\"type\":\"function\",\"name\":\"transfer_call\",\"description\":\"d\",\"fallback_content\":\"Nobody is there.\","
            + "\"parameters\":\"{\\\"type\\\":\\\"object\\\",\\\"properties\\\":{\\\"destination\\\":{\\\"type\\\":\\\"string\\\","
            + "\\\"enum\\\":[\\\"sales\\\",\\\"billing_desk\\\",\\\"agent\\\"]}}}\"},"
            + "{\"type\":\"function\",\"name\":\"hang_up\",\"parameters\":\"{}\"}]}";

    private final ChatScene scene = new ChatScene(TestEngine.SETTINGS);

    @Test
    void transferIsAnnouncedThenCalledThenSpokenAbout() throws JsonProcessingException {
        ChatScene.Caller client = scene.connect().send(TOOLS).type("let me speak to someone in billing please");

        List<JsonNode> messages = client.until("tool_call");

        assertThat(messages).anyMatch(m -> m.at("/message/content").asText().equals("I will find someone for you."));
        JsonNode call = messages.get(messages.size() - 1);
        assertThat(call.path("name").asText()).isEqualTo("transfer_call");
        assertThat(call.path("tool_type").asText()).isEqualTo("function");
        assertThat(call.path("response_required").asBoolean()).isTrue();
        JsonNode parameters =
                new ObjectMapper().readTree(call.path("parameters").asText());
        assertThat(parameters.path("destination").asText()).isEqualTo("billing_desk");
        assertThat(parameters.path("reason").asText()).isNotEmpty();
        assertThat(parameters.path("summary").asText()).contains("let me speak to someone in billing");

        client.send("{\"type\":\"tool_response\",\"tool_call_id\":\""
                + call.path("tool_call_id").asText() + "\",\"content\":\"ok\"}");
        assertThat(client.words()).containsExactly("I am putting you through now.");
    }

    @Test
    void turnEndsOnlyWhenTheToolHasAnswered() {
        ChatScene.Caller client = scene.connect().send(TOOLS).type("a human being please");
        client.await("tool_call");

        client.send("{\"type\":\"assistant_input\",\"text\":\"One moment.\"}");
        client.await("assistant_prosody");

        assertThat(client.pending()).isEmpty();
    }

    @Test
    void failedToolIsSpokenAboutWithItsContentAndNeverItsError() {
        ChatScene.Caller client = scene.connect().send(TOOLS).type("a human being please");
        String id = client.await("tool_call").path("tool_call_id").asText();

        client.send("{\"type\":\"tool_error\",\"tool_call_id\":\"" + id
                + "\",\"error\":\"SQLException\",\"content\":\"All our agents are busy.\"}");

        assertThat(client.words()).containsExactly("All our agents are busy.");
    }

    @Test
    void failedToolWithoutContentUsesTheFallbackOfTheTool() {
        ChatScene.Caller client = scene.connect().send(TOOLS).type("a human being please");
        String id = client.await("tool_call").path("tool_call_id").asText();

        client.send("{\"type\":\"tool_error\",\"tool_call_id\":\"" + id + "\",\"error\":\"x\"}");

        assertThat(client.words()).containsExactly("Nobody is there.");
    }

    @Test
    void callerIsAnsweredAfterTheTool() {
        ChatScene.Caller client = scene.connect().send(TOOLS).type("a human being please");
        String id = client.await("tool_call").path("tool_call_id").asText();

        client.type("hello");
        client.await("user_message");
        client.send("{\"type\":\"tool_response\",\"tool_call_id\":\"no-such-call\",\"content\":\"ok\"}");
        client.send("{\"type\":\"tool_response\",\"tool_call_id\":\"" + id + "\",\"content\":\"ok\"}");

        assertThat(client.words()).containsExactly("I am putting you through now.");
    }

    @Test
    void withoutTheToolTheAgentSaysThatItCannot() {
        ChatScene.Caller client = scene.connect().type("a human being please");

        List<JsonNode> messages = client.until("assistant_end");

        assertThat(messages.stream().map(EviClient::type)).doesNotContain("tool_call");
        assertThat(messages).anyMatch(m -> m.at("/message/content").asText().contains("cannot connect you"));
    }

    @Test
    void goodbyeAsksTheClientToHangUpWhenItOffersTo() {
        ChatScene.Caller client = scene.connect().send(TOOLS).type("goodbye");

        JsonNode call = client.await("tool_call");

        assertThat(call.path("name").asText()).isEqualTo("hang_up");
        assertThat(call.path("tool_type").asText()).isEqualTo("function");
        client.send("{\"type\":\"tool_response\",\"tool_call_id\":\""
                + call.path("tool_call_id").asText() + "\",\"content\":\"ok\"}");
        assertThat(EviClient.type(client.next())).isEqualTo("assistant_end");
    }

    @Test
    void goodbyeClosesTheSocketAfterTheFarewellOtherwise() {
        ChatScene.Caller client = scene.connect().send(EviClient.HANG_UP).type("goodbye");

        List<JsonNode> messages = client.until("assistant_end");

        assertThat(messages).anyMatch(m -> m.at("/message/content").asText().equals("Goodbye."));
        assertThat(messages.stream()
                        .map(EviClient::type)
                        .filter(type -> type.startsWith("tool") || type.equals("assistant_end")))
                .containsExactly("tool_response", "assistant_end");
        assertThat(client.closeCode()).isEqualTo(1000);
    }
}
