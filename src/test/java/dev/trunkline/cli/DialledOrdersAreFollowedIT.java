package dev.trunkline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.net.http.HttpResponse;
import dev.trunkline.net.http.HttpServer;
import dev.trunkline.net.http.Routes;
import dev.trunkline.net.loop.EventLoops;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The bridge is a list of answers. */
class DialledOrdersAreFollowedIT {

    private static final HttpResponse TAKEN = HttpResponse.json(202, "{\"id\":\"order-1\"}");

    @TempDir
    private Path folder;

    private final EventLoops loops = new EventLoops("dial-test", 1);
    private final Queue<HttpResponse> answers = new ConcurrentLinkedQueue<>(List.of(TAKEN));
    private final Queue<HttpResponse> standings = new ConcurrentLinkedQueue<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private HttpServer bridge;

    @BeforeEach
    void serve() throws IOException {
        Routes.Builder routes = Routes.builder();
        routes.http("POST", "/api/calls", (request, reply) -> reply.send(answers.remove()));
        routes.http("GET", "/api/outbound/{id}", (request, reply) -> reply.send(standings.remove()));
        bridge = HttpServer.start(loops, "127.0.0.1", 0, routes.build());
    }

    @AfterEach
    void close() {
        bridge.close();
        loops.close();
    }

    @Test
    @Timeout(60)
    void oneThatNobodyKnowsAnyMoreIsNotWaitedFor() {
        standings.addAll(List.of(
                HttpResponse.json(200, "{\"state\":\"called\"}"),
                HttpResponse.text(503, "no server is available"),
                HttpResponse.json(404, "{\"error\":\"no order with this id is known here\"}")));

        assertThat(run("dial", "+14155550100", "--to", "http://127.0.0.1:" + bridge.port()))
                .isEqualTo(1);
        assertThat(out.toString().lines())
                .containsExactly(
                        "+14155550100  is called",
                        "+14155550100  the bridge does not say how it stands: HTTP status 503 no server is available",
                        "+14155550100  is not known to the bridge any more");
    }

    @Test
    void whenOneCannotBeAskedForThoseBeforeItAreTold() throws IOException {
        answers.add(HttpResponse.empty(401));
        Path list = Files.writeString(folder.resolve("calls.csv"), "to\n+14155550100\n+14155550101\n+14155550102\n");

        assertThat(run("dial", "--file", list.toString(), "--to", "http://127.0.0.1:" + bridge.port()))
                .isEqualTo(1);
        assertThat(out.toString().lines()).containsExactly("+14155550100  order-1");
        assertThat(err.toString())
                .contains("1 taken before, and perhaps that for +14155550101; leave these out")
                .contains("the bridge asks for another token");
    }

    private int run(String... arguments) {
        CommandLine commandLine = TrunklineCommand.commandLine(arguments[0]);
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }
}
