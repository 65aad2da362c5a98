package dev.trunkline.phone.twilio;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Remembers things for a while, and never more than so many: the oldest goes first. Thread-safe. */
final class ExpiringCache<V> {

    private final int maxEntries;
    private final long keepNanos;
    private final LongSupplier clockNanos;
    private final Map<String, Remembered<V>> entries = new LinkedHashMap<>();

    ExpiringCache(int maxEntries, long keepNanos, LongSupplier clockNanos) {
        this.maxEntries = maxEntries;
        this.keepNanos = keepNanos;
        this.clockNanos = clockNanos;
    }

    /** What is remembered under {@code key}, or null. */
    synchronized @Nullable V recall(String key) {
        forgetTheOld();
        Remembered<V> found = entries.get(key);
        return found == null ? null : found.value;
    }

    /** Remembers {@code value} under {@code key} from now on, instead of what was. */
    synchronized void put(String key, V value) {
        entries.remove(key);
        recallOr(key, () -> value);
    }

    /** What is remembered under {@code key}; if nothing is, what {@code source} says, which is then asked only once. */
    synchronized V recallOr(String key, Supplier<V> source) {
        V known = recall(key);
        if (known != null) {
            return known;
        }
        V value = source.get();
        entries.put(key, new Remembered<>(value, clockNanos.getAsLong()));
        if (entries.size() > maxEntries) {
            Iterator<String> oldest = entries.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
        return value;
    }

    synchronized int size() {
        return entries.size();
    }

    private void forgetTheOld() {
        long nowNanos = clockNanos.getAsLong();
        Iterator<Remembered<V>> oldest = entries.values().iterator();
        while (oldest.hasNext() && nowNanos - oldest.next().sinceNanos > keepNanos) {
            oldest.remove();
        }
    }

    private record Remembered<V>(V value, long sinceNanos) {}
}
