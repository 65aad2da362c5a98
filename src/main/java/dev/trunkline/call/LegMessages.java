package dev.trunkline.call;

import dev.trunkline.ai.AiLeg;
import dev.trunkline.audio.SoundFormat;
import dev.trunkline.bounded.BoundedMap;
import java.util.Map;

/**
 * How much the caller has heard of what the present leg says, message by message, so that the leg can be told when it is
 * interrupted: over all passages of a message, and never more than came of it. Confined to the call's loop.
 */
final class LegMessages {

    private static final int MAX_REMEMBERED = 256;
    private static final long SECOND_NANOS = 1_000_000_000;

    private final Map<String, Message> messages = new BoundedMap<>(MAX_REMEMBERED);

    private static final class Message {
        private long cameNanos;
        private long heardMillis;
        private boolean cut;
    }

    /** It says something, of which the sound comes, or is to come. */
    void announced(String messageId) {
        of(messageId);
    }

    /** Sound of it has come. */
    void came(String messageId, SoundFormat format, int lengthBytes) {
        of(messageId).cameNanos += lengthBytes / format.bytesPerSample() * SECOND_NANOS / format.sampleRateHz();
    }

    private Message of(String messageId) {
        return messages.computeIfAbsent(messageId, id -> new Message());
    }

    /** A passage of it was heard to its end. */
    void heard(String messageId, long millis) {
        Message known = messages.get(messageId);
        if (known != null) {
            known.heardMillis += millis;
        }
    }

    /** No more of it will be heard than was, and so much of its last passage. */
    void cut(String messageId, long millis) {
        Message known = messages.get(messageId);
        if (known != null) {
            known.heardMillis += millis;
            known.cut = true;
        }
    }

    /** The leg is told what was heard of all that were cut; of nothing that came before more will be heard. */
    void tell(AiLeg leg) {
        boolean anyCut = false;
        for (Map.Entry<String, Message> each : messages.entrySet()) {
            Message message = each.getValue();
            if (message.cut) {
                anyCut = true;
                leg.heard(each.getKey(), Math.min(message.heardMillis, message.cameNanos / 1_000_000));
            }
        }
        messages.clear();
        if (anyCut) {
            leg.flush();
        }
    }

    /** Another leg has messages of its own, and knows nothing of these. */
    void onOtherLeg() {
        messages.clear();
    }
}
