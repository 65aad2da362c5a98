package dev.trunkline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.engine.Engine;
import dev.trunkline.engine.EngineParts;
import dev.trunkline.engine.EngineSettings;
import dev.trunkline.engine.EngineStores;
import dev.trunkline.engine.TestEngine;
import dev.trunkline.engine.expression.HeuristicExpression;
import dev.trunkline.engine.history.Recordings;
import dev.trunkline.engine.mind.DialogModel;
import dev.trunkline.engine.mind.script.ScriptedDialogModel;
import dev.trunkline.engine.store.EngineTables;
import dev.trunkline.engine.store.Retention;
import dev.trunkline.engine.store.SqlHistory;
import dev.trunkline.engine.store.SqlResources;
import dev.trunkline.engine.work.BoundedExecutor;
import dev.trunkline.net.http.Routes;
import dev.trunkline.net.loop.EventLoops;
import dev.trunkline.store.Database;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/** The real engine on a real socket with all of its REST, a voice that hums and ears for callers who do; and a client of it. */
final class ServedEngine implements AutoCloseable {

    static final int HUM_HZ = 440;
    static final double HUM_AMPLITUDE = 8_000;
    static final int HUM_MILLIS_PER_LETTER = 30;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Database database = EngineTables.inMemory();
    private final BoundedExecutor workers = new BoundedExecutor("served-engine-store", 2);
    private final EventLoops loops = new EventLoops("served-engine", 1);
    private final SqlHistory history;
    private final Engine engine;

    ServedEngine(EngineSettings settings, PitchEars ears) throws IOException {
        this(settings, ears, ScriptedDialogModel.ofTheLab());
    }

    ServedEngine(EngineSettings settings, PitchEars ears, DialogModel mind) throws IOException {
        ((Logger) LoggerFactory.getLogger("dev.trunkline")).setLevel(Level.ERROR);
        InstantSource clock = InstantSource.system();
        history = new SqlHistory(database, Retention.IN_MEMORY, clock);
        engine = Engine.start(
                loops,
                settings,
                new EngineParts(
                        new TestEngine.HummingVoice(),
                        ears,
                        TestEngine.LoudnessActivity::new,
                        mind,
                        new HeuristicExpression()),
                new EngineStores(history, Recordings.OFF, new SqlResources(database, workers, clock)),
                Routes.builder());
    }

    URI uri() {
        return URI.create("ws://127.0.0.1:" + engine.port() + "/v0/evi");
    }

    int port() {
        return engine.port();
    }

    int openChats() {
        return engine.openChats();
    }

    /** Stores a config; {@code fields} is JSON without the braces. */
    String config(String name, String fields) {
        return post("/v0/evi/configs", "{\"evi_version\":\"3\",\"name\":\"" + name + "\"," + fields + "}")
                .path("id")
                .asText();
    }

    /** As somebody who steers a chat from outside. */
    void steer(String chatId, String type) {
        post("/v0/evi/chat/" + chatId + "/send", "{\"type\":\"" + type + "\"}");
    }

    /** The chats of a conversation, oldest first, once there are so many and all have ended. */
    List<JsonNode> endedChats(String groupId, int count) {
        return await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> list(get("/v0/evi/chat_groups/" + groupId + "?ascending_order=true")
                                .path("chats_page")),
                        chats -> chats.size() == count
                                && chats.stream()
                                        .noneMatch(chat ->
                                                chat.path("status").asText().equals("ACTIVE")));
    }

    /** The only chat that is open now. */
    String openChat() {
        return await().atMost(Duration.ofSeconds(30))
                .until(() -> list(get("/v0/evi/chats?status=ACTIVE").path("chats_page")), chats -> chats.size() == 1)
                .get(0)
                .path("id")
                .asText();
    }

    /** What has happened in a chat, oldest first. */
    Stream<JsonNode> events(String chatId) {
        return list(get("/v0/evi/chats/" + chatId + "?ascending_order=true&page_size=100")
                        .path("events_page"))
                .stream();
    }

    /** Waits until so many events of a type have happened in a chat. */
    void awaitEvents(String chatId, String type, int count) {
        await().atMost(Duration.ofSeconds(WholeLine.CALL_SECONDS))
                .until(() -> events(chatId)
                                .filter(event -> event.path("type").asText().equals(type))
                                .count()
                        == count);
    }

    JsonNode get(String path) {
        return send(path, request -> request.GET());
    }

    private JsonNode post(String path, String json) {
        return send(
                path,
                request -> request.header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    private JsonNode send(String path, java.util.function.UnaryOperator<HttpRequest.Builder> how) {
        try {
            HttpRequest request = how.apply(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + engine.port() + path)))
                    .build();
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode() / 100)
                    .as("%s: %s", path, response.body())
                    .isEqualTo(2);
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static List<JsonNode> list(JsonNode array) {
        List<JsonNode> list = new ArrayList<>();
        array.forEach(list::add);
        return list;
    }

    @Override
    public void close() {
        engine.close();
        loops.close();
        history.close();
        workers.close();
        database.close();
        ((Logger) LoggerFactory.getLogger("dev.trunkline")).setLevel(null);
    }
}
