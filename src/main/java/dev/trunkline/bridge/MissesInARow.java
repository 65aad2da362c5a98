package dev.trunkline.bridge;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Since when a far end has only been missed. Thread-safe. */
final class MissesInARow {

    /** Longer than any attempt takes: what was missed before that says nothing of now. */
    private static final Duration FORGOTTEN = Duration.ofMinutes(1);

    private final long longNanos;
    private final LongSupplier clockNanos;
    private @Nullable Long firstNanos;
    private long lastNanos;

    /** @param isLong how far first and last may lie apart */
    MissesInARow(Duration isLong, LongSupplier clockNanos) {
        this.longNanos = isLong.toNanos();
        this.clockNanos = clockNanos;
    }

    /** It was missed once more; tells whether it has only been missed for long now. */
    synchronized boolean isLongWithAnother() {
        long nowNanos = clockNanos.getAsLong();
        Long first = firstNanos;
        if (first == null || nowNanos - lastNanos >= FORGOTTEN.toNanos()) {
            first = nowNanos;
            firstNanos = nowNanos;
        }
        lastNanos = nowNanos;
        return nowNanos - first >= longNanos;
    }

    /** It was reached. */
    synchronized void end() {
        firstNanos = null;
    }
}
