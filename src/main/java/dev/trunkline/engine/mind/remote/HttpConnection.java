package dev.trunkline.engine.mind.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.engine.mind.Mind;
import dev.trunkline.net.HttpReceiver;
import dev.trunkline.net.OutOfReach;
import io.netty.channel.ConnectTimeoutException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
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

    private final Sender sender;
    private final int answerBytes;
    private boolean closed;
    private int attempts;
    private @Nullable Runnable cancel;

    HttpConnection(Sender sender, int answerBytes) {
        this.sender = sender;
        this.answerBytes = answerBytes;
    }

    @Override
    public void open(Thought thought) {
        synchronized (this) {
            if (closed) {
                return;
            }
            attempts++;
        }
        Runnable cancelThis = sender.send(new Attempt(thought));
        synchronized (this) {
            cancel = cancelThis;
            if (!closed) {
                return;
            }
        }
        cancelThis.run();
    }

    @Override
    public void close() {
        Runnable cancelThis;
        synchronized (this) {
            closed = true;
            cancelThis = cancel;
        }
        if (cancelThis != null) {
            cancelThis.run();
        }
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

    /** One exchange. Called by its sender, one thread at a time. */
    private final class Attempt implements HttpReceiver {

        private final Thought thought;
        private final ByteArrayOutputStream whole = new ByteArrayOutputStream();
        private final EventStream events = new EventStream();
        private int status;
        private @Nullable Boolean isDocument;
        private long bytesLeft = answerBytes;

        Attempt(Thought thought) {
            this.thought = thought;
        }

        @Override
        public void onHead(int newStatus, String contentType) {
            status = newStatus;
        }

        @Override
        public boolean onBytes(ByteBuffer bytes) {
            if (!isSuccess()) {
                keep(bytes);
                return whole.size() <= MAX_REFUSAL_BYTES || refused();
            }
            return thought.hear(answer -> {
                count(bytes);
                if (isDocument(bytes)) {
                    keep(bytes);
                } else {
                    events.read(bytes, answer::onData);
                }
            });
        }

        @Override
        public void onEnd() {
            if (!isSuccess()) {
                refused();
                return;
            }
            thought.hear(answer -> {
                if (Boolean.TRUE.equals(isDocument)) {
                    answer.onData(whole.toString(StandardCharsets.UTF_8));
                } else {
                    events.end(answer::onData);
                }
            });
            thought.onEnd();
        }

        /**
         * A server that does not stream answers with a completion as a whole: it shows by the first byte, whatever the content
         * type says.
         */
        private boolean isDocument(ByteBuffer bytes) {
            Boolean known = isDocument;
            for (int i = bytes.position(); known == null && i < bytes.limit(); i++) {
                if (!Character.isWhitespace(bytes.get(i))) {
                    known = bytes.get(i) == '{';
                }
            }
            isDocument = known;
            return Boolean.TRUE.equals(known);
        }

        private boolean isSuccess() {
            return status / 100 == 2;
        }

        /** There is no answer, and why: false, for no more is wanted. */
        private boolean refused() {
            boolean isPassing = status == TOO_MANY_REQUESTS || status >= 500;
            if (!isPassing || !retry(thought)) {
                thought.onFailure(NoAnswer.broken("the model answered with HTTP status " + status + code()));
            }
            return false;
        }

        @Override
        public void onLost(Throwable failure) {
            if (failure instanceof OutOfReach out) {
                thought.onFailure(NoAnswer.broken("the custom language model's URL " + out.objection()));
            } else if (status != 0 && !isSuccess()) {
                refused();
            } else if (failure instanceof HttpConnectTimeoutException || failure instanceof ConnectTimeoutException) {
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
    }
}
