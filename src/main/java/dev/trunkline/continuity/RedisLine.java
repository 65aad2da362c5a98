package dev.trunkline.continuity;

import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;

/** Both connections to a Redis: commands, and what others publish. Thread-safe. */
record RedisLine(
        StatefulConnection<String, String> connection, StatefulRedisPubSubConnection<String, String> subscription) {

    /** For commands. */
    RedisClusterAsyncCommands<String, String> commands() {
        return connection instanceof StatefulRedisClusterConnection<String, String> cluster
                ? cluster.async()
                : ((StatefulRedisConnection<String, String>) connection).async();
    }

    boolean isOpen() {
        return connection.isOpen();
    }

    void close() {
        connection.closeAsync();
        subscription.closeAsync();
    }
}
