package dev.trunkline.ai.realtime;

import dev.trunkline.ai.GrownText;
import dev.trunkline.ai.realtime.RealtimeEvent.CallerText;
import dev.trunkline.bounded.BoundedMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The caller's words, turn by turn, until each is whole, and where each turn ended. Confined to the call's loop. */
final class CallerTurns {

    static final long UNKNOWN = -1;

    private static final int MOST_OPEN = 16;

    private static final long LEAST_BEHIND_MILLIS = 200; // there was silence before the end, and it is a way
    private static final long MOST_LATE_MILLIS =
            5_000; // of what was not sent at once; who is behind by more counts otherwise

    private final Map<String, String> soFar = new BoundedMap<>(MOST_OPEN);
    private final Map<String, Long> ends = new BoundedMap<>(MOST_OPEN);
    private long lastEndBytes = UNKNOWN;
    private long lastStopMillis;
    private long stopBytes = UNKNOWN; // where the turn ends that will be over next
    private long behindMillis = LEAST_BEHIND_MILLIS; // when the last one stopped
    private long stopNanos;

    CallerTurns(long nowNanos) {
        this.stopNanos = nowNanos;
    }

    /**
     * A turn will be over. What was sent before the far end was ready for more (to one in whose place it goes on, say) it hears only now: what
     * it tells is of a moment that is as long past.
     *
     * @param atMillis in the caller's sound, by the far end's word; 0 when it does not say
     */
    void stopped(long atMillis, GivenSound sent, long nowNanos) {
        long behind = sent.millis() - atMillis;
        boolean isTold = atMillis > lastStopMillis && behind <= sent.waitingMillis(nowNanos) + MOST_LATE_MILLIS;
        lastStopMillis = Math.max(lastStopMillis, atMillis);
        behindMillis = isTold ? Math.max(LEAST_BEHIND_MILLIS, behind) : LEAST_BEHIND_MILLIS;
        stopNanos = nowNanos;
        stopBytes = sent.bytesBut(behindMillis);
    }

    /** How much of the sound it has heard that makes what it tells now: who was behind when a turn stopped catches up. */
    long heardBytes(GivenSound sent, long nowNanos) {
        long caughtUpMillis = TimeUnit.NANOSECONDS.toMillis(nowNanos - stopNanos);
        return sent.bytesBut(Math.max(LEAST_BEHIND_MILLIS, behindMillis - caughtUpMillis));
    }

    /** A turn is over: where it stopped, or, of a far end that does not tell that, now. */
    void over(String itemId, GivenSound sent) {
        lastEndBytes = stopBytes == UNKNOWN ? sent.bytesBut(LEAST_BEHIND_MILLIS) : stopBytes;
        stopBytes = UNKNOWN;
        ends.put(itemId, lastEndBytes);
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
            case SO_FAR -> keep(text.itemId(), text.text());
            case MORE -> keep(text.itemId(), GrownText.of(soFar.getOrDefault(text.itemId(), ""), text.text()));
        };
    }

    private String keep(String itemId, String words) {
        soFar.put(itemId, words);
        return words;
    }

    /** There will be no words of this turn. */
    void forget(String itemId) {
        soFar.remove(itemId);
    }
}
