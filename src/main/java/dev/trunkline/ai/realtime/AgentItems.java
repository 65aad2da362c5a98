package dev.trunkline.ai.realtime;

import dev.trunkline.ai.realtime.RealtimeCommand.ItemTruncate;
import dev.trunkline.audio.SoundFormat;
import dev.trunkline.bounded.BoundedMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Of which response each of the agent's items is, how much of its sound came, and until when it plays by our guess: at the pace of
 * speech, one after the other.
 * Confined to the call's loop.
 */
final class AgentItems {

    private static final int MOST_KEPT = 64;

    private final Map<String, Spoken> items = new BoundedMap<>(MOST_KEPT);
    private @Nullable Spoken last;
    private long playsUntilNanos;
    private long leftNanos; // while it is held
    private boolean held;
    private boolean plays;

    private static final class Spoken {
        private final String itemId;
        private final String responseId;
        private final SoundFormat format;
        private int contentIndex;
        private long bytes;

        Spoken(String itemId, String responseId, SoundFormat format) {
            this.itemId = itemId;
            this.responseId = responseId;
            this.format = format;
        }

        private long millis() {
            return bytes / format.bytesPerSample() * 1_000 / format.sampleRateHz();
        }
    }

    /** Words of an item came, perhaps before any sound of it. */
    void begin(String itemId, String responseId, SoundFormat format) {
        open(itemId, responseId, format);
    }

    /** Sound of an item came. */
    void add(String itemId, String responseId, int contentIndex, SoundFormat format, int lengthBytes, long nowNanos) {
        Spoken item = last;
        if (item == null || !item.itemId.equals(itemId)) {
            item = open(itemId, responseId, format);
            last = item;
        }
        item.contentIndex = contentIndex;
        item.bytes += lengthBytes;
        long soundNanos = TimeUnit.SECONDS.toNanos(lengthBytes / format.bytesPerSample()) / format.sampleRateHz();
        if (held) {
            leftNanos += soundNanos;
        } else {
            playsUntilNanos = (plays(nowNanos) ? playsUntilNanos : nowNanos) + soundNanos;
            plays = true;
        }
    }

    private Spoken open(String itemId, String responseId, SoundFormat format) {
        return items.computeIfAbsent(itemId, id -> new Spoken(id, responseId, format));
    }

    /** Whether the caller hears it, or would if it were not held. */
    boolean plays(long nowNanos) {
        return held || (plays && playsUntilNanos - nowNanos > 0);
    }

    /** It waits where it is. */
    void hold(long nowNanos) {
        if (!held) {
            leftNanos = plays ? Math.max(0, playsUntilNanos - nowNanos) : 0;
            held = true;
        }
    }

    void goOn(long nowNanos) {
        if (held) {
            held = false;
            playsUntilNanos = nowNanos + leftNanos;
            plays = true;
        }
    }

    /** Nothing of it is heard any more. */
    void silence() {
        held = false;
        plays = false;
    }

    /** Which response an item belongs to, or null. */
    @Nullable
    String responseOf(String itemId) {
        Spoken item = items.get(itemId);
        return item == null ? null : item.responseId;
    }

    /**
     * So much of an item was heard, and no more will be.
     *
     * @return what the far end has to be told; null when it knows no more than that, or the item is not known or was cut before
     */
    @Nullable
    ItemTruncate heard(String itemId, long heardMillis) {
        Spoken item = items.remove(itemId);
        if (item == last) {
            last = null;
        }
        return item == null
                ? null
                : new ItemTruncate(itemId, item.contentIndex, Math.max(0, Math.min(heardMillis, item.millis())));
    }
}
