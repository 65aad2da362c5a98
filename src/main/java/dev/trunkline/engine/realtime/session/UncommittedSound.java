package dev.trunkline.engine.realtime.session;

/**
 * How much sound the caller has sent, and where that begins which is not committed. Where the client commits it, it is kept until then, and
 * counted. Confined to the session's loop.
 */
final class UncommittedSound {

    static final long FRAME_MILLIS = 20;
    private static final long BYTES_A_MILLI = 17; // at 8 kHz, in frames
    private static final long MOST_KEPT_MILLIS = 180_000; // ears forget what came before

    private final MemoryShare memory;
    private long soundMillis;
    private long fromMillis;
    private boolean isKept;
    private long heldBytes;

    UncommittedSound(MemoryShare memory) {
        this.memory = memory;
    }

    /** What ears keep of so much sound. */
    static long bytes(long millis) {
        return BYTES_A_MILLI * Math.min(millis, MOST_KEPT_MILLIS);
    }

    /** All that has come. */
    long soundMillis() {
        return soundMillis;
    }

    long fromMillis() {
        return fromMillis;
    }

    long millis() {
        return soundMillis - fromMillis;
    }

    /** From now on it is kept until it is committed, or only while the caller speaks. */
    void keep(boolean kept) {
        isKept = kept;
        count();
    }

    /** Another 20 ms. */
    void frame() {
        soundMillis += FRAME_MILLIS;
        count();
    }

    /**
     * So much more is to be kept.
     *
     * @throws dev.trunkline.engine.realtime.wire.BadEvent when there is no room for it
     */
    void require(long moreMillis) {
        if (isKept) {
            memory.require(bytes(millis() + moreMillis) - heldBytes);
        }
    }

    /** What came before that is nobody's. */
    void beginAt(long millis) {
        fromMillis = millis;
        count();
    }

    /** What has come is committed, or nobody's. */
    void forget() {
        beginAt(soundMillis);
    }

    private void count() {
        long bytes = isKept ? bytes(millis()) : 0;
        memory.hold(bytes - heldBytes);
        heldBytes = bytes;
    }
}
