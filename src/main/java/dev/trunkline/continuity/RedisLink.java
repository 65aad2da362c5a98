package dev.trunkline.continuity;

import dev.failsafe.CircuitBreaker;
import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.Delay;
import java.time.Duration;
import java.util.List;
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

    private static final long CLOSING_QUIET_MILLIS = 100;
    private static final Logger LOG = LoggerFactory.getLogger(RedisLink.class);
    /** As long as a webhook can wait: when a node has died, another one is asked by all of its callers at once. */
    private static final Duration ANSWERS = Duration.ofMillis(600);

    private static final Duration LATE = Duration.ofMillis(100);
    private static final Duration CONNECTS = Duration.ofSeconds(3);
    private static final Duration RECONNECTS = Duration.ofMillis(500);
    private static final int TROUBLES = 3; // in a row, before it is spared
    private static final Duration SPARED = Duration.ofSeconds(1);
    private static final long SILENT_NANOS = TimeUnit.SECONDS.toNanos(5); // then it is connected anew
    private static final long GIVES_UP_NANOS = TimeUnit.SECONDS.toNanos(6);
    private static final int MAX_COMMANDS_UNDER_WAY = 2_000;
    private static final int THREADS = 2;
    static final String CHANNEL = "trunkline:news";

    private final RedisPlace place;
    private final LongSupplier clockNanos;
    private final StateMeters meters;
    private final Consumer<String> news;
    private final ClientResources resources;
    private final AbstractRedisClient client;
    private final CircuitBreaker<Object> breaker = CircuitBreaker.builder()
            .withFailureThreshold(TROUBLES)
            .withDelay(SPARED)
            .withSuccessThreshold(1)
            .build();
    private final CountDownLatch first = new CountDownLatch(1);
    private volatile @Nullable Line line;
    private volatile @Nullable Throwable lastFailure; // to connect
    private volatile boolean connecting;
    private volatile boolean closed;
    private volatile long answeredNanos; // when it last did, or was connected to
    private long triedNanos; // of the thread that looks after it
    private boolean told; // that it is away; likewise

    /** Both connections to it: commands, and what others publish. */
    private record Line(
            StatefulConnection<String, String> connection,
            RedisClusterAsyncCommands<String, String> commands,
            StatefulRedisPubSubConnection<String, String> subscription) {
        void close() {
            connection.closeAsync();
            subscription.closeAsync();
        }
    }

    /**
     * Connects when it is first looked after.
     *
     * @param clockNanos monotonic
     * @param news is told what nodes publish, on a thread of the client
     */
    RedisLink(RedisPlace place, LongSupplier clockNanos, StateMeters meters, Consumer<String> news) {
        this.clockNanos = clockNanos;
        this.place = place;
        this.meters = meters;
        this.news = news;
        this.resources = DefaultClientResources.builder()
                .ioThreadPoolSize(THREADS)
                .computationThreadPoolSize(THREADS)
                .reconnectDelay(Delay.constant(RECONNECTS))
                .build();
        this.client = client();
    }

    private AbstractRedisClient client() {
        List<RedisURI> uris = place.urls().stream().map(RedisLink::uri).toList();
        if (place.isCluster() || uris.size() > 1) {
            RedisClusterClient cluster = RedisClusterClient.create(resources, uris);
            cluster.setOptions(ClusterClientOptions.builder(options()).build());
            return cluster;
        }
        RedisClient single = RedisClient.create(resources, uris.get(0));
        single.setOptions(options());
        return single;
    }

    private static RedisURI uri(String url) {
        RedisURI uri = RedisURI.create(url);
        uri.setTimeout(CONNECTS);
        uri.setClientName("trunkline");
        return uri;
    }

    private ClientOptions options() {
        ClientOptions.Builder options = ClientOptions.builder()
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .requestQueueSize(MAX_COMMANDS_UNDER_WAY)
                .timeoutOptions(TimeoutOptions.enabled(ANSWERS))
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(CONNECTS)
                        .keepAlive(true)
                        .build());
        if (place.trust() != null) {
            options.sslOptions(SslOptions.builder()
                    .jdkSslProvider()
                    .trustManager(place.trust())
                    .build());
        }
        return options.build();
    }

    void awaitConnected(Duration atMost) throws InterruptedException {
        if (!first.await(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.atWarn().log("Redis is not there yet: calls are taken without it");
        }
    }

    /** Whether asking makes sense: it is connected, and has answered lately or is given another chance. */
    boolean isThere() {
        Line present = line;
        return present != null
                && present.connection.isOpen()
                && (!breaker.isOpen() || breaker.getRemainingDelay().isZero());
    }

    /** Whether it answers as it should, so that many things may be asked at once. */
    boolean isSteady() {
        return breaker.isClosed();
    }

    /** Asks something; the answer comes within some tenths of a second, or a failure does. */
    <T extends @Nullable Object> CompletableFuture<T> ask(
            Function<RedisClusterAsyncCommands<String, String>, CompletionStage<T>> command) {
        Line present = line;
        if (present == null || !present.connection.isOpen() || !breaker.tryAcquirePermit()) {
            meters.asked("skipped");
            return CompletableFuture.failedFuture(new RejectedExecutionException("Redis is away"));
        }
        CompletableFuture<T> answer = new CompletableFuture<>();
        try {
            command.apply(present.commands).whenComplete((value, failure) -> {
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
        Line present = line;
        if (present != null && breaker.isOpen() && nowNanos - answeredNanos > SILENT_NANOS) {
            tell("it does not answer");
            line = null;
            present.close();
        } else if (present != null && !present.connection.isOpen()) {
            tell("the connection is gone");
        }
        boolean isTrying = connecting && nowNanos - triedNanos < GIVES_UP_NANOS;
        if (line == null && !isTrying && !closed) {
            connecting = true;
            triedNanos = nowNanos;
            connect().whenComplete(this::connected);
        }
        Throwable failure = lastFailure;
        if (line == null && failure != null) {
            tell(String.valueOf(root(failure).getMessage()));
        } else if (told && isThere()) {
            told = false;
            LOG.atInfo().log("Redis is there again");
        }
    }

    private synchronized void connected(@Nullable Line fresh, @Nullable Throwable failure) {
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

    private CompletableFuture<Line> connect() {
        try {
            if (client instanceof RedisClusterClient cluster) {
                // Which node has what must be known first; only the client's blocking ways find it out by themselves.
                return cluster.refreshPartitionsAsync()
                        .thenCompose(known -> cluster.connectAsync(StringCodec.UTF8)
                                .thenCombine(cluster.connectPubSubAsync(StringCodec.UTF8), RedisLink::line))
                        .toCompletableFuture()
                        .thenCompose(this::subscribe);
            }
            RedisClient single = (RedisClient) client;
            RedisURI uri = uri(place.urls().get(0));
            return single.connectAsync(StringCodec.UTF8, uri)
                    .thenCombine(single.connectPubSubAsync(StringCodec.UTF8, uri), RedisLink::line)
                    .toCompletableFuture()
                    .thenCompose(this::subscribe);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static Line line(
            StatefulConnection<String, String> connection, StatefulRedisPubSubConnection<String, String> subscription) {
        RedisClusterAsyncCommands<String, String> commands =
                connection instanceof StatefulRedisClusterConnection<String, String> cluster
                        ? cluster.async()
                        : ((StatefulRedisConnection<String, String>) connection).async();
        return new Line(connection, commands, subscription);
    }

    private CompletionStage<Line> subscribe(Line fresh) {
        fresh.subscription.addListener(new RedisPubSubAdapter<>() {
            @Override
            public void message(String channel, String message) {
                news.accept(message);
            }
        });
        return fresh.subscription.async().subscribe(CHANNEL).thenApply(done -> fresh);
    }

    @Override
    public void close() {
        closed = true;
        Line last = line;
        line = null;
        if (last != null) {
            last.close();
        }
        // Not at once: a connection that is being made has a buffer to give back.
        client.shutdownAsync(CLOSING_QUIET_MILLIS, 1_000, TimeUnit.MILLISECONDS)
                .whenComplete(
                        (done, failure) -> resources.shutdown(CLOSING_QUIET_MILLIS, 1_000, TimeUnit.MILLISECONDS));
    }
}
