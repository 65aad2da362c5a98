package dev.trunkline.continuity;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.Delay;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Connects to a Redis: one, a cluster, or one that Sentinels know of. A {@link RedisLine} comes about whole or not at all.
 * Thread-safe.
 */
final class RedisConnector implements AutoCloseable {

    private static final long CLOSING_QUIET_MILLIS = 100;
    private static final Duration CONNECTS = Duration.ofSeconds(3);
    private static final Duration RECONNECTS = Duration.ofMillis(500);
    private static final int MAX_COMMANDS_UNDER_WAY = 2_000;
    private static final int THREADS = 2;

    private final RedisPlace place;
    private final Duration answers;
    private final Consumer<String> news;
    private final ClientResources resources;
    private final AbstractRedisClient client;

    /**
     * @param answers so long a command may take
     * @param news is told what nodes publish, on a thread of the client
     */
    RedisConnector(RedisPlace place, Duration answers, Consumer<String> news) {
        this.place = place;
        this.answers = answers;
        this.news = news;
        this.resources = DefaultClientResources.builder()
                .ioThreadPoolSize(THREADS)
                .computationThreadPoolSize(THREADS)
                .reconnectDelay(Delay.constant(RECONNECTS))
                .build();
        this.client = client();
    }

    private AbstractRedisClient client() {
        List<RedisURI> uris = place.urls().stream().map(RedisConnector::uri).toList();
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
                .timeoutOptions(TimeoutOptions.enabled(answers))
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

    /** A new line that hears what others publish; what was opened of one that fails is closed. */
    CompletableFuture<RedisLine> connect() {
        try {
            if (client instanceof RedisClusterClient cluster) {
                // Which node has what must be known first; only the client's blocking ways find it out by themselves.
                return cluster.refreshPartitionsAsync()
                        .thenCompose(known -> both(
                                cluster.connectAsync(StringCodec.UTF8), cluster.connectPubSubAsync(StringCodec.UTF8)))
                        .toCompletableFuture()
                        .thenCompose(this::subscribe);
            }
            RedisClient single = (RedisClient) client;
            RedisURI uri = uri(place.urls().get(0));
            return both(single.connectAsync(StringCodec.UTF8, uri), single.connectPubSubAsync(StringCodec.UTF8, uri))
                    .thenCompose(this::subscribe);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** One of the two may come about alone: a Redis with too many clients, a time-out between them. */
    private static CompletableFuture<RedisLine> both(
            CompletionStage<? extends StatefulConnection<String, String>> commands,
            CompletionStage<? extends StatefulRedisPubSubConnection<String, String>> subscription) {
        CompletableFuture<? extends StatefulConnection<String, String>> one = commands.toCompletableFuture();
        CompletableFuture<? extends StatefulConnection<String, String>> other = subscription.toCompletableFuture();
        return CompletableFuture.allOf(one, other)
                .whenComplete((done, failure) -> {
                    if (failure != null) {
                        one.thenAccept(StatefulConnection::closeAsync);
                        other.thenAccept(StatefulConnection::closeAsync);
                    }
                })
                .thenCompose(done -> commands.thenCombine(subscription, RedisLine::new));
    }

    private CompletionStage<RedisLine> subscribe(RedisLine fresh) {
        fresh.subscription().addListener(new RedisPubSubAdapter<>() {
            @Override
            public void message(String channel, String message) {
                news.accept(message);
            }
        });
        return fresh.subscription()
                .async()
                .subscribe(RedisLink.CHANNEL)
                .thenApply(done -> fresh)
                .whenComplete((done, failure) -> {
                    if (failure != null) {
                        fresh.close();
                    }
                });
    }

    @Override
    public void close() {
        // Not at once: a connection that is being made has a buffer to give back.
        client.shutdownAsync(CLOSING_QUIET_MILLIS, 1_000, TimeUnit.MILLISECONDS)
                .whenComplete(
                        (done, failure) -> resources.shutdown(CLOSING_QUIET_MILLIS, 1_000, TimeUnit.MILLISECONDS));
    }
}
