package dev.trunkline.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.call.CallEvent;
import dev.trunkline.net.http.HttpServer;
import dev.trunkline.net.http.Refusals;
import dev.trunkline.net.http.Routes;
import dev.trunkline.net.loop.EventLoops;
import dev.trunkline.phone.IncomingCall;
import dev.trunkline.record.CallRecorder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OpsRoutesIT {

    private final EventLoops loops = new EventLoops("ops-test", 1);
    private final HttpClient client = HttpClient.newHttpClient();
    private final CallRecorder recorder = new CallRecorder(Clock.systemUTC(), 10);
    private final AtomicReference<OpsRoutes.Readiness> readiness =
            new AtomicReference<>(new OpsRoutes.Readiness(true, "ready"));
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        var sources = new OpsRoutes.Sources(
                readiness::get,
                names -> "# metrics " + new TreeSet<>(names) + "\n",
                recorder,
                () -> 5_000_000_000L,
                sid -> CompletableFuture.completedFuture(sid.equals("CA1")));
        Routes.Builder routes = Routes.builder();
        new OpsRoutes(sources).contributeHealth(routes);
        new OpsRoutes(sources).contributeAdmin(routes, AdminGate.ofThisMachine(new Refusals(r -> {})));
        server = HttpServer.start(loops, "127.0.0.1", 0, routes.build());
        var call = new IncomingCall("CA1", "MZ1", "+14155550100", "+1800", Map.of());
        recorder.onEvent("CA1", 0, new CallEvent.Answered(call, "default", false));
    }

    @AfterEach
    void close() {
        server.close();
        loops.close();
    }

    @Test
    void theProcessLives() throws Exception {
        assertThat(get("/healthz").body()).isEqualTo("ok\n");
    }

    @Test
    void readinessTellsWhyNot() throws Exception {
        assertThat(get("/readyz").statusCode()).isEqualTo(200);

        readiness.set(new OpsRoutes.Readiness(true, "ready (full)"));
        assertThat(get("/readyz").statusCode()).isEqualTo(200);
        assertThat(get("/readyz").body()).isEqualTo("ready (full)\n");

        readiness.set(new OpsRoutes.Readiness(false, "draining"));

        assertThat(get("/readyz").statusCode()).isEqualTo(503);
        assertThat(get("/readyz").body()).isEqualTo("draining\n");
    }

    @Test
    void metricsArePrometheusText() throws Exception {
        assertThat(get("/metrics").headers().firstValue("content-type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain; version=0.0.4"));
    }

    @Test
    void metricsMayBeNamed() throws Exception {
        assertThat(get("/metrics?name%5B%5D=b_total&name%5B%5D=a_bytes").body())
                .isEqualTo("# metrics [a_bytes, b_total]\n");
    }

    @Test
    void callsAreRead() throws Exception {
        assertThat(get("/api/calls").body()).contains("\"callSid\":\"CA1\"", "\"state\":\"live\"");
        assertThat(get("/api/calls/CA1").body()).contains("\"durationMillis\":5000");
        assertThat(get("/api/calls/CA2").statusCode()).isEqualTo(404);
    }

    @Test
    void aCallIsHungUpIfThereIsOne() throws Exception {
        assertThat(send("POST", "/api/calls/CA1/hangup", Map.of()).statusCode()).isEqualTo(204);
        assertThat(send("POST", "/api/calls/CA2/hangup", Map.of()).statusCode()).isEqualTo(404);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send("GET", path, Map.of());
    }

    private HttpResponse<String> send(String method, String path, Map<String, String> headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .method(method, HttpRequest.BodyPublishers.noBody());
        headers.forEach(request::header);
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
