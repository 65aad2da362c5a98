package dev.trunkline.continuity;

import dev.trunkline.bounded.BoundedMap;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The counts of one node alone. Bounded, the oldest goes first. Thread-safe. */
public final class LocalCounts implements SharedCounts {

    private static final int MAX_COUNTS = 20_000;

    private final LongSupplier clockNanos;
    private final Map<String, Count> counts = new BoundedMap<>(MAX_COUNTS);

    private record Count(long sum, long endsNanos) {}

    /** @param clockNanos monotonic */
    public LocalCounts(LongSupplier clockNanos) {
        this.clockNanos = clockNanos;
    }

    @Override
    public synchronized CompletionStage<OptionalLong> add(String name, long amount, Duration window) {
        long nowNanos = clockNanos.getAsLong();
        @Nullable Count known = counts.remove(name);
        Count count = known == null || nowNanos - known.endsNanos >= 0
                ? new Count(amount, nowNanos + window.toNanos())
                : new Count(known.sum + amount, known.endsNanos);
        counts.put(name, count);
        return CompletableFuture.completedFuture(OptionalLong.of(count.sum));
    }
}
