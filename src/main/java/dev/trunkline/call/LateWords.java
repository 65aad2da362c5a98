package dev.trunkline.call;

import dev.trunkline.bounded.BoundedMap;
import java.util.Map;

/** Messages that were heard to their end: what they say may still come. Confined to the call's loop. */
final class LateWords {

    private static final int MOST = 16;

    private final Map<String, Heard> messages = new BoundedMap<>(MOST);

    /** @param isTold whether it is known what it says, or a part of that */
    private record Heard(long millis, boolean isTold) {}

    /** A message was heard to its end. */
    void heard(String messageId, long millis, boolean isTold) {
        messages.put(messageId, new Heard(millis, isTold || (may(messageId) && !isUntold(messageId))));
    }

    /** Whether words of this message may still come. */
    boolean may(String messageId) {
        return messages.containsKey(messageId);
    }

    /** Whether all of its words may, as none has. */
    boolean isUntold(String messageId) {
        Heard heard = messages.get(messageId);
        return heard != null && !heard.isTold;
    }

    /** The first words of it have come; tells for how long it was heard. */
    long tell(String messageId) {
        Heard heard = messages.get(messageId);
        long millis = heard == null ? 0 : heard.millis;
        messages.put(messageId, new Heard(millis, true));
        return millis;
    }

    /** It was not heard to its end after all. */
    void forget(String messageId) {
        messages.remove(messageId);
    }

    void clear() {
        messages.clear();
    }
}
