package dev.trunkline.bridge;

import dev.trunkline.bounded.BoundedMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Of which calls the carrier has said, within the last minute, that they are over; bounded. Guarded by its owner's monitor. */
final class EndedCalls {

    private static final long REMEMBERED_NANOS = TimeUnit.SECONDS.toNanos(60); // as long as a stream's token
    private static final int MAX_REMEMBERED = 10_000;

    private final Map<String, Long> sinceNanos = new BoundedMap<>(MAX_REMEMBERED);

    void add(String callSid, long nowNanos) {
        sinceNanos.remove(callSid); // so that it goes to the end
        sinceNanos.put(callSid, nowNanos);
    }

    boolean has(String callSid, long nowNanos) {
        Long since = sinceNanos.get(callSid);
        return since != null && nowNanos - since <= REMEMBERED_NANOS;
    }

    void expire(long nowNanos) {
        Iterator<Long> oldest = sinceNanos.values().iterator();
        while (oldest.hasNext() && nowNanos - oldest.next() > REMEMBERED_NANOS) {
            oldest.remove();
        }
    }
}
