package dev.trunkline.ai.realtime;

import dev.trunkline.ai.GrownText;
import dev.trunkline.ai.realtime.RealtimeEvent.CallerText;
import java.util.LinkedHashMap;
import java.util.Map;

/** The caller's words, turn by turn, until each is whole, and where each turn ended. Confined to the call's loop. */
final class CallerTurns {

    static final long UNKNOWN = -1;

    private static final int MOST_OPEN = 16;

    private static final long LEAST_BEHIND_MILLIS = 200; // there was silence before the end, and it is a way
    private static final long MOST_BEHIND_MILLIS = 30_000; // more is never sent at once: it counts otherwise

    private final Map<String, String> soFar = new LinkedHashMap<>();
    private final Map<String, Long> ends = new LinkedHashMap<>();
    private long lastEndBytes = UNKNOWN;
    private long lastStopMillis;
    private long behindMillis = LEAST_BEHIND_MILLIS;

    /**
     * A turn will be over. What was sent before the far end was ready for more (to one in whose place it goes on, say) it hears only now: what
     * it tells is of a moment that is as long past.
     *
     * @param atMillis in the caller's sound, by the far end's word; 0 when it does not say
     * @param sentMillis of that sound until now
     */
    void stopped(long atMillis, long sentMillis) {
        long behind = sentMillis - atMillis;
        boolean isTold = atMillis > lastStopMillis && behind <= MOST_BEHIND_MILLIS;
        lastStopMillis = Math.max(lastStopMillis, atMillis);
        behindMillis = isTold ? Math.max(LEAST_BEHIND_MILLIS, behind) : LEAST_BEHIND_MILLIS;
    }

    /** How much of what was sent last it had not heard when it made what it tells now. */
    long behindMillis() {
        return behindMillis;
    }

    /**
     * A turn is over.
     *
     * @param soundBytes of the caller's sound that came before its end
     */
    void over(String itemId, long soundBytes) {
        keep(ends, itemId, soundBytes);
        lastEndBytes = soundBytes;
    }

    /** How much sound came before the end of that turn, whose words are whole, or will not be; asked once. */
    long endBytes(String itemId) {
        Long end = ends.remove(itemId);
        return end == null ? UNKNOWN : end;
    }

    /** The same of the newest turn. */
    long lastEndBytes() {
        return lastEndBytes;
    }

    /** What is known now of the turn's words; a turn that is whole is forgotten. */
    String add(CallerText text) {
        return switch (text.extent()) {
            case WHOLE -> {
                soFar.remove(text.itemId());
                yield text.text();
            }
            case SO_FAR -> keep(soFar, text.itemId(), text.text());
            case MORE -> keep(soFar, text.itemId(), GrownText.of(soFar.getOrDefault(text.itemId(), ""), text.text()));
        };
    }

    private static <T> T keep(Map<String, T> turns, String itemId, T value) {
        if (!turns.containsKey(itemId) && turns.size() >= MOST_OPEN) {
            turns.remove(turns.keySet().iterator().next());
        }
        turns.put(itemId, value);
        return value;
    }

    /** There will be no words of this turn. */
    void forget(String itemId) {
        soFar.remove(itemId);
    }
}
