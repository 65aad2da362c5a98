package dev.trunkline.call;

/**
 * The last words of a call: tells when they have been heard. Begins when a hang-up or a transfer is decided; the agent may
 * still be speaking, may speak once more, or may have said it all. What has come is heard to its end, however long that
 * takes; only an agent that never stops is not listened to for ever. Confined to the call's loop.
 */
final class Farewell {

    private static final long MARK_WAIT_NANOS = 1_000_000_000;

    private final Playout playout;
    private final long graceNanos;
    private final long capNanos;
    private final boolean isProtected;
    private long lastSoundNanos;
    private boolean lastTurnEnded;

    Farewell(Playout playout, CallPolicy policy, long nowNanos) {
        this.playout = playout;
        this.graceNanos = policy.farewellGraceNanos();
        this.capNanos = nowNanos + policy.farewellCapNanos();
        this.isProtected = policy.protectsGoodbye();
        this.lastSoundNanos = nowNanos;
    }

    /** Whether no caller can take it back. */
    boolean isProtected() {
        return isProtected;
    }

    void onTurnEnded() {
        lastTurnEnded = true;
    }

    /** Whether what the agent says now still belongs to its last words. */
    boolean takesMore(long nowNanos) {
        return nowNanos - capNanos < 0;
    }

    /** Asked at every tick. */
    boolean isOver(long nowNanos) {
        if (playout.isSounding(nowNanos)) {
            lastSoundNanos = nowNanos;
            return false;
        }
        boolean nothingMoreComes = lastTurnEnded || nowNanos - lastSoundNanos >= graceNanos || !takesMore(nowNanos);
        return nothingMoreComes && playout.isSilent(nowNanos, MARK_WAIT_NANOS);
    }
}
