package dev.trunkline.call;

import dev.trunkline.ai.GrownText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the agent's messages say that are not over for the caller: known whole before their sound, or growing beside it. Confined to
 * the call's loop.
 */
final class MessageTexts {

    private static final int MAX_REMEMBERED = 256;
    private static final long SETTLED_NANOS =
            1_000_000_000; // what has not grown for so long, and is followed by something, is whole

    private final Map<String, String> texts = new LinkedHashMap<>();
    private final Map<String, Growth> growing = new LinkedHashMap<>();

    /** @param followed whether the turn is over, or another message has begun */
    private record Growth(long lastNanos, boolean followed) {}

    /** A message, all of it. */
    void open(String messageId, String text) {
        if (texts.size() >= MAX_REMEMBERED) {
            remove(texts.keySet().iterator().next());
        }
        followed();
        texts.put(messageId, text);
    }

    /** A message whose text may grow, or more of one that is open; returns what of it is kept. */
    String grow(String messageId, String more, long nowNanos) {
        if (!texts.containsKey(messageId)) {
            open(messageId, "");
        }
        String before = texts.getOrDefault(messageId, "");
        String kept = GrownText.fitting(before.length(), more);
        texts.put(messageId, before + kept);
        growing.put(messageId, new Growth(nowNanos, false));
        return kept;
    }

    /** Nothing more is to be expected of what has come so far, though it may still come. */
    void followed() {
        growing.replaceAll((messageId, growth) -> new Growth(growth.lastNanos, true));
    }

    /** What it says, as far as that is known; null when it is over, or nothing is known. */
    @Nullable
    String of(String messageId) {
        return texts.get(messageId);
    }

    boolean isOpen(String messageId) {
        return texts.containsKey(messageId);
    }

    boolean isEmpty() {
        return texts.isEmpty();
    }

    /** Those that are open, in the order in which they were announced. */
    Set<String> ids() {
        return texts.keySet();
    }

    Map<String, String> all() {
        return texts;
    }

    /** Whether it was not known from the beginning what it says. */
    boolean grows(String messageId) {
        return growing.containsKey(messageId);
    }

    /** Whether more of what it says is still to come. */
    boolean isUnfinished(String messageId) {
        Growth growth = growing.get(messageId);
        return growth != null && !growth.followed;
    }

    /** Whether what is known of it is all that it says, so that a pace can be learnt from it. */
    boolean isWhole(String messageId, long nowNanos) {
        Growth growth = growing.get(messageId);
        return growth == null || (growth.followed && nowNanos - growth.lastNanos >= SETTLED_NANOS);
    }

    /** It is over. */
    @Nullable
    String remove(String messageId) {
        growing.remove(messageId);
        return texts.remove(messageId);
    }
}
