package dev.trunkline.continuity;

import dev.failsafe.CircuitBreaker;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way to a Redis, which may be away: commands are answered soon or fail, a few that got no answer spare the next ones the
 * wait, and a connection that has been silent for long is replaced by another, whatever TCP thinks of it. Nothing queues up
 * here while it is away. Thread-safe.
 */
final class RedisLink implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RedisLink.class);
    /** As long as a webhook can wait: when a node has died, another one is asked by all of its callers at once. */
    private static final Duration ANSWERS = Duration.ofMillis(600);

    private static final Duration LATE = Duration.ofMillis(100);
    private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(250); // between two attempts to connect
    private static final long MAX_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final int TROUBLES = 3; // in a row, before it is spared
    private static final Duration SPARED = Duration.ofSeconds(1);
    private static final long SILENT_NANOS = TimeUnit.SECONDS.toNanos(5); // then it is connected anew
    private static final long GIVES_UP_NANOS = TimeUnit.SECONDS.toNanos(6);
    static final String CHANNEL = "trunkline:news";

    private final RedisConnector connector;
    private final LongSupplier clockNanos;
    private final StateMeters meters;
    private final CircuitBreaker<Object> breaker = CircuitBreaker.builder()
            .withFailureThreshold(TROUBLES)
            .withDelay(SPARED)
            .withSuccessThreshold(1)
            .build();
    private final CountDownLatch first = new CountDownLatch(1);
    private volatile @Nullable RedisLine line;
    private volatile @Nullable Throwable lastFailure; // to connect
    private volatile boolean connecting;
    private volatile boolean closed;
    private volatile long answeredNanos; // when it last did, or was connected to
    private long triedNanos; // of the thread that looks after it
    private long pauseNanos = FIRST_PAUSE_NANOS; // between two attempts; likewise
    private boolean told; // that it is away; likewise

    /**
     * Connects when it is first looked after.
     *
     * @param clockNanos monotonic
     * @param news is told what nodes publish, on a thread of the client
     */
    RedisLink(RedisPlace place, LongSupplier clockNanos, StateMeters meters, Consumer<String> news) {
        this.clockNanos = clockNanos;
        this.meters = meters;
        this.connector = new RedisConnector(place, ANSWERS, news);
        this.triedNanos = clockNanos.getAsLong() - FIRST_PAUSE_NANOS;
    }

    void awaitConnected(Duration atMost) throws InterruptedException {
        if (!first.await(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.atWarn().log("Redis is not there yet: calls are taken without it");
        }
    }

    /** Whether asking makes sense: it is connected, and has answered lately or may be given another chance that nobody has yet. */
    boolean isThere() {
        RedisLine present = line;
        return present != null
                && present.isOpen()
                && (breaker.isClosed()
                        || (breaker.isOpen() && breaker.getRemainingDelay().isZero()));
    }

    /** Whether it answers as it should, so that many things may be asked at once. */
    boolean isSteady() {
        return breaker.isClosed();
    }

    /** Asks something; the answer comes within some tenths of a second, or a failure does. */
    <T extends @Nullable Object> CompletableFuture<T> ask(
            Function<RedisClusterAsyncCommands<String, String>, CompletionStage<T>> command) {
        RedisLine present = line;
        if (present == null || !present.isOpen() || !breaker.tryAcquirePermit()) {
            meters.asked("skipped");
            return CompletableFuture.failedFuture(new RejectedExecutionException("Redis is away"));
        }
        CompletableFuture<T> answer = new CompletableFuture<>();
        try {
            command.apply(present.commands()).whenComplete((value, failure) -> {
                note(failure);
                if (failure == null) {
                    answer.complete(value);
                } else {
                    answer.completeExceptionally(failure);
                }
            });
        } catch (RuntimeException e) {
            note(e);
            answer.completeExceptionally(e);
        }
        // Should the client's own clock fail us.
        return answer.orTimeout(ANSWERS.plus(LATE).toMillis(), TimeUnit.MILLISECONDS);
    }

    private void note(@Nullable Throwable failure) {
        if (failure == null) {
            answeredNanos = clockNanos.getAsLong();
            breaker.recordSuccess();
            meters.asked("answered");
        } else {
            Throwable cause = failure instanceof CompletionException wrapped && wrapped.getCause() != null
                    ? wrapped.getCause()
                    : failure;
            boolean isLate = cause instanceof TimeoutException
                    || cause.getClass().getSimpleName().equals("RedisCommandTimeoutException");
            breaker.recordFailure();
            meters.asked(isLate ? "timeout" : "failed");
        }
    }

    /** Connects if there is no connection that works; called now and then, by one thread. */
    void lookAfter() {
        long nowNanos = clockNanos.getAsLong();
        RedisLine present = line;
        if (present != null) {
            pauseNanos = FIRST_PAUSE_NANOS;
        }
        if (present != null && !breaker.isClosed() && nowNanos - answeredNanos > SILENT_NANOS) {
            tell("it does not answer");
            line = null;
            present.close();
        } else if (present != null && !present.isOpen()) {
            tell("the connection is gone");
        }
        if (line == null && nowNanos - triedNanos >= (connecting ? GIVES_UP_NANOS : pauseNanos) && !closed) {
            connecting = true;
            triedNanos = nowNanos;
            pauseNanos = Math.min(2 * pauseNanos, MAX_PAUSE_NANOS);
            connector.connect().whenComplete(this::connected);
        }
        Throwable failure = lastFailure;
        if (line == null && failure != null) {
            tell(String.valueOf(root(failure).getMessage()));
        } else if (told && isThere()) {
            told = false;
            LOG.atInfo().log("Redis is there again");
        }
    }

    private synchronized void connected(@Nullable RedisLine fresh, @Nullable Throwable failure) {
        connecting = false;
        lastFailure = failure;
        if (fresh == null) {
            return;
        }
        if (closed || line != null) { // somebody was faster
            fresh.close();
            return;
        }
        answeredNanos = clockNanos.getAsLong();
        breaker.close();
        line = fresh;
        first.countDown();
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root;
    }

    private void tell(String why) {
        if (!told) {
            told = true;
            LOG.atWarn()
                    .addKeyValue("why", why)
                    .log("Redis is away: calls go on, but other nodes would not know of them");
        }
    }

    @Override
    public void close() {
        closed = true;
        RedisLine last = line;
        line = null;
        if (last != null) {
            last.close();
        }
        connector.close();
    }
}
