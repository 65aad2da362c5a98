package dev.trunkline.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.net.http.HttpServer;
import dev.trunkline.net.http.Routes;
import dev.trunkline.net.http.WebSocketEndpoint.Accept;
import dev.trunkline.net.loop.EventLoops;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the phone's network and EVI's clients connect to, with an echo at the end of the same pipeline and with each one's limit.
 */
@Tag("long")
class ServersPassAutobahnIT {

    private static final int PHONE_BYTES = 64 * 1024; // as MediaEndpoint has it
    private static final int ENGINE_BYTES = 16 * 1024 * 1024; // as ChatEndpoint has it

    /** 12 and 13 are about compression, which we do not offer. */
    private static final List<String> NO_COMPRESSION = List.of("12.*", "13.*");

    /** Of the phone's: messages beyond its limit, for which it closes with 1009 as it should. */
    private static final List<String> TOO_BIG = List.of(
            "7.1.6", "9.1.2", "9.1.3", "9.1.4", "9.1.5", "9.1.6", "9.2.2", "9.2.3", "9.2.4", "9.2.5", "9.2.6", "9.3.*",
            "9.4.*", "9.5.*", "9.6.*");

    private static final int MOST_MINUTES = 20;

    private final EventLoops loops = new EventLoops("autobahn", 1);
    private HttpServer server;

    @TempDir
    Path folder;

    @BeforeEach
    void serve() throws IOException {
        Routes.Builder routes = Routes.builder()
                .webSocket("/phone", request -> new Accept(new EchoedTexts(false), PHONE_BYTES))
                .webSocket("/engine", request -> new Accept(new EchoedFrames(), ENGINE_BYTES));
        server = HttpServer.start(loops, "127.0.0.1", 0, routes.build());
    }

    @AfterEach
    void stop() {
        server.close();
        loops.close();
    }

    @Test
    void theEnginesWebSocketPassesEveryCase() throws Exception {
        passes("engine", 301, NO_COMPRESSION);
    }

    @Test
    void thePhonesWebSocketPassesEveryCaseOfItsSizes() throws Exception {
        passes(
                "phone",
                250,
                Stream.concat(NO_COMPRESSION.stream(), TOO_BIG.stream()).toList());
    }

    /** Some cases wait for a second at most, which a busy machine may need: whoever fails is asked once more. */
    private void passes(String agent, int atLeast, List<String> excluded) throws Exception {
        Autobahn.Verdict first = verdict(agent, Autobahn.CASES, excluded);
        System.out.println("autobahn " + agent + ": " + first);
        assertThat(first.cases()).isGreaterThanOrEqualTo(Autobahn.isWhole() ? atLeast : 1);
        if (!first.bad().isEmpty()) {
            Autobahn.Verdict second = verdict(agent, List.copyOf(first.bad().keySet()), List.of());
            System.out.println("autobahn " + agent + " once more: " + second);
            assertThat(second.bad()).isEmpty();
            assertThat(second.cases()).isEqualTo(first.bad().size());
        }
    }

    private Autobahn.Verdict verdict(String agent, List<String> cases, List<String> excluded) throws Exception {
        Map<String, Object> target = Map.of("agent", agent, "url", "ws://127.0.0.1:" + server.port() + "/" + agent);
        Map<String, Object> spec = Map.of(
                "options", Map.of("failByDrop", false),
                "servers", List.of(target),
                "cases", cases,
                "exclude-cases", excluded,
                "exclude-agent-cases", Map.of());
        Path reports = Files.createTempDirectory(folder, agent);
        try (Autobahn suite = new Autobahn(reports, "fuzzingclient", spec)) {
            suite.awaitEnd(MOST_MINUTES);
            return suite.verdict(agent);
        }
    }
}
