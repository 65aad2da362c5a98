package dev.trunkline.bridge;

import dev.trunkline.bounded.BoundedMap;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/** Sums of all nodes, as this one has last heard them, each believed for a while; bounded, the oldest goes first. Thread-safe. */
final class Hearsay {

    private static final int MAX_SUMS = 20_000;

    private final LongSupplier clockNanos;
    private final Map<String, Told> sums = new BoundedMap<>(MAX_SUMS);

    private record Told(long sum, long untilNanos) {}

    /** @param clockNanos monotonic */
    Hearsay(LongSupplier clockNanos) {
        this.clockNanos = clockNanos;
    }

    /** @param sum nothing when nobody could tell: then what was heard before stays */
    synchronized void hear(String name, OptionalLong sum, Duration believed) {
        if (sum.isPresent()) {
            sums.remove(name); // so that it goes to the end
            sums.put(name, new Told(sum.getAsLong(), clockNanos.getAsLong() + believed.toNanos()));
        }
    }

    /** Whether a sum has come to {@code limit}, as far as was heard; 0 is no limit. */
    synchronized boolean isReached(String name, int limit) {
        Told last = sums.get(name);
        return limit > 0 && last != null && clockNanos.getAsLong() - last.untilNanos < 0 && last.sum >= limit;
    }
}
