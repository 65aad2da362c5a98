package dev.trunkline.continuity;

import dev.trunkline.store.JournalRecords;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a journal must hold: of each key the newest, and never more than so many. Confined to one thread. */
final class KeptStates {

    private static final int MAX_KEPT = 20_000;

    private final Map<String, Write> kept = new LinkedHashMap<>();
    private long bytes;

    /**
     * One.
     *
     * @param payload null when the key is over
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared, and never written to after construction
    record Write(String key, byte @Nullable [] payload, long expiresMillis) {
        private int bytes() {
            return payload == null ? 0 : payload.length + JournalRecords.HEADER_BYTES;
        }
    }

    void keep(Write write) {
        Write old = kept.remove(write.key);
        bytes -= old == null ? 0 : old.bytes();
        if (write.payload != null) {
            kept.put(write.key, write);
            bytes += write.bytes();
        }
        if (kept.size() > MAX_KEPT) {
            Write oldest = kept.remove(kept.keySet().iterator().next());
            bytes -= oldest == null ? 0 : oldest.bytes();
        }
    }

    List<Write> all() {
        return List.copyOf(kept.values());
    }

    List<byte[]> payloads() {
        List<byte[]> payloads = new ArrayList<>(kept.size());
        for (Write each : kept.values()) {
            if (each.payload != null) {
                payloads.add(each.payload);
            }
        }
        return payloads;
    }

    /** Of all of them in the file. */
    long bytes() {
        return bytes;
    }
}
