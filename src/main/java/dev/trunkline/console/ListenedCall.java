package dev.trunkline.console;

import dev.trunkline.call.SoundQueue;
import dev.trunkline.call.SoundTap;
import dev.trunkline.call.SoundTaps;
import java.io.ByteArrayOutputStream;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The sound of one call for one listener: taken from the call's loop through a ring, written as frames of a socket. Confined to the
 * feed's loop.
 */
final class ListenedCall implements SoundTap {

    private static final int CALLER = 0;
    private static final int AGENT = 1;
    private static final int OPERATOR = 2;
    private static final int RING_SECONDS = 1;
    private static final int MOST_PIECES = 200; // of one tick

    private final SoundQueue queue = new SoundQueue(RING_SECONDS);
    private final SoundTaps taps;
    private final long beganNanos;
    private final BooleanSupplier leavesOut;
    private final ByteArrayOutputStream frames = new ByteArrayOutputStream(4_096);

    /**
     * @param beganNanos when the call began, which is before its stream did when that is not its first
     * @param leavesOut whether the process has no time for it; asked for each piece of sound
     */
    ListenedCall(SoundTaps taps, @Nullable Long beganNanos, BooleanSupplier leavesOut) {
        this.taps = taps;
        this.leavesOut = leavesOut;
        this.beganNanos = beganNanos == null ? taps.beganNanos() : beganNanos;
        taps.add(queue);
    }

    /** What has come since the last time, as frames; empty for nothing. */
    byte[] take() {
        frames.reset();
        queue.drainTo(this, MOST_PIECES);
        return frames.toByteArray();
    }

    void close() {
        taps.remove(queue);
    }

    private void write(int channel, byte[] muLaw, int lengthBytes, long atNanos) {
        if (!leavesOut.getAsBoolean()) {
            Frames.sound(channel, Math.max(0, (atNanos - beganNanos) / 1_000_000), muLaw, lengthBytes, frames);
        }
    }

    @Override
    public void onCaller(byte[] muLaw, int lengthBytes, long atNanos) {
        write(CALLER, muLaw, lengthBytes, atNanos);
    }

    @Override
    public void onPlayout(Voice voice, byte[] muLaw, int lengthBytes, long heardAtNanos) {
        write(voice == Voice.OPERATOR ? OPERATOR : AGENT, muLaw, lengthBytes, heardAtNanos);
    }

    /** A listener is told by the events that the agent was cut off; what is on its way to him is a sixth of a second. */
    @Override
    public void onCleared(long atNanos) {}
}
