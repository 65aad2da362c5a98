package dev.trunkline.engine.access;

import dev.trunkline.bounded.BoundedMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * EVI's documented limit of 100 REST requests a second, for each client by itself: a bucket of so many tokens that fills as
 * fast. Thread-safe.
 */
final class RequestRate {

    static final int REQUESTS_PER_SECOND = 100;

    private static final int MAX_CLIENTS = 10_000; // those that were away for longest are forgotten
    private static final double TOKENS_PER_NANO = (double) REQUESTS_PER_SECOND / TimeUnit.SECONDS.toNanos(1);

    private final LongSupplier clockNanos;
    private final Map<String, Bucket> buckets = BoundedMap.byLastUse(MAX_CLIENTS);

    RequestRate(LongSupplier clockNanos) {
        this.clockNanos = clockNanos;
    }

    private record Bucket(double tokens, long atNanos) {}

    /** Counts one request; false when it is one too many. */
    synchronized boolean take(String client) {
        long nowNanos = clockNanos.getAsLong();
        Bucket bucket = buckets.get(client);
        double tokens = bucket == null
                ? REQUESTS_PER_SECOND
                : Math.min(REQUESTS_PER_SECOND, bucket.tokens + (nowNanos - bucket.atNanos) * TOKENS_PER_NANO);
        boolean isLet = tokens >= 1;
        buckets.put(client, new Bucket(isLet ? tokens - 1 : tokens, nowNanos));
        return isLet;
    }
}
