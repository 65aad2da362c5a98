package dev.trunkline.call;

/**
 * When the far end ends the present chat, as far as anybody knows, and by it when the next one is opened. A far end has a limit of its
 * own, or announces the end of a chat, or both: the earlier of them counts. Confined to the call's loop.
 */
final class ChatLimit {

    private static final long LONGEST_LEAD_NANOS = 120_000_000_000L;
    private static final long LONGEST_FORCE_NANOS = 5_000_000_000L;

    private final long usualNanos;
    private long toldNanos; // by a far end that ended a chat; 0: none did
    private long limitNanos; // 0: there is none
    private boolean isKnown;
    private long openedNanos;
    private long endNanos;
    private long openAtNanos;

    /** @param usualNanos how long a chat may be where nothing else is known; 0 for as long as it takes */
    ChatLimit(long usualNanos) {
        this.usualNanos = usualNanos;
        this.limitNanos = usualNanos;
        this.isKnown = limitNanos > 0;
    }

    /**
     * A chat has begun.
     *
     * @param ofFarEndNanos how long one may be at the far end that has it, 0 for as long as it takes; negative when that is not known
     */
    void begin(long atNanos, long ofFarEndNanos) {
        limitNanos = ofFarEndNanos < 0 ? usualNanos : ofFarEndNanos;
        limitNanos = limitNanos == 0 || (toldNanos > 0 && toldNanos < limitNanos) ? toldNanos : limitNanos;
        isKnown = limitNanos > 0;
        openedNanos = atNanos;
        endNanos = atNanos + limitNanos;
        openAtNanos = endNanos - leadNanos();
    }

    /** The far end says when it ends this chat; what it said before may have been earlier. */
    void endsAt(long atNanos) {
        if (!isKnown || atNanos - endNanos < 0) {
            isKnown = true;
            endNanos = atNanos;
            openAtNanos = endNanos - leadNanos();
        }
    }

    /**
     * The far end ends this chat now, because it is too long.
     *
     * @param announcedNanos how long one may be, or 0 when it does not say
     */
    void isOver(long announcedNanos, long nowNanos) {
        if (announcedNanos > 0) {
            toldNanos = announcedNanos;
            limitNanos = limitNanos > 0 ? Math.min(limitNanos, announcedNanos) : announcedNanos;
        }
        isKnown = true;
        endNanos = nowNanos;
        openAtNanos = nowNanos;
    }

    private long lengthNanos() {
        return limitNanos > 0 ? Math.min(limitNanos, endNanos - openedNanos) : endNanos - openedNanos;
    }

    /** How long before the end the next chat is opened at the earliest. */
    long leadNanos() {
        return Math.min(LONGEST_LEAD_NANOS, lengthNanos() * 2 / 5);
    }

    /** How long before the end a pause is not waited for any more. */
    long forceNanos() {
        return Math.min(LONGEST_FORCE_NANOS, lengthNanos() / 10);
    }

    long leftNanos(long nowNanos) {
        return endNanos - nowNanos;
    }

    /** Whether the next one is to be opened. */
    boolean isDue(long nowNanos) {
        return isKnown && nowNanos - openAtNanos >= 0;
    }

    /** It is not opened before that. */
    void openAt(long atNanos) {
        openAtNanos = atNanos;
    }
}
