package dev.trunkline.engine.mind.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.failsafe.ExecutionContext;
import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import dev.trunkline.engine.mind.DialogModel;
import dev.trunkline.net.outgoing.HttpReceiver;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A POST that is answered by server-sent events, or by one JSON document. A busy or failing server and a connection that died
 * before any answer are given one more chance. Thread-safe.
 */
final class HttpConnection implements ModelConnection {

    private static final RetryPolicy<Object> ONCE_MORE = RetryPolicy.builder()
            .handleIf(failure -> failure instanceof ModelFailure problem && problem.isPassing())
            .withMaxRetries(1)
            .withDelay(Duration.ofMillis(250))
            .build();
    private static final int MAX_REFUSAL_BYTES = 16 * 1024;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Sender sender;
    private final Executor executor;
    private final int answerBytes;

    /** @param executor what sends, the first time and the second */
    HttpConnection(Sender sender, Executor executor, int answerBytes) {
        this.sender = sender;
        this.executor = executor;
        this.answerBytes = answerBytes;
    }

    @Override
    public Runnable open(Generation generation) {
        CompletableFuture<@Nullable Void> over =
                Failsafe.with(ONCE_MORE).with(executor).getStageAsync(execution -> attempt(generation, execution));
        over.whenComplete((end, failure) -> {
            if (failure != null) {
                generation.onFailure(
                        failure instanceof ModelFailure problem ? problem : ModelFailure.noConnection(failure));
            }
        });
        return () -> over.cancel(false);
    }

    private CompletableFuture<@Nullable Void> attempt(
            Generation generation, ExecutionContext<@Nullable Void> execution) {
        Attempt attempt = new Attempt(generation);
        Runnable cancel = sender.send(attempt);
        execution.onCancel(cancel::run);
        if (execution.isCancelled()) {
            cancel.run(); // it was called off before there was anything to call off
        }
        return attempt.over;
    }

    /** One exchange. Called by its sender, one thread at a time. */
    private final class Attempt implements HttpReceiver {

        private final CompletableFuture<@Nullable Void> over = new CompletableFuture<>();
        private final Generation generation;
        private final ByteArrayOutputStream whole = new ByteArrayOutputStream();
        private final EventStream events = new EventStream();
        private int status;
        private @Nullable Boolean isDocument;
        private long bytesLeft = answerBytes;

        Attempt(Generation generation) {
            this.generation = generation;
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
            return generation.read(answer -> {
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
            generation.read(answer -> {
                if (Boolean.TRUE.equals(isDocument)) {
                    answer.onData(whole.toString(StandardCharsets.UTF_8));
                } else {
                    events.end(answer::onData);
                }
            });
            generation.onEnd();
            over.complete(null);
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
            fail(isPassing, ModelFailure.broken("the model answered with HTTP status " + status + code()));
            return false;
        }

        @Override
        public void onLost(Throwable failure) {
            if (status == 0) {
                ModelFailure problem = ModelFailure.noConnection(failure);
                boolean isPassing =
                        failure instanceof IOException && problem.failure() == DialogModel.Failure.DISCONNECTED;
                fail(isPassing, problem);
            } else if (!isSuccess()) {
                refused();
            } else {
                fail(false, ModelFailure.disconnected("the model's answer broke off", failure));
            }
        }

        private void fail(boolean isPassing, ModelFailure problem) {
            over.completeExceptionally(isPassing && generation.isUnanswered() ? problem.passing() : problem);
        }

        private String code() {
            try {
                return CompletionChunk.codeOf(
                        JSON.readTree(whole.toString(StandardCharsets.UTF_8)).path("error"));
            } catch (JsonProcessingException e) {
                return "";
            }
        }

        /** @throws ModelFailure when that is more than may come */
        private void count(ByteBuffer bytes) {
            bytesLeft -= bytes.remaining();
            if (bytesLeft < 0) {
                throw ModelFailure.broken("the model's answer is longer than " + answerBytes + " bytes");
            }
        }

        private void keep(ByteBuffer bytes) {
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            whole.writeBytes(copy);
        }
    }
}
