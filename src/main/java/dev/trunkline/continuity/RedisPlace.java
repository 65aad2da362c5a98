package dev.trunkline.continuity;

import java.util.List;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Where a Redis or Valkey is. Immutable; the URLs may hold a password.
 *
 * @param urls {@code redis://}, {@code rediss://} or {@code redis-sentinel://}; several are nodes of one cluster
 * @param isCluster whether one URL is that of a cluster as well
 * @param trust whom TLS believes, or null for the platform's authorities
 */
public record RedisPlace(
        List<String> urls, boolean isCluster, @Nullable TrustManagerFactory trust) {
    public RedisPlace {
        urls = List.copyOf(urls);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "RedisPlace[" + urls.size() + " URLs]";
    }
}
