package dev.trunkline.engine.archive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.engine.history.ChatEntry;
import dev.trunkline.engine.history.ChatEntry.Status;
import dev.trunkline.engine.history.ChatEvent;
import dev.trunkline.engine.history.Recordings;
import dev.trunkline.engine.store.EngineTables;
import dev.trunkline.engine.store.Retention;
import dev.trunkline.engine.store.SqlHistory;
import dev.trunkline.net.http.HttpEndpoint;
import dev.trunkline.net.http.HttpServer;
import dev.trunkline.net.http.Routes;
import dev.trunkline.net.loop.EventLoops;
import dev.trunkline.store.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** An archive on a real socket, asked with the key {@code right}. Its clock stands until it is moved. */
final class ArchiveServer implements AutoCloseable {

    static final Duration LINK_VALIDITY = Duration.ofMinutes(10);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final EventLoops loops = new EventLoops("archive-test", 1);
    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicLong nowMillis = new AtomicLong(1_700_000_000_000L);
    private final Database database = EngineTables.inMemory();
    private final SqlHistory history = new SqlHistory(database, Retention.IN_MEMORY, this::now);
    private final ArchiveRoutes archive;
    private final HttpServer server;

    /** What came back. */
    record Answer(int status, JsonNode json) {}

    ArchiveServer(Recordings recordings) {
        this(recordings, null);
    }

    ArchiveServer(Recordings recordings, @Nullable String publicUrl) {
        AudioLinks links = new AudioLinks("secret", publicUrl, LINK_VALIDITY, this::now);
        archive = new ArchiveRoutes(history, recordings, links);
        Routes.Builder routes = Routes.builder();
        archive.add(routes, ArchiveServer::guarded);
        try {
            server = HttpServer.start(loops, "127.0.0.1", 0, routes.build());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HttpEndpoint guarded(HttpEndpoint endpoint) {
        return (request, reply) -> {
            if ("right".equals(request.header("X-Hume-Api-Key"))) {
                endpoint.handle(request, reply);
            } else {
                reply.send(dev.trunkline.net.http.HttpResponse.empty(401));
            }
        };
    }

    SqlHistory history() {
        return history;
    }

    Instant now() {
        return Instant.ofEpochMilli(nowMillis.get());
    }

    void passes(Duration time) {
        nowMillis.addAndGet(time.toMillis());
    }

    /** A chat that has ended, with so many messages of the user. */
    ArchiveServer chat(String id, String groupId, long startMillis, int messages) {
        history.opened(
                new ChatEntry(id, groupId, Status.ACTIVE, startMillis, null, 0, null, "config-of-" + groupId, 2));
        for (int i = 0; i < messages; i++) {
            history.add(new ChatEvent(
                    id + "-" + i,
                    id,
                    startMillis + i,
                    ChatEvent.Role.USER,
                    ChatEvent.Type.USER_MESSAGE,
                    "message " + i,
                    Map.of("Joy", 0.5),
                    null,
                    null));
        }
        history.ended(id, Status.USER_ENDED, startMillis + 1_000);
        return this;
    }

    Answer get(String pathAndQuery) {
        HttpResponse<byte[]> response = fetch(url(pathAndQuery), "right");
        try {
            return new Answer(response.statusCode(), JSON.readTree(response.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    HttpResponse<byte[]> fetch(String url, @Nullable String key) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
        if (key != null) {
            request.header("X-Hume-Api-Key", key);
        }
        try {
            return client.send(request.build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    String url(String pathAndQuery) {
        return "http://127.0.0.1:" + server.port() + pathAndQuery;
    }

    /** From now on nothing can be read. */
    void loseDatabase() {
        database.close();
    }

    @Override
    public void close() {
        server.close();
        archive.close();
        history.close();
        database.close();
        loops.close();
    }
}
