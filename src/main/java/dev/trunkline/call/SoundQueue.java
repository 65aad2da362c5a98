package dev.trunkline.call;

import dev.trunkline.audio.FrameRing;
import java.util.Arrays;

/**
 * A tap whose sound is read on another thread: a lock-free ring between the call's loop, which writes, and one reader. When the reader is
 * slow the newest sound is dropped and counted, and nobody waits; what is no sound (clears, secrets, the end) still comes. The time of
 * every piece tells where it belongs, so that what was dropped is silence of the right length.
 */
public final class SoundQueue implements SoundTap {

    private static final int CALLER = 0;
    private static final int AGENT = 1;
    private static final int OPERATOR = 2;
    private static final int CLEARED = 3;
    private static final int SECRET = 4;
    private static final int OPEN = 5;
    private static final int ENDED = 6;
    private static final int NOTHING_OWED = -1;
    private static final long NANOS_PER_BYTE = 125_000;
    private static final int FRAMES_PER_SECOND = 100; // of both directions
    private static final byte[] NOTHING = {};

    private final FrameRing ring;
    private final byte[] frame = new byte[FrameRing.FRAME_BYTES]; // the reader's
    private volatile long lost; // written by the loop only
    private volatile boolean isEnded;
    private int owed = NOTHING_OWED; // the loop's
    private long owedNanos;

    /** @param seconds how long the reader may be away; a second takes some 20 KB */
    public SoundQueue(int seconds) {
        this.ring = new FrameRing(seconds * FRAMES_PER_SECOND);
    }

    // What the loop tells.

    @Override
    public void onCaller(byte[] muLaw, int lengthBytes, long atNanos) {
        write(CALLER, muLaw, lengthBytes, atNanos, -1);
    }

    @Override
    public void onPlayout(Voice voice, byte[] muLaw, int lengthBytes, long heardAtNanos) {
        write(voice == Voice.AGENT ? AGENT : OPERATOR, muLaw, lengthBytes, heardAtNanos, 0);
    }

    @Override
    public void onCleared(long atNanos) {
        tell(CLEARED, atNanos);
    }

    @Override
    public void onSecret(boolean isSecret, long atNanos) {
        tell(isSecret ? SECRET : OPEN, atNanos);
    }

    @Override
    public void onEnded(long atNanos) {
        tell(ENDED, atNanos);
        isEnded = true;
    }

    /**
     * In frames, each with its own time.
     *
     * @param end -1 when the time is that of the last byte, 0 when it is that of the first
     */
    private void write(int kind, byte[] muLaw, int lengthBytes, long atNanos, int end) {
        for (int from = 0; from < lengthBytes; from += FrameRing.FRAME_BYTES) {
            int bytes = Math.min(FrameRing.FRAME_BYTES, lengthBytes - from);
            long offsetBytes = end == 0 ? from : from + bytes - lengthBytes;
            if (owes() || !ring.write(kind, atNanos + offsetBytes * NANOS_PER_BYTE, muLaw, from, bytes)) {
                lose();
            }
        }
    }

    private void tell(int kind, long atNanos) {
        if (owes() || !ring.write(kind, atNanos, NOTHING, 0, 0)) {
            if (kind == SECRET || kind == OPEN) {
                owed = kind;
                owedNanos = atNanos;
            }
            lose();
        }
    }

    /** Whether the reader still does not know that something is secret, or is so no more; then nothing comes before it. */
    private boolean owes() {
        if (owed != NOTHING_OWED && ring.write(owed, owedNanos, NOTHING, 0, 0)) {
            owed = NOTHING_OWED;
        }
        return owed != NOTHING_OWED;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // the loop is the only writer of it
    private void lose() {
        lost++;
    }

    // What the reader asks.

    /** How many frames were dropped so far. Any thread. */
    public long lost() {
        return lost;
    }

    /** Whether the stream is over; there may be sound left to read. Any thread. */
    public boolean isEnded() {
        return isEnded;
    }

    /**
     * Tells {@code to} what has come, in order, on this thread; for the one reader.
     *
     * @param most so many pieces at most
     * @return how many there were
     */
    public int drainTo(SoundTap to, int most) {
        int drained = 0;
        while (drained < most && ring.isReadable()) {
            int kind = ring.kind();
            int bytes = ring.lengthBytes();
            long atNanos = ring.atNanos();
            ring.copyTo(frame);
            ring.release();
            drained++;
            switch (kind) {
                case CALLER -> to.onCaller(frame, bytes, atNanos);
                case AGENT -> to.onPlayout(Voice.AGENT, frame, bytes, atNanos);
                case OPERATOR -> to.onPlayout(Voice.OPERATOR, frame, bytes, atNanos);
                case CLEARED -> to.onCleared(atNanos);
                case SECRET -> to.onSecret(true, atNanos);
                case OPEN -> to.onSecret(false, atNanos);
                default -> to.onEnded(atNanos);
            }
        }
        if (drained > 0) {
            Arrays.fill(frame, (byte) 0); // what people said does not stay
        }
        return drained;
    }
}
