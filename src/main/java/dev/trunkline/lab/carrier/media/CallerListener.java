package dev.trunkline.lab.carrier.media;

/** Gets what the caller says, block by block. Confined to the call's loop. */
interface CallerListener {

    /** A block begins, {@code lateNanos} after its time: what was heard before it is complete. */
    void onBlockStart(long lateNanos);

    /** What the caller says in this block. */
    void onBlock(short[] samples);
}
