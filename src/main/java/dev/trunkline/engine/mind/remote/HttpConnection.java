package dev.trunkline.engine.mind.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.engine.mind.Mind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A POST that is answered by server-sent events, or by one JSON document. A busy or failing server and a connection that died
 * before any answer are given one more chance. Thread-safe.
 */
final class HttpConnection implements Connection {

    private static final long RETRY_AFTER_MILLIS = 250;
    private static final int MAX_REFUSAL_BYTES = 16 * 1024;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client;
    private final HttpRequest request;
    private final int answerBytes;
    private boolean closed;
    private int attempts;
    private @Nullable CompletableFuture<?> exchange;
    private @Nullable StreamedBody body;

    HttpConnection(HttpClient client, HttpRequest request, int answerBytes) {
        this.client = client;
        this.request = request;
        this.answerBytes = answerBytes;
    }

    @Override
    public void open(Thought thought) {
        Attempt attempt = new Attempt(thought);
        CompletableFuture<?> sent;
        synchronized (this) {
            if (closed) {
                return;
            }
            attempts++;
            sent = client.sendAsync(request, attempt::bodyOf);
            exchange = sent;
        }
        sent.whenComplete((response, failure) -> attempt.onEnd(failure));
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (body != null) {
            body.cancel();
        }
        if (exchange != null) {
            exchange.cancel(true);
        }
    }

    private synchronized StreamedBody streamed(StreamedBody.Reader reader) {
        StreamedBody streamed = new StreamedBody(reader);
        body = streamed;
        if (closed) {
            streamed.cancel();
        }
        return streamed;
    }

    private boolean retry(Thought thought) {
        // The thought's lock comes first, and this one's second.
        if (!thought.isUnanswered() || !mayRetry()) {
            return false;
        }
        CompletableFuture<Boolean> pause = new CompletableFuture<>();
        pause.completeOnTimeout(true, RETRY_AFTER_MILLIS, TimeUnit.MILLISECONDS).thenRun(() -> open(thought));
        return true;
    }

    private synchronized boolean mayRetry() {
        return attempts == 1 && !closed;
    }

    /** One exchange. Called by the HTTP client, one thread at a time. */
    private final class Attempt {

        private final Thought thought;
        private final ByteArrayOutputStream whole = new ByteArrayOutputStream();
        private int status;
        private long bytesLeft = answerBytes;

        Attempt(Thought thought) {
            this.thought = thought;
        }

        BodySubscriber<@Nullable Void> bodyOf(ResponseInfo info) {
            status = info.statusCode();
            if (!isSuccess()) {
                return streamed(new Refusal());
            }
            String type = info.headers().firstValue("Content-Type").orElse("");
            return streamed(type.startsWith("application/json") ? new Document() : new Events());
        }

        private boolean isSuccess() {
            return status / 100 == 2;
        }

        void onEnd(@Nullable Throwable failure) {
            if (status != 0 && !isSuccess()) {
                boolean isPassing = status == TOO_MANY_REQUESTS || status >= 500;
                if (!isPassing || !retry(thought)) {
                    thought.onFailure(NoAnswer.broken("the model answered with HTTP status " + status + code()));
                }
            } else if (failure == null) {
                thought.onEnd();
            } else {
                onLost(
                        failure instanceof CompletionException && failure.getCause() != null
                                ? failure.getCause()
                                : failure);
            }
        }

        private void onLost(Throwable failure) {
            if (failure instanceof HttpConnectTimeoutException) {
                thought.onFailure(new NoAnswer(Mind.Failure.TIMED_OUT, "no connection to the model in time"));
            } else if (!(failure instanceof IOException && status == 0 && retry(thought))) {
                String what = status == 0 ? "no connection to the model: " : "the model's answer broke off: ";
                thought.onFailure(new NoAnswer(
                        Mind.Failure.DISCONNECTED, what + failure.getClass().getSimpleName()));
            }
        }

        private String code() {
            try {
                return Answer.codeOf(
                        JSON.readTree(whole.toString(StandardCharsets.UTF_8)).path("error"));
            } catch (JsonProcessingException e) {
                return "";
            }
        }

        /** @throws NoAnswer when that is more than may come */
        private void count(ByteBuffer bytes) {
            bytesLeft -= bytes.remaining();
            if (bytesLeft < 0) {
                throw NoAnswer.broken("the model's answer is longer than " + answerBytes + " bytes");
            }
        }

        private void keep(ByteBuffer bytes) {
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            whole.writeBytes(copy);
        }

        /** Chunks, one an event. */
        private final class Events implements StreamedBody.Reader {
            private final EventStream events = new EventStream();

            @Override
            public boolean onBytes(ByteBuffer bytes) {
                return thought.hear(answer -> {
                    count(bytes);
                    events.read(bytes, answer::onData);
                });
            }

            @Override
            public void onEnd() {
                thought.hear(answer -> events.end(answer::onData));
            }
        }

        /** A completion as a whole, from a server that does not stream. */
        private final class Document implements StreamedBody.Reader {
            @Override
            public boolean onBytes(ByteBuffer bytes) {
                return thought.hear(answer -> {
                    count(bytes);
                    keep(bytes);
                });
            }

            @Override
            public void onEnd() {
                thought.hear(answer -> answer.onData(whole.toString(StandardCharsets.UTF_8)));
            }
        }

        /** Why there is no answer. */
        private final class Refusal implements StreamedBody.Reader {
            @Override
            public boolean onBytes(ByteBuffer bytes) {
                keep(bytes);
                return whole.size() <= MAX_REFUSAL_BYTES;
            }

            @Override
            public void onEnd() {}
        }
    }
}
