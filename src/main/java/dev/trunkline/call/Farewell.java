package dev.trunkline.call;

/**
 * The last words of a call: tells when they have been heard. Begins when a hang-up or a transfer is decided; the agent may
 * still be speaking, may speak once more, or may have said it all. What has come is heard to its end, however long that
 * takes; only an agent that never stops is not listened to for ever. Confined to the call's loop.
 */
final class Farewell {

    private static final long MARK_WAIT_NANOS = 1_000_000_000;
    private static final long WORDS_WAIT_NANOS = 4_000_000_000L; // to the end of a short turn, and its transcript
    private static final int BEGINNING_TAKES =
            2; // times a pause between sentences: an EVI answers a tool after 1.7 to 3.5 s

    private final Playout playout;
    private final long graceNanos;
    private final long capNanos;
    private final boolean isProtected;
    private long lastNewsNanos;
    private boolean isAnnounced;
    private boolean hasBegun;
    private boolean lastTurnEnded;
    private boolean inDoubt;
    private long doubtedNanos;

    Farewell(Playout playout, CallPolicy.FarewellPolicy policy, long nowNanos) {
        this.playout = playout;
        this.graceNanos = policy.graceNanos();
        this.capNanos = nowNanos + policy.capNanos();
        this.isProtected = policy.isProtected();
        this.lastNewsNanos = nowNanos;
    }

    /** Whether no caller can take it back. */
    boolean isProtected() {
        return isProtected;
    }

    /** The caller has interrupted them: what he says decides, if he says it soon. */
    void doubt(long nowNanos) {
        if (!inDoubt) {
            inDoubt = true;
            doubtedNanos = nowNanos;
        }
    }

    /** He only said goodbye himself. */
    void confirm(long nowNanos) {
        inDoubt = false;
        lastNewsNanos = nowNanos;
    }

    /** Whether nobody knows yet what the caller wants. */
    boolean isInDoubt() {
        return inDoubt;
    }

    /** Whether he was given the time to say it. */
    boolean isDoubtOver(long nowNanos) {
        return inDoubt && nowNanos - doubtedNanos >= WORDS_WAIT_NANOS;
    }

    void onTurnEnded() {
        lastTurnEnded = true;
    }

    /** A sentence has come as text; its sound is to come. */
    void onAnnounced(long nowNanos) {
        isAnnounced = true;
        hasBegun = false;
        lastNewsNanos = nowNanos;
    }

    /** Whether what the agent says now still belongs to its last words. */
    boolean takesMore(long nowNanos) {
        return nowNanos - capNanos < 0;
    }

    /** Asked at every tick. */
    boolean isOver(long nowNanos) {
        if (inDoubt) {
            return false;
        }
        if (playout.isSounding(nowNanos)) {
            hasBegun = isAnnounced; // before that it is what the agent was saying anyway
            lastNewsNanos = nowNanos;
            return false;
        }
        long waitNanos = hasBegun ? graceNanos : BEGINNING_TAKES * graceNanos;
        boolean nothingMoreComes = lastTurnEnded || nowNanos - lastNewsNanos >= waitNanos || !takesMore(nowNanos);
        return nothingMoreComes && playout.isSilent(nowNanos, MARK_WAIT_NANOS);
    }
}
