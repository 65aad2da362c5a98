package dev.trunkline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.trunkline.cli.ProvisionedAgents.Provisioned;
import dev.trunkline.config.RouteAgent;
import dev.trunkline.engine.resources.RestServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Against the engine's own REST API, which is EVI's. */
class AgentsAreProvisionedIT {

    private static final String NAME = "trunkline-sales";

    @TempDir
    Path folder;

    private final RestServer evi = new RestServer();
    private final StringWriter err = new StringWriter();
    private int posts;

    private final ProvisionedAgents.EviRest rest = new ProvisionedAgents.EviRest() {
        @Override
        public JsonNode get(String path) {
            return evi.get("/v0/evi/" + path).json();
        }

        @Override
        public JsonNode post(String path, JsonNode body) throws IOException {
            posts++;
            RestServer.Answer answer = evi.post("/v0/evi/" + path, body.toString());
            if (answer.status() / 100 != 2) {
                throw new IOException(answer.text());
            }
            return answer.json();
        }
    };

    @AfterEach
    void close() {
        evi.close();
    }

    @Test
    void anAgentBecomesAPromptAndAConfigOnce() throws Exception {
        Provisioned first = provision("Be brief.", "Hello.", false);
        Provisioned again = provision("Be brief.", "Hello.", false);

        assertThat(first.changes()).contains("prompt " + NAME + ": new, 9 characters", "greeting: Hello.");
        assertThat(again.changes()).isEmpty();
        assertThat(again.configId()).isEqualTo(first.configId()).isNotEmpty();
        assertThat(posts).isEqualTo(2);
        JsonNode config = config();
        assertThat(config.at("/prompt/text").asText()).isEqualTo("Be brief.");
        assertThat(config.at("/event_messages/on_new_chat/text").asText()).isEqualTo("Hello.");
    }

    @Test
    void whatDiffersIsANewVersionAndTheRestStays() throws Exception {
        Provisioned first = provision("Be brief.", "Hello.", false);
        rest.post(
                "configs/" + first.configId(),
                new ObjectMapper()
                        .readTree("{\"evi_version\":\"3\",\"timeouts\":"
                                + "{\"inactivity\":{\"enabled\":true,\"duration_secs\":77}}}"));

        Provisioned second = provision("Be kind.", "Hello.", false);

        assertThat(second.configId()).isEqualTo(first.configId());
        assertThat(second.version()).isEqualTo(first.version() + 2);
        assertThat(second.changes()).contains("prompt " + NAME + ": 9 characters become 8");
        JsonNode config = config();
        assertThat(config.at("/prompt/text").asText()).isEqualTo("Be kind.");
        assertThat(config.at("/timeouts/inactivity/duration_secs").asInt()).isEqualTo(77);
    }

    @Test
    void aDryRunTellsAndChangesNothing() throws Exception {
        Provisioned told = provision("Be brief.", "Hello.", true);

        assertThat(told.configId()).isEmpty();
        assertThat(told.changes()).contains("config " + NAME + ": new", "greeting: Hello.");
        assertThat(posts).isZero();
    }

    @Test
    void withoutAnEviElsewhereThereIsNothingToProvision() throws Exception {
        assertThat(run("agent: {instructions: Be brief.}\n")).isEqualTo(78);
        assertThat(err.toString()).contains("EVI_URL (evi.url) names no EVI but the one in this process");
    }

    @Test
    void anAddressThatIsNoEviIsToldWithWhatToCheck() throws Exception {
        HttpServer page = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        page.createContext("/page", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("<html>".getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        page.createContext("/gone", HttpExchange::close);
        page.start();
        try {
            String there = "://127.0.0.1:" + page.getAddress().getPort();
            String agent = "'}\nagent: {instructions: Be brief.}\n";

            assertThat(run("evi: {url: 'ws" + there + "/page" + agent)).isEqualTo(1);
            assertThat(run("evi: {url: 'ws" + there + "/gone" + agent)).isEqualTo(1);

            assertThat(err.toString().lines())
                    .satisfiesExactly(
                            line -> assertThat(line)
                                    .startsWith("GET http" + there + "/page")
                                    .endsWith(" is answered with what is no JSON; check EVI_URL"),
                            line -> assertThat(line)
                                    .startsWith("GET http" + there + "/gone")
                                    .contains(" failed: ")
                                    .endsWith("; check EVI_URL and EVI_CA_CERTIFICATE"));
        } finally {
            page.stop(0);
        }
    }

    private int run(String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("trunkline.yaml"), yaml);
        CommandLine commandLine = TrunklineCommand.commandLine();
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute("provision", "--config", file.toString());
    }

    private Provisioned provision(@Nullable String instructions, @Nullable String greeting, boolean isDry)
            throws IOException {
        RouteAgent agent = new RouteAgent(instructions, greeting, null, null, null, null, RouteAgent.NONE.turns());
        return new ProvisionedAgents(rest, isDry).provision(NAME, agent);
    }

    private JsonNode config() throws IOException {
        return rest.get("configs?name=" + NAME).path("configs_page").path(0);
    }
}
