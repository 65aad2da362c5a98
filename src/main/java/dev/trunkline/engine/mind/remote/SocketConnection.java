package dev.trunkline.engine.mind.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.engine.mind.Mind;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpTimeoutException;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket to a custom language model: the conversation goes out, {@code assistant_input} messages and one
 * {@code assistant_end} come back (EVI's docs, "Using a custom language model", WebSockets). EVI keeps one socket for a whole
 * chat; this is one for each answer, because a mind keeps nothing of a chat. The JDK may overlook a connection that ends
 * without a close frame right behind a message (seen in 17.0.15); then the stall limit ends the thought. Thread-safe.
 */
final class SocketConnection implements Connection {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ENDS = ".!?…。！？";

    private final HttpClient client;
    private final URI url;
    private final @Nullable String key;
    private final String message;
    private final ThoughtLimits limits;
    private boolean closed;
    private @Nullable CompletableFuture<WebSocket> opening;

    /** @param message the conversation, as JSON */
    SocketConnection(HttpClient client, URI url, @Nullable String key, String message, ThoughtLimits limits) {
        this.client = client;
        this.url = url;
        this.key = key;
        this.message = message;
        this.limits = limits;
    }

    @Override
    public void open(Thought thought) {
        CompletableFuture<WebSocket> socket;
        synchronized (this) {
            if (closed) {
                return;
            }
            WebSocket.Builder builder =
                    client.newWebSocketBuilder().connectTimeout(Duration.ofMillis(limits.connectMillis()));
            if (key != null) {
                builder.header("Authorization", "Bearer " + key);
            }
            socket = builder.buildAsync(url, new Ear(thought));
            opening = socket;
        }
        socket.whenComplete((open, failure) -> {
            if (failure != null) {
                thought.onFailure(whyNot(failure));
            } else if (isClosed()) {
                open.abort();
            } else {
                open.sendText(message, true);
            }
        });
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (opening != null && opening.isDone() && !opening.isCompletedExceptionally()) {
            opening.join().abort();
        }
    }

    private static NoAnswer whyNot(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof HttpTimeoutException) {
            return new NoAnswer(Mind.Failure.TIMED_OUT, "no connection to the model in time");
        }
        if (cause instanceof WebSocketHandshakeException refused) {
            return NoAnswer.broken("the model refused the socket with HTTP status "
                    + refused.getResponse().statusCode());
        }
        return new NoAnswer(
                Mind.Failure.DISCONNECTED,
                "no connection to the model: " + cause.getClass().getSimpleName());
    }

    /** Called by the HTTP client, one thread at a time. */
    private final class Ear implements WebSocket.Listener {

        private final Thought thought;
        private final StringBuilder text = new StringBuilder();
        private int charsLeft = limits.answerBytes();

        Ear(Thought thought) {
            this.thought = thought;
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            charsLeft -= data.length();
            if (charsLeft < 0) {
                thought.onFailure(
                        NoAnswer.broken("the model's answer is longer than " + limits.answerBytes() + " characters"));
                return null;
            }
            text.append(data);
            if (last) {
                String whole = text.toString();
                text.setLength(0);
                thought.hear(answer -> hear(answer, parse(whole), socket));
            }
            socket.request(1);
            return null;
        }

        private void hear(Answer answer, JsonNode said, WebSocket socket) {
            switch (said.path("type").asText()) {
                case "assistant_input" -> {
                    answer.onSessionId(said.path("custom_session_id").asText(""));
                    String words = said.path("text").asText("");
                    boolean isSentence = !words.isEmpty() && ENDS.indexOf(words.charAt(words.length() - 1)) >= 0;
                    // Nothing says that the next message begins with a space.
                    answer.onText(isSentence ? words + "\n" : words);
                }
                case "assistant_end" -> {
                    answer.finish();
                    socket.sendClose(WebSocket.NORMAL_CLOSURE, "").whenComplete((done, failure) -> thought.onEnd());
                }
                default -> {}
            }
        }

        private static JsonNode parse(String whole) {
            try {
                return JSON.readTree(whole);
            } catch (JsonProcessingException e) {
                throw NoAnswer.broken("the model sent a message that is not JSON");
            }
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            lost("the model closed the socket with " + code);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable failure) {
            lost("the model's socket broke off: " + failure.getClass().getSimpleName());
        }

        private void lost(String reason) {
            thought.onFailure(new NoAnswer(Mind.Failure.DISCONNECTED, reason));
        }
    }
}
