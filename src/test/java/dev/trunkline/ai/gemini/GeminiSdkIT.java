package dev.trunkline.ai.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.ai.AgentDescription;
import dev.trunkline.ai.AgentProfile;
import dev.trunkline.ai.AgentProfile.ToolSpec;
import dev.trunkline.ai.HeardLine;
import dev.trunkline.ai.HeardLine.Speaker;
import dev.trunkline.ai.TurnDetection;
import dev.trunkline.sdk.OfficialSdks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Google's npm package judges: its client holds a conversation with {@link ScriptedGemini}, and its types are those of what our client
 * sends, of what {@link ScriptedGemini} says, and of the list that it refuses messages by.
 */
class GeminiSdkIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<HeardLine> HEARD =
            List.of(new HeardLine(Speaker.AGENT, "Hello."), new HeardLine(Speaker.CALLER, "It is me."));

    @TestFactory
    Stream<DynamicTest> itsClientTalksWithOurServer() throws IOException {
        OfficialSdks sdks = OfficialSdks.installed();
        ConversingGemini script = new ConversingGemini();
        try (GeminiServer server = new GeminiServer(script)) {
            List<OfficialSdks.Check> checks = sdks.run(
                    "gemini-live",
                    Map.of(
                            "GEMINI_TEST_URL",
                            server.base().toString().replace("ws:", "http:"),
                            "GEMINI_TEST_KEY",
                            GeminiServer.KEY));
            assertThat(server.gemini.objections)
                    .as("the newer model's alone")
                    .containsExactly("1007 Request contains an invalid argument.");
            return tests(checks);
        }
    }

    @TestFactory
    Stream<DynamicTest> itsTypesFitBothSides() throws IOException {
        OfficialSdks sdks = OfficialSdks.installed();
        List<JsonNode> client = new ArrayList<>();
        List<JsonNode> server = new ArrayList<>();
        for (AgentProfile agent : agents()) {
            converse(agent, client, server);
        }
        Path folder = Files.createDirectories(OfficialSdks.HOME.resolve("gemini"));
        write(folder.resolve("client.json"), client);
        write(folder.resolve("server.json"), server);
        Map<String, Set<String>> types = new LinkedHashMap<>();
        ClientTypes.all().forEach((type, fields) -> types.put(type, fields.keySet()));
        write(folder.resolve("types.json"), types);

        return tests(sdks.run("gemini-types", Map.of()));
    }

    private static List<AgentProfile> agents() {
        List<ToolSpec> tools = List.of(
                new ToolSpec("hang_up", "Ends the call.", "{\"type\":\"object\"}", "f"),
                new ToolSpec(
                        "look_up",
                        "Looks up.",
                        "{\"type\":\"object\",\"properties\":{\"number\":{\"type\":\"integer\",\"minimum\":1}}}",
                        "f"));
        TurnDetection turns = new TurnDetection(TurnDetection.Mode.SERVER_VAD, 700, 0.8, "low", true);
        List<AgentProfile> agents = new ArrayList<>();
        for (String model : List.of("gemini-3.1-flash-live-preview", "gemini-2.5-flash-live")) {
            agents.add(new AgentProfile("CA1", null, null, null, 16_000, Map.of(), "It is late.", tools)
                    .described(new AgentDescription("You serve.", "Hello.", "Kore", model, 0.5, "de-DE", turns))
                    .after(HEARD));
        }
        agents.add(GeminiScene.AGENT);
        return agents;
    }

    /** Everything that our client can be asked for, and everything that the server can say. */
    private static void converse(AgentProfile agent, List<JsonNode> client, List<JsonNode> server) throws IOException {
        try (GeminiScene scene = new GeminiScene()) {
            scene.line.recorder = json -> server.add(tree(json));
            scene.connect(agent);
            scene.hears(60);
            scene.far().callerSaid("Hello?");
            scene.says(40);
            scene.far().agentSaid("Yes.");
            scene.far().content("\"interrupted\":true");
            scene.far().turnComplete();
            scene.far().callTool("look_up", "{\"number\":7}");
            scene.far().callTool("look_up", "{}");
            scene.far().cancelTool(scene.far().callTool("look_up", "{}"));
            scene.line.settle();
            scene.call.leg().toolSucceeded(scene.call.tools.get(0), "ok");
            scene.call.leg().toolFailed(scene.call.tools.get(1), "timeout", "It takes too long.");
            scene.call.leg().context("It rains.", true);
            scene.call.leg().userSaid("Hello?");
            scene.call.leg().speak("One moment.");
            scene.flush();
            scene.far().generationComplete();
            scene.far().goAway("50s");
            scene.line.settle();
            assertThat(scene.gemini.objections).isEmpty();
            client.addAll(scene.far().received);
        }
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new AssertionError(json, e);
        }
    }

    private static void write(Path file, Object value) throws IOException {
        Files.writeString(file, JSON.writeValueAsString(value));
    }

    private static Stream<DynamicTest> tests(List<OfficialSdks.Check> checks) {
        return checks.stream()
                .map(check -> DynamicTest.dynamicTest(
                        check.name(), () -> assertThat(check.error()).isNull()));
    }
}
