package dev.trunkline.call;

/**
 * Whether the agent's sound waits where it is, until it is known whether the caller interrupts. Who decides may never say so: no hold
 * outlasts {@value #LONGEST_MILLIS} ms. Confined to the call's loop.
 */
final class PlayoutHold {

    static final int LONGEST_MILLIS = 1_500; // our engine decides within one second

    private boolean on;
    private long untilNanos;
    private boolean madeGap;

    /** Begins, or begins anew. */
    void begin(long nowNanos) {
        on = true;
        madeGap = true;
        untilNanos = nowNanos + LONGEST_MILLIS * 1_000_000L;
    }

    /** Returns whether it was on. */
    boolean end() {
        boolean wasOn = on;
        on = false;
        return wasOn;
    }

    /** Asked at every tick. */
    boolean isOn(long nowNanos) {
        on = on && nowNanos - untilNanos < 0;
        return on;
    }

    /** Whether the phone got nothing since because of it; a gap that we made is no underrun. */
    boolean madeGap() {
        return madeGap;
    }

    /** The phone got sound. */
    void soundGoesOn() {
        madeGap = false;
    }
}
