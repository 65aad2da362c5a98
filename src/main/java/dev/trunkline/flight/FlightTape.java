package dev.trunkline.flight;

import dev.trunkline.audio.AudioRing;
import dev.trunkline.time.Scheduler;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One call's time line as its loop writes it: numbers and sound into a ring of bytes, everything else as objects that are turned
 * into text elsewhere. Whatever does not fit any more ends it: half a flight can be replayed, one with a hole in it cannot.
 *
 * <p>Records stand in the order in which things happened. What comes from outside begins a <i>moment</i>; everything until the next
 * such record happened in it. What the call reads of its clock is kept, too: the first reading is the moment's own time.
 *
 * <p>Written on the call's loop; read by one other thread.
 */
final class FlightTape {

    private static final int NESTED = 0x80;
    private static final int RING_BYTES = 32 * 1024;
    private static final int MOST_FACTS = 1024;
    private static final int MOST_HEAD_BYTES = 64; // of a record without its sound

    private final Scheduler clock;
    private final AudioRing ring;
    private final FactQueue facts = new FactQueue(MOST_FACTS);
    private final byte[] scratch = new byte[4 * 1024];
    private final long mostBytes;
    private int filled;
    private long writtenBytes;
    private int depth;
    private long lastNanos;
    private boolean isPrimed; // the moment's own time has not been read yet
    private boolean isLast; // the call has told its end
    private int causes;
    private int cause;
    private boolean isOpen = true; // the loop's
    private volatile @Nullable Outcome outcome;

    /** How a flight came to its end. The labels are metric tags. */
    enum Outcome {
        /** With the call. */
        WHOLE,
        /** It has become as long as it may. */
        LONG,
        /** It could not be written as fast as it came. */
        LOST,
        /** It was left undone because the process is pressed. */
        SHED,
        /** It could not be written at all. */
        FAILED;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * @param clock the call's
     * @param mostBytes how long it may become
     * @param mostWaitingBytes how much of it may wait to be taken
     */
    FlightTape(Scheduler clock, long mostBytes, int mostWaitingBytes) {
        this.clock = clock;
        this.mostBytes = mostBytes;
        this.ring = new AudioRing(RING_BYTES, mostWaitingBytes);
        this.lastNanos = clock.nowNanos();
    }

    // For the loop.

    /** What the first moment's time is counted from. */
    long originNanos() {
        return lastNanos;
    }

    /** Something comes from outside; {@link #leave} follows. */
    void enter(
            FlightKind kind, long number, long value, byte @Nullable [] sound, int lengthBytes, @Nullable Object text) {
        enterAt(clock.nowNanos(), kind, number, value, sound, lengthBytes, text);
    }

    /** The same of sound that lies somewhere in {@code sound}. */
    void enterSound(FlightKind kind, long number, long value, byte[] sound, int offset, int lengthBytes, Object text) {
        enterAt(clock.nowNanos(), kind, number, value, sound, offset, lengthBytes, text);
    }

    /** What the time is, for {@link #enterAt}. */
    long nowNanos() {
        return clock.nowNanos();
    }

    /** The same when the time was read before. */
    void enterAt(
            long nowNanos,
            FlightKind kind,
            long number,
            long value,
            byte @Nullable [] sound,
            int lengthBytes,
            @Nullable Object text) {
        enterAt(nowNanos, kind, number, value, sound, 0, lengthBytes, text);
    }

    private void enterAt(
            long nowNanos,
            FlightKind kind,
            long number,
            long value,
            byte @Nullable [] sound,
            int offset,
            int lengthBytes,
            @Nullable Object text) {
        if (depth++ > 0) {
            write(kind, NESTED, lastNanos, number, value, sound, offset, lengthBytes, text);
        } else {
            isPrimed = true;
            write(kind, 0, nowNanos, number, value, sound, offset, lengthBytes, text);
        }
    }

    /** The same without sound. */
    void enter(FlightKind kind, long number, long value, @Nullable Object text) {
        enter(kind, number, value, null, 0, text);
    }

    /** The same of a tick, whose time was read before. */
    void enterTick(long nowNanos) {
        depth++;
        isPrimed = false;
        write(FlightKind.TICK, 0, nowNanos, 0, 0, null, 0, 0, null);
    }

    /** The call has dealt with it. */
    void leave() {
        if (--depth == 0) {
            isPrimed = false;
            flush();
            if (isLast) {
                close(Outcome.WHOLE);
            }
        }
    }

    /** The call reads its clock. */
    long readClock() {
        if (isPrimed) {
            isPrimed = false;
            return lastNanos;
        }
        long nowNanos = clock.nowNanos();
        if (depth > 0) {
            long sinceNanos = nowNanos - lastNanos;
            lastNanos = nowNanos;
            write(FlightKind.CLOCK, 0, 0, sinceNanos, null, 0, null);
        }
        return nowNanos;
    }

    /** What the clock told last. */
    long lastReadNanos() {
        return lastNanos;
    }

    /** The call asks something, and is told this. */
    boolean answers(int question, boolean isSo) {
        write(FlightKind.ANSWER, 0, question, isSo ? 1 : 0, null, 0, null);
        return isSo;
    }

    /** Something else that the call does or reads. */
    void write(FlightKind kind, long number, long value, @Nullable Object text) {
        write(kind, 0, number, value, null, 0, text);
    }

    /** The same with sound. */
    void writeSound(FlightKind kind, byte[] sound, int lengthBytes) {
        write(kind, 0, 0, 0, sound, lengthBytes, null);
    }

    /** The call has told its end: the tape ends with this moment. */
    void isLast() {
        isLast = true;
    }

    /** What a tool does is caused by that it was run, or told something; names another cause. */
    int newCause() {
        return ++causes;
    }

    /** What causes things now; 0 for nothing but what came from outside. */
    int cause() {
        return cause;
    }

    /** Something else does now. Returns what did before. */
    int causedBy(int other) {
        int before = cause;
        cause = other;
        return before;
    }

    private void write(
            FlightKind kind,
            int flag,
            long number,
            long value,
            byte @Nullable [] sound,
            int lengthBytes,
            @Nullable Object text) {
        write(kind, flag, lastNanos, number, value, sound, 0, lengthBytes, text);
    }

    private void write(
            FlightKind kind,
            int flag,
            long nowNanos,
            long number,
            long value,
            byte @Nullable [] sound,
            int offset,
            int lengthBytes,
            @Nullable Object text) {
        long sinceNanos = nowNanos - lastNanos;
        lastNanos = nowNanos;
        if (!isOpen || !hasRoom(kind, text)) {
            return;
        }
        if (filled > scratch.length - MOST_HEAD_BYTES) {
            flush();
        }
        scratch[filled++] = (byte) (kind.code() | flag);
        if (kind.side() == FlightKind.Side.IN && flag == 0) {
            put(sinceNanos);
        }
        if (kind.hasNumber()) {
            put(number);
        }
        if (kind.hasValue()) {
            put(value);
        }
        if (kind.hasSound()) {
            put(lengthBytes);
            putSound(sound, offset, lengthBytes);
        }
    }

    private boolean hasRoom(FlightKind kind, @Nullable Object text) {
        if (outcome != null) {
            isOpen = false; // the writer has given it up
        } else if (kind.hasText() && !facts.offer(text == null ? "" : text)) {
            close(Outcome.LOST);
        }
        return isOpen;
    }

    /** Small numbers take one byte, whatever their sign. */
    private void put(long number) {
        long left = number << 1 ^ number >> 63;
        while ((left & ~0x7fL) != 0) {
            scratch[filled++] = (byte) (left | 0x80);
            left >>>= 7;
        }
        scratch[filled++] = (byte) left;
    }

    private void putSound(byte @Nullable [] sound, int offset, int lengthBytes) {
        if (sound == null) {
            return;
        }
        if (lengthBytes <= scratch.length - filled) {
            System.arraycopy(sound, offset, scratch, filled, lengthBytes);
            filled += lengthBytes;
        } else {
            flush();
            toRing(sound, offset, lengthBytes);
        }
    }

    private void flush() {
        int bytes = filled;
        filled = 0;
        toRing(scratch, 0, bytes);
    }

    private void toRing(byte[] bytes, int offset, int length) {
        writtenBytes += length;
        if (!isOpen || length == 0) {
            return;
        }
        if (writtenBytes > mostBytes) {
            close(Outcome.LONG);
        } else if (ring.write(bytes, offset, length) < length) {
            close(Outcome.LOST);
        }
    }

    // For either.

    /** Nothing is written any more, for the first reason that somebody gives. */
    void close(Outcome how) {
        if (outcome == null) {
            outcome = how;
        }
    }

    // For the reader.

    /** How it ended, or null while it goes on. */
    @Nullable
    Outcome outcome() {
        return outcome;
    }

    int waitingBytes() {
        return ring.availableBytes();
    }

    /** Takes bytes; returns how many. */
    int take(byte[] target, int lengthBytes) {
        return ring.read(target, 0, lengthBytes);
    }

    /** Takes the next object; asked after {@link #take}, it gives every one that the bytes speak of, and perhaps more. */
    @Nullable
    Object takeFact() {
        return facts.poll();
    }
}
