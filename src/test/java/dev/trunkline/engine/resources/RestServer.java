package dev.trunkline.engine.resources;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.trunkline.engine.TestEngine;
import dev.trunkline.engine.mind.DialogModel;
import dev.trunkline.engine.plan.ChatPlan;
import dev.trunkline.engine.store.DatabaseKind;
import dev.trunkline.engine.store.SqlResources;
import dev.trunkline.engine.work.BoundedExecutor;
import dev.trunkline.net.egress.EgressPolicy;
import dev.trunkline.net.http.HttpEndpoint;
import dev.trunkline.net.http.HttpServer;
import dev.trunkline.net.http.Routes;
import dev.trunkline.net.loop.EventLoops;
import dev.trunkline.speech.Voice;
import dev.trunkline.store.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/** The REST API of configs, prompts and tools on a real socket and a real database, and a client of it. */
public final class RestServer implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    private final EventLoops loops = new EventLoops("rest-test", 1);
    private final BoundedExecutor workers = new BoundedExecutor("rest-test-store", 4);
    private final Database database;
    private final Resources resources;
    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpServer server;

    /** On a database in memory. */
    public RestServer() {
        this(DatabaseKind.H2_IN_MEMORY);
    }

    RestServer(DatabaseKind database) {
        this(database, ChatPlan.defaults(), UnaryOperator.identity());
    }

    RestServer(DatabaseKind database, ChatPlan defaults, UnaryOperator<HttpEndpoint> guard) {
        this(database.open(), defaults, guard, (conversation, listener) -> () -> {}, new TestEngine.HummingVoice());
    }

    /** Whose configs this mind and this voice would have to heed. */
    RestServer(DatabaseKind database, DialogModel mind, Voice voice) {
        this(database.open(), ChatPlan.defaults(), UnaryOperator.identity(), mind, voice);
    }

    private RestServer(
            Database database, ChatPlan defaults, UnaryOperator<HttpEndpoint> guard, DialogModel mind, Voice voice) {
        this.database = database;
        resources = new SqlResources(database, workers, InstantSource.system());
        Routes.Builder routes = Routes.builder();
        new ResourceRoutes(resources, defaults, new Allowances(EgressPolicy.internet(), true, mind, voice), guard)
                .add(routes);
        try {
            server = HttpServer.start(loops, "127.0.0.1", 0, routes.build());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Resources resources() {
        return resources;
    }

    /** What came back; {@code json} is missing when it is none. */
    public record Answer(int status, String text, JsonNode json) {
        public String id() {
            return json.path("id").asText();
        }

        String message() {
            return json.path("message").asText();
        }
    }

    public Answer get(String path) {
        return send("GET", path, "").join();
    }

    public Answer post(String path, String json) {
        return send("POST", path, json).join();
    }

    Answer patch(String path, String json) {
        return send("PATCH", path, json).join();
    }

    Answer delete(String path) {
        return send("DELETE", path, "").join();
    }

    CompletableFuture<Answer> send(String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .header("Content-Type", "application/json")
                .build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .thenApply(response -> new Answer(response.statusCode(), response.body(), json(response)));
    }

    private static JsonNode json(HttpResponse<String> response) {
        boolean isJson = response.headers()
                .firstValue("content-type")
                .filter("application/json"::equals)
                .isPresent();
        try {
            return JSON.readTree(isJson ? response.body() : "");
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The store goes down under a running server. */
    void breakStore() {
        database.close();
    }

    @Override
    public void close() {
        server.close();
        loops.close();
        workers.close();
        database.close();
    }
}
