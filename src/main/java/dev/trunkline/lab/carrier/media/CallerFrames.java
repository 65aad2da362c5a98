package dev.trunkline.lab.carrier.media;

import dev.trunkline.audio.MuLaw;
import dev.trunkline.lab.phone.Blocks;
import java.util.function.ObjLongConsumer;

/**
 * Cuts the caller's voice into frames of 20 ms; the first is whole 55 ms after the stream's start. Confined to the
 * call's loop.
 */
final class CallerFrames implements CallerListener {

    private static final int FRAME_BYTES = 160;

    /** So that the first frame ends where {@link CarrierMessages#FIRST_TIMESTAMP_MILLIS} says, to the block. */
    private static final int FIRST_FRAME_BLOCK =
            Blocks.of(CarrierMessages.FIRST_TIMESTAMP_MILLIS) - FRAME_BYTES / Blocks.SAMPLES;

    private final ObjLongConsumer<byte[]> frames;
    private final byte[] frame = new byte[FRAME_BYTES];
    private int filled;
    private int blocksToSkip = FIRST_FRAME_BLOCK;

    /** @param frames gets each frame (only valid during the call) and by how many nanoseconds it is late */
    CallerFrames(ObjLongConsumer<byte[]> frames) {
        this.frames = frames;
    }

    @Override
    public void onBlockStart(long lateNanos) {
        if (filled == FRAME_BYTES) {
            filled = 0;
            frames.accept(frame, lateNanos);
        }
    }

    @Override
    public void onBlock(short[] samples) {
        if (blocksToSkip > 0) {
            blocksToSkip--;
            return;
        }
        for (short sample : samples) {
            frame[filled++] = MuLaw.encode(sample);
        }
    }
}
