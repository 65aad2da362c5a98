package dev.trunkline.call;

/**
 * The last words of a call: tells when they have been heard. Begins when a hang-up or a transfer is decided; the agent may
 * still be speaking, may speak once more, or may have said it all. Confined to the call's loop.
 */
final class Farewell {

    private static final long MARK_WAIT_NANOS = 1_000_000_000;

    private final Playout playout;
    private final long graceEndsNanos;
    private final long capNanos;
    private boolean lastTurnEnded;

    Farewell(Playout playout, CallPolicy policy, long nowNanos) {
        this.playout = playout;
        this.graceEndsNanos = nowNanos + policy.farewellGraceNanos();
        this.capNanos = nowNanos + policy.farewellCapNanos();
    }

    void onTurnEnded() {
        lastTurnEnded = true;
    }

    boolean isOver(long nowNanos) {
        if (nowNanos - capNanos >= 0) {
            return true;
        }
        boolean nothingMoreComes = lastTurnEnded || nowNanos - graceEndsNanos >= 0;
        return nothingMoreComes && playout.isSilent(nowNanos, MARK_WAIT_NANOS);
    }
}
