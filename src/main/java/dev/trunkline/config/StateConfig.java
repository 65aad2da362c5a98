package dev.trunkline.config;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where it is kept how calls stand, beside this process. Immutable.
 *
 * @param directory of a journal, or null for none
 * @param redis what nodes share, or null for nothing
 */
public record StateConfig(
        @Nullable Path directory, @Nullable Redis redis) {

    /**
     * Where a Redis is.
     *
     * @param urls each may hold a password
     * @param isCluster whether one of them alone leads to a cluster
     * @param authorities who are believed beside the platform's
     */
    public record Redis(List<Secret> urls, boolean isCluster, List<X509Certificate> authorities) {
        public Redis {
            urls = List.copyOf(urls);
            authorities = List.copyOf(authorities);
        }
    }
}
