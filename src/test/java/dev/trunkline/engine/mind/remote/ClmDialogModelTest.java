package dev.trunkline.engine.mind.remote;

import static dev.trunkline.engine.mind.remote.ModelServer.content;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.engine.mind.ChatMessage;
import dev.trunkline.engine.mind.ChatMessage.Role;
import dev.trunkline.engine.mind.DialogRequest;
import dev.trunkline.engine.mind.LanguageModel;
import dev.trunkline.engine.mind.ToolDefinition;
import dev.trunkline.engine.mind.ToolRequest;
import dev.trunkline.engine.mind.Trigger;
import dev.trunkline.net.egress.EgressPolicy;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClmDialogModelTest {

    private final ModelServer server = new ModelServer();
    private final Overheard heard = new Overheard();

    @AfterEach
    void stop() {
        server.close();
    }

    private DialogRequest.Model model(@Nullable String apiKey, @Nullable String sessionId) {
        String url = server.url("/chat/completions?a=b").toString();
        return new DialogRequest.Model(new LanguageModel(LanguageModel.CUSTOM, url, 0.3), apiKey, sessionId, "");
    }

    private static DialogRequest saying(DialogRequest.Model model, Trigger trigger, ChatMessage... lines) {
        return new DialogRequest(
                "You are Ann.",
                List.of(lines),
                List.of("It rains.", "It is May."),
                List.of(new ToolDefinition("find", "", "{\"type\":\"object\"}", "")),
                List.of("hang_up"),
                trigger,
                model);
    }

    private ModelServer.Exchange ask(DialogRequest conversation) {
        ClmSettings settings = ClmSettings.defaults().withEndpoint(server.url("/own"), "own-key");
        new ClmDialogModel(settings, EgressPolicy.privateNetworksToo(), GenerationMeter.NONE, System::nanoTime)
                .generate(conversation, heard);
        return server.request();
    }

    private static Trigger spoke() {
        return new Trigger.CallerSpoke("Hi", true, false);
    }

    @Test
    void endpointIsToldTheConversationWithItsTimesAndExpressions() {
        server.willSay("Hello.");
        ChatMessage caller = ChatMessage.of(Role.CALLER, "Hi").sounding(Map.of("Joy", 0.25), 100, 900);

        ModelServer.Exchange request =
                ask(saying(model("their-key", "session 1&2"), spoke(), ChatMessage.of(Role.AGENT, "Hello?"), caller));

        assertThat(heard.end()).isEqualTo("done");
        assertThat(heard.sentences()).containsExactly("Hello.");
        assertThat(request.target()).isEqualTo("POST /chat/completions?a=b&custom_session_id=session+1%262 HTTP/1.1");
        assertThat(request.header("authorization")).isEqualTo("Bearer their-key");
        assertThat(request.body().path("stream").asBoolean()).isTrue();
        assertThat(request.body().path("temperature").asDouble()).isEqualTo(0.3);
        assertThat(request.message(0).toString()).isEqualTo("{\"role\":\"system\",\"content\":\"You are Ann.\"}");
        assertThat(request.message(1).toString())
                .isEqualTo(
                        "{\"role\":\"assistant\",\"content\":\"Hello?\",\"time\":{\"begin\":0,\"end\":0},\"models\":{}}");
        assertThat(request.message(2).toString())
                .isEqualTo("{\"role\":\"user\",\"content\":\"Hi {Context: It rains.\\nIt is May.}\","
                        + "\"time\":{\"begin\":100,\"end\":900},\"models\":{\"prosody\":{\"scores\":{\"Joy\":0.25}}}}");
        assertThat(request.body().path("tools").findValuesAsText("name")).containsExactly("find", "hang_up");
    }

    @Test
    void persistentContextStandsBehindEverythingTheCallerSaid() {
        server.willSay("Hello.");
        ChatMessage one = ChatMessage.of(ChatMessage.Role.CALLER, "One");
        ChatMessage two = ChatMessage.of(ChatMessage.Role.CALLER, "Two");

        ModelServer.Exchange request = ask(new DialogRequest(
                "",
                List.of(one, ChatMessage.of(ChatMessage.Role.AGENT, "Yes?"), two),
                List.of("VIP.", "Once."),
                "VIP.",
                List.of(),
                List.of(),
                spoke(),
                model(null, null),
                Map.of()));

        assertThat(request.body().path("messages").findValuesAsText("content"))
                .containsExactly("One {Context: VIP.}", "Yes?", "Two {Context: VIP.\nOnce.}");
    }

    @Test
    void enginesOwnKeyIsNotSentToAChatsEndpoint() {
        server.willSay("Hello.");

        ModelServer.Exchange request = ask(saying(model(null, null), spoke(), ChatMessage.of(Role.CALLER, "Hi")));

        assertThat(request.header("authorization")).isEmpty();
        assertThat(request.target()).isEqualTo("POST /chat/completions?a=b HTTP/1.1");
    }

    @Test
    void enginesOwnEndpointThinksForChatsThatWantNone() {
        server.willSay("Hello.");

        ModelServer.Exchange request = ask(saying(DialogRequest.Model.ANY, spoke(), ChatMessage.of(Role.CALLER, "Hi")));

        assertThat(request.target()).isEqualTo("POST /own HTTP/1.1");
        assertThat(request.header("authorization")).isEqualTo("Bearer own-key");
    }

    @Test
    void silenceIsToldAfterTheConversation() {
        server.willSay("Are you there?");

        ModelServer.Exchange request =
                ask(saying(model(null, null), new Trigger.CallerSilent(1), ChatMessage.of(Role.AGENT, "Hello.")));

        assertThat(request.body().path("messages").findValuesAsText("role"))
                .containsExactly("system", "assistant", "system", "system");
        assertThat(request.message(2).path("content").asText()).isEqualTo("{Context: It rains.\nIt is May.}");
        assertThat(request.message(3).path("content").asText()).startsWith("The caller has been silent");
    }

    @Test
    void endpointMayNameTheSession() {
        server.willPlay(exchange -> exchange.stream()
                .event(content("Hi.").replace("\"id\"", "\"system_fingerprint\":\"their-session\",\"id\""))
                .event(content(" You.").replace("\"id\"", "\"system_fingerprint\":\"their-session\",\"id\""))
                .event("[DONE]")
                .end());

        ask(saying(model(null, "other"), spoke()));

        assertThat(heard.end()).isEqualTo("done");
        assertThat(heard.sessionIds()).containsExactly("their-session");
    }

    @Test
    void openAisFingerprintsAndKnownNamesAreNoNames() {
        server.willPlay(exchange -> exchange.stream()
                .event(content("Hi.").replace("\"id\"", "\"system_fingerprint\":\"fp_44709d6fcb\",\"id\""))
                .event(content(" You.").replace("\"id\"", "\"system_fingerprint\":\"mine\",\"id\""))
                .event("[DONE]")
                .end());

        ask(saying(model(null, "mine"), spoke()));

        assertThat(heard.end()).isEqualTo("done");
        assertThat(heard.sessionIds()).isEmpty();
    }

    @Test
    void endpointMayCallToolsAndHangUp() {
        server.willPlay(exchange -> exchange.stream()
                .event(
                        ModelServer.tools(
                                "[{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"find\",\"arguments\":\"{}\"}},"
                                        + "{\"index\":1,\"id\":\"b\",\"function\":{\"name\":\"hang_up\",\"arguments\":\"{}\"}}]"))
                .event("[DONE]")
                .end());

        ask(saying(model(null, null), spoke()));

        assertThat(heard.end()).isEqualTo("done");
        assertThat(heard.tools())
                .containsExactly(new ToolRequest("find", "{}", false), new ToolRequest("hang_up", "{}", true));
    }

    @Test
    void toolsAnswersFollowTheirCalls() {
        server.willSay("Found.");
        ChatMessage.ToolUse use = new ChatMessage.ToolUse("a", "find", "{\"x\":1}");

        ModelServer.Exchange request = ask(saying(
                model(null, null),
                new Trigger.ToolSucceeded("find", "it"),
                ChatMessage.call(use),
                ChatMessage.answer(use, "it")));

        JsonNode call = request.message(1);
        assertThat(call.path("role").asText()).isEqualTo("assistant");
        assertThat(call.at("/tool_calls/0/function/arguments").asText()).isEqualTo("{\"x\":1}");
        assertThat(request.message(2).toString())
                .isEqualTo("{\"role\":\"tool\",\"tool_call_id\":\"a\",\"content\":\"it\"}");
    }

    @Test
    void withoutAnyEndpointNothingIsThought() {
        new ClmDialogModel(ClmSettings.defaults(), EgressPolicy.internet(), GenerationMeter.NONE, System::nanoTime)
                .generate(saying(DialogRequest.Model.ANY, spoke()), heard);

        assertThat(heard.end()).isEqualTo("BROKEN");
        assertThat(heard.reason()).isEqualTo("no custom language model is set");
    }
}
