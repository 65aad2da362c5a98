package dev.trunkline.call;

/**
 * The last words of a call: tells when they have been heard. Begins when a hang-up or a transfer is decided; the agent may
 * still be speaking, may speak once more, or may have said it all. What has come is heard to its end, however long that
 * takes; only an agent that never stops is not listened to for ever. Confined to the call's loop.
 */
final class Farewell {

    private static final long MARK_WAIT_NANOS = 1_000_000_000;
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
