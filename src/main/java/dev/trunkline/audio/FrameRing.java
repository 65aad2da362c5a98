package dev.trunkline.audio;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Frames of sound, each with its kind and its time, from one writing thread to one reading thread: wait-free, without locks and
 * of a fixed size, so that nothing is allocated. A frame goes in whole or not at all. What is no sound (length 0) may use the
 * last places that frames leave free, so that it is not lost together with them.
 */
public final class FrameRing {

    /** The most sound of one frame: 20 ms of mu-law at 8 kHz. */
    public static final int FRAME_BYTES = 160;

    private static final int KEPT_FREE = 16; // for what is no sound
    private static final VarHandle WRITTEN;
    private static final VarHandle READ;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            WRITTEN = lookup.findVarHandle(FrameRing.class, "written", long.class);
            READ = lookup.findVarHandle(FrameRing.class, "read", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final int mask;
    private final byte[] sound;
    private final byte[] kinds;
    private final short[] lengths;
    private final long[] times;
    private long written;
    private long read;

    /** @param frames how many it holds, rounded up to a power of two; twice {@value #KEPT_FREE} at least */
    public FrameRing(int frames) {
        int places = Integer.highestOneBit(Math.max(2 * KEPT_FREE, frames) - 1) << 1;
        this.mask = places - 1;
        this.sound = new byte[places * FRAME_BYTES];
        this.kinds = new byte[places];
        this.lengths = new short[places];
        this.times = new long[places];
    }

    /**
     * Puts a frame in; for the writer.
     *
     * @param kind what it is, to the reader
     * @param atNanos its time
     * @param lengthBytes 0 to {@value #FRAME_BYTES}
     * @return false when there is no room for it
     */
    public boolean write(int kind, long atNanos, byte[] source, int offset, int lengthBytes) {
        long at = written;
        int free = mask + 1 - (int) (at - (long) READ.getAcquire(this));
        if (free <= (lengthBytes == 0 ? 0 : KEPT_FREE)) {
            return false;
        }
        int place = (int) at & mask;
        System.arraycopy(source, offset, sound, place * FRAME_BYTES, lengthBytes);
        kinds[place] = (byte) kind;
        lengths[place] = (short) lengthBytes;
        times[place] = atNanos;
        WRITTEN.setRelease(this, at + 1);
        return true;
    }

    /** Whether there is a frame; for the reader. The next four are about it, until {@link #release}. */
    public boolean isReadable() {
        return (long) WRITTEN.getAcquire(this) != read;
    }

    public int kind() {
        return kinds[(int) read & mask];
    }

    /** Its time. */
    public long atNanos() {
        return times[(int) read & mask];
    }

    /** How much sound it has. */
    public int lengthBytes() {
        return lengths[(int) read & mask];
    }

    /** Copies its sound out. */
    public void copyTo(byte[] target) {
        System.arraycopy(sound, ((int) read & mask) * FRAME_BYTES, target, 0, lengthBytes());
    }

    /** It has been read: its place is free. */
    public void release() {
        READ.setRelease(this, read + 1);
    }
}
