package dev.trunkline.lab.fleet.measure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.net.connection.ClientTls;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.WebSocket;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** One watcher of a bridge's live calls, over its socket as a page opens it. Thread-safe. */
public final class LiveWatch implements WebSocket.Listener, AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SUPERVISED = "\"name\":\"supervised\"";
    private static final String ANSWERED = "\"name\":\"answered\"";
    private static final String ENDED = "\"name\":\"ended\"";
    private static final long PATIENCE_SECONDS = 10;

    private final StringBuilder text = new StringBuilder();
    private final LongAdder events = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder lost = new LongAdder();
    private final Set<String> calls = ConcurrentHashMap.newKeySet();
    private final CompletableFuture<String> end = new CompletableFuture<>();
    private final Consumer<String> onMessage;
    private final BiConsumer<String, Long> onAction;
    private final LongSupplier nanoTime;
    private final WebSocket socket;

    private LiveWatch(
            HttpClient http,
            URI uri,
            @Nullable String token,
            Consumer<String> onMessage,
            BiConsumer<String, Long> onAction,
            LongSupplier nanoTime)
            throws IOException, InterruptedException {
        this.onMessage = onMessage;
        this.onAction = onAction;
        this.nanoTime = nanoTime;
        WebSocket.Builder builder = http.newWebSocketBuilder();
        if (token != null) {
            builder.header("Authorization", "Bearer " + token);
        }
        try {
            this.socket = builder.buildAsync(uri, this).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException(
                    e.getCause() instanceof ConnectException
                            ? "Nobody listens at " + uri + ". Is `serve` running there? --admin names another address"
                            : "cannot watch at " + uri + ": " + e.getCause(),
                    e);
        }
    }

    /**
     * Opens one.
     *
     * @param callSid null for all calls
     * @param onMessage is given each message
     * @param onAction is given what an operator's action said, and when that was read
     */
    public static LiveWatch open(
            BridgeAdmin bridge,
            @Nullable String callSid,
            ClientTls tls,
            Consumer<String> onMessage,
            BiConsumer<String, Long> onAction,
            LongSupplier nanoTime)
            throws IOException, InterruptedException {
        HttpRequest request = bridge.request("/api/live" + (callSid == null ? "" : "?call=" + callSid))
                .build();
        URI uri = URI.create(request.uri().toString().replaceFirst("^http", "ws"));
        HttpClient http = HttpClient.newBuilder().sslContext(tls.ofJdk()).build();
        return new LiveWatch(http, uri, bridge.token(), onMessage, onAction, nanoTime);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        text.append(part);
        if (last) {
            String message = text.toString();
            text.setLength(0);
            read(message);
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
        end.complete("the bridge has closed the socket: " + status + (reason.isEmpty() ? "" : " " + reason));
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        end.complete("the socket to the bridge is lost: " + error);
    }

    private void read(String message) {
        long readNanos = nanoTime.getAsLong();
        bytes.add(message.length());
        onMessage.accept(message);
        if (message.startsWith("{\"type\":\"event\"")) {
            events.increment();
            if (message.contains(SUPERVISED)) {
                onAction.accept(parsed(message).path("detail").asText(), readNanos);
            } else if (message.contains(ANSWERED)) {
                calls.add(parsed(message).path("callSid").asText());
            } else if (message.contains(ENDED)) {
                calls.remove(parsed(message).path("callSid").asText());
            }
        } else if (message.startsWith("{\"type\":\"lost\"")) {
            lost.add(parsed(message).path("count").asLong());
        } else {
            parsed(message)
                    .path("calls")
                    .forEach(call -> calls.add(call.path("callSid").asText()));
        }
    }

    private static JsonNode parsed(String message) {
        try {
            return JSON.readTree(message);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a message that is no JSON: " + message, e);
        }
    }

    /** How many events were shown. */
    public long events() {
        return events.sum();
    }

    /** How much text that was, with all other messages. */
    public long bytes() {
        return bytes.sum();
    }

    /** How many were lost, as it was told. */
    public long lost() {
        return lost.sum();
    }

    public Set<String> calls() {
        return Set.copyOf(calls);
    }

    /** Done, with what to say of it, when the bridge shows nothing any more. */
    public CompletableFuture<String> end() {
        return end;
    }

    @Override
    public void close() {
        socket.abort();
    }
}
