package dev.trunkline.engine.measurement;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A client of the stream, on the JDK's WebSocket: none of the engine's code. */
final class ModelsClient implements WebSocket.Listener {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final long PATIENCE_SECONDS = 30;

    private final LinkedBlockingQueue<JsonNode> received = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closeCode = new CompletableFuture<>();
    private final StringBuilder fragments = new StringBuilder();
    private final boolean reads;
    private final CompletableFuture<WebSocket> socket;

    /**
     * Connects.
     *
     * @param reads whether it ever reads what it is sent
     */
    ModelsClient(URI uri, @Nullable String apiKey, boolean reads) {
        this.reads = reads;
        WebSocket.Builder builder = HTTP.newWebSocketBuilder();
        if (apiKey != null) {
            builder.header("X-Hume-Api-Key", apiKey);
        }
        this.socket = builder.buildAsync(uri, this);
    }

    @Override
    public void onOpen(WebSocket webSocket) {
        if (reads) {
            webSocket.request(Long.MAX_VALUE);
        }
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        fragments.append(data);
        if (last) {
            try {
                received.add(JSON.readTree(fragments.toString()));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e);
            }
            fragments.setLength(0);
        }
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
        closeCode.complete(statusCode);
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        closeCode.complete(1006);
    }

    ModelsClient send(String text) {
        join(join(socket).sendText(text, true));
        return this;
    }

    ModelsClient send(byte[] bytes) {
        join(join(socket).sendBinary(ByteBuffer.wrap(bytes), true));
        return this;
    }

    /** Sends without waiting until it is sent. */
    CompletableFuture<WebSocket> sendLater(String text, boolean last) {
        return join(socket).sendText(text, last);
    }

    /** Sends and gives the answer. */
    JsonNode ask(String text) {
        return send(text).next();
    }

    JsonNode next() {
        try {
            JsonNode message = received.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(message).as("a message within %s s", PATIENCE_SECONDS).isNotNull();
            return message;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    int closeCode() {
        return join(closeCode);
    }

    /** Nothing when the handshake went through. */
    @Nullable
    Throwable refusal() {
        try {
            socket.join();
            return null;
        } catch (CompletionException e) {
            return e.getCause();
        }
    }

    void leave() {
        join(socket).abort();
    }

    private static <T> T join(CompletableFuture<T> future) {
        try {
            return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }
}
