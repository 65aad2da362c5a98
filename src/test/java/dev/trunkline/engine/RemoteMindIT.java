package dev.trunkline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.engine.mind.remote.GenerationMeter;
import dev.trunkline.engine.mind.remote.ModelServer;
import dev.trunkline.engine.mind.remote.OpenAiDialogModel;
import dev.trunkline.engine.mind.remote.OpenAiSettings;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A whole chat whose agent is a model behind an OpenAI-compatible endpoint. */
class RemoteMindIT {

    private static final String TOOLS = "{\"type\":\"session_settings\",\"system_prompt\":\"You are Ann.\",\"tools\":["
            + "{\"type\":\"function\",\"name\":\"get_weather\",\"parameters\":\"{\\\"type\\\":\\\"object\\\"}\"}]}";

    private final ModelServer model = new ModelServer();
    private final TestEngine engine = new TestEngine(
            TestEngine.SETTINGS,
            new OpenAiDialogModel(
                    OpenAiSettings.of(model.url("/v1"), null, "m", null), GenerationMeter.NONE, System::nanoTime));

    @AfterEach
    void stop() {
        engine.close();
        model.close();
    }

    @Test
    void callerAsksTheToolAnswersAndTheAgentHangsUp() {
        model.willPlay(exchange -> exchange.stream()
                .event(ModelServer.content("Let me "))
                .event(ModelServer.content("look. "))
                .event(
                        ModelServer.tools(
                                "[{\"index\":0,\"id\":\"c\",\"function\":{\"name\":\"get_weather\",\"arguments\":\"{\\\"city\\\":\"}}]"))
                .event(ModelServer.tools("[{\"index\":0,\"function\":{\"arguments\":\"\\\"Oslo\\\"}\"}}]"))
                .event(ModelServer.finish("tool_calls"))
                .event("[DONE]")
                .end());
        model.willSay("It is ", "**sunny** in Oslo. Anything", " else?");
        model.willPlay(exchange -> exchange.stream()
                .event(ModelServer.content("Goodbye!"))
                .event(ModelServer.tools(
                        "[{\"index\":0,\"id\":\"d\",\"function\":{\"name\":\"hang_up\",\"arguments\":\"{}\"}}]"))
                .event(ModelServer.finish("tool_calls"))
                .event("[DONE]")
                .end());

        TestClient client =
                engine.connect().send(TestClient.HANG_UP).send(TOOLS).type("How is the weather in Oslo?");
        List<JsonNode> first = client.until("tool_call");
        JsonNode call = first.get(first.size() - 1);
        client.send("{\"type\":\"tool_response\",\"tool_call_id\":\""
                + call.path("tool_call_id").asText() + "\",\"content\":\"sunny, 18 degrees\"}");
        List<String> answer = client.words();
        client.type("No, thank you.");
        List<String> farewell = client.words();

        assertThat(first).anyMatch(m -> m.at("/message/content").asText().equals("Let me look."));
        assertThat(call.path("parameters").asText()).isEqualTo("{\"city\":\"Oslo\"}");
        assertThat(call.path("tool_type").asText()).isEqualTo("function");
        assertThat(answer).containsExactly("It is sunny in Oslo.", "Anything else?");
        assertThat(farewell).containsExactly("Goodbye!");
        assertThat(client.closeCode()).isEqualTo(1000);
        assertThat(model.request().message(0).path("content").asText()).startsWith("You are Ann.");
        assertThat(model.request().body().path("messages").toString()).contains("sunny, 18 degrees");
        assertThat(model.request().body().path("messages").toString()).contains("No, thank you.");
    }

    @Test
    void chatGoesOnWhenTheModelFails() {
        model.willPlay(exchange -> exchange.refuse(400, "{}")).willSay("Here again.");

        TestClient client = engine.connect().type("Hello?");
        client.await("error");
        client.type("Hello??");
        client.await("user_message");

        assertThat(client.until("assistant_message").stream()
                        .map(message -> message.at("/message/content").asText()))
                .contains("Here again.");
    }
}
