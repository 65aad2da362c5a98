package dev.trunkline.phone.twilio;

import dev.trunkline.bounded.BoundedMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Remembers things for a while, and never more than so many: the oldest goes first. (Caffeine, when it is full, sooner drops what
 * has just come: of stream tokens a quarter, before their streams were opened.) Thread-safe.
 */
final class ExpiringCache<V> {

    private final long keepNanos;
    private final LongSupplier clockNanos;
    private final Map<String, Entry<V>> entries;

    private record Entry<V>(V value, long sinceNanos) {}

    ExpiringCache(int maxEntries, long keepNanos, LongSupplier clockNanos) {
        this.keepNanos = keepNanos;
        this.clockNanos = clockNanos;
        this.entries = new BoundedMap<>(maxEntries);
    }

    /** What is remembered under {@code key}, or null. */
    synchronized @Nullable V recall(String key) {
        long nowNanos = clockNanos.getAsLong();
        for (var oldest = entries.values().iterator(); oldest.hasNext(); oldest.remove()) {
            if (nowNanos - oldest.next().sinceNanos <= keepNanos) {
                break;
            }
        }
        Entry<V> found = entries.get(key);
        return found == null ? null : found.value;
    }

    /** Remembers {@code value} under {@code key} unless something is; tells what is remembered then. */
    synchronized V putIfAbsent(String key, V value) {
        V known = recall(key);
        if (known == null) {
            put(key, value);
        }
        return known == null ? value : known;
    }

    /** Remembers nothing under {@code key} any more; tells what was remembered, or null. */
    synchronized @Nullable V forget(String key) {
        V known = recall(key);
        entries.remove(key);
        return known;
    }

    /** Remembers {@code value} under {@code key} from now on, instead of what was. */
    synchronized void put(String key, V value) {
        entries.remove(key); // so that it goes to the end
        entries.put(key, new Entry<>(value, clockNanos.getAsLong()));
    }
}
