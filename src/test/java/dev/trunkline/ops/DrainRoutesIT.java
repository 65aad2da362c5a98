package dev.trunkline.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.net.http.HttpServer;
import dev.trunkline.net.http.Refusals;
import dev.trunkline.net.http.Routes;
import dev.trunkline.net.loop.EventLoops;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DrainRoutesIT {

    private final EventLoops loops = new EventLoops("drain-test", 1);
    private final HttpClient client = HttpClient.newHttpClient();
    private final Node node = new Node();
    private HttpServer server;

    /** Does as it is told. */
    private static final class Node implements DrainRoutes.Control {
        private volatile String word = "running";
        private volatile boolean ends;
        private volatile @Nullable Integer softSeconds = -1;

        @Override
        public DrainRoutes.State state() {
            return new DrainRoutes.State(word, 3, 1, 2, 7, 4, 0, 12);
        }

        @Override
        public DrainRoutes.State begin(@Nullable Integer seconds) {
            softSeconds = seconds;
            word = "draining";
            return state();
        }

        @Override
        public boolean cancel() {
            word = ends ? word : "running";
            return !ends;
        }
    }

    @BeforeEach
    void serve() throws IOException {
        Routes.Builder routes = Routes.builder();
        new DrainRoutes(node).contribute(routes, AdminGate.ofThisMachine(new Refusals(r -> {})));
        server = HttpServer.start(loops, "127.0.0.1", 0, routes.build());
    }

    @AfterEach
    void close() {
        server.close();
        loops.close();
    }

    @Test
    void postBeginsAndTellsTheState() throws Exception {
        HttpResponse<String> answer = send("POST", "");

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body())
                .isEqualTo(
                        "{\"state\":\"draining\",\"calls\":3,\"ringing\":1,\"owed\":2,\"ended\":7,\"moved\":4,\"forced\":0,\"seconds\":12}");
        assertThat(node.softSeconds).isNull();
    }

    @Test
    void theTimeMayBeGiven() throws Exception {
        assertThat(send("POST", "?softSeconds=0").statusCode()).isEqualTo(202);
        assertThat(node.softSeconds).isZero();
    }

    @Test
    void nonsenseIsNotTakenForZero() throws Exception {
        assertThat(send("POST", "?softSeconds=-1").statusCode()).isEqualTo(400);
        assertThat(send("POST", "?softSeconds=soon").statusCode()).isEqualTo(400);
        assertThat(node.word).isEqualTo("running");
    }

    @Test
    void deleteTakesItBackUnlessTheProcessEnds() throws Exception {
        send("POST", "");
        assertThat(send("DELETE", "").body()).contains("\"state\":\"running\"");

        node.ends = true;
        assertThat(send("DELETE", "").statusCode()).isEqualTo(409);
    }

    @Test
    void getOnlyLooks() throws Exception {
        assertThat(send("GET", "").body()).contains("\"state\":\"running\"");
    }

    private HttpResponse<String> send(String method, String query) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/api/drain" + query))
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
