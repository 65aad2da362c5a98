package dev.trunkline.call;

import dev.trunkline.ai.AiLeg;
import dev.trunkline.audio.AudioRing;
import dev.trunkline.audio.CallerPath;
import org.jspecify.annotations.Nullable;

/**
 * The caller's sound on its way to the AI. While the AI cannot hear, it is kept, so that neither the caller's first words
 * nor those spoken during a reconnect are lost; when there is too much, the oldest goes. Confined to the call's loop.
 */
final class Uplink {

    private static final int BLOCK_BYTES = 16 * 1024; // 2 s
    private static final int FRAME_BYTES = 160;

    private final CallerPath path;
    private final int keepBytes;
    private final byte[] frame = new byte[FRAME_BYTES];

    /** Only while something is kept. */
    private @Nullable AudioRing kept;

    Uplink(int aiRateHz, int keepBytes) {
        this.path = new CallerPath(aiRateHz);
        this.keepBytes = keepBytes;
    }

    /** The AI hears this at once; flushed. */
    void hear(AiLeg ai, byte[] muLaw, int lengthBytes) {
        int bytes = path.convert(muLaw, 0, lengthBytes);
        ai.hear(path.linear16(), bytes);
        ai.flush();
    }

    /**
     * Nobody hears this now; it is kept.
     *
     * @return whether nothing had to be dropped for it
     */
    boolean keep(byte[] muLaw, int lengthBytes) {
        if (kept == null) {
            kept = new AudioRing(BLOCK_BYTES, keepBytes);
        }
        int taken = kept.write(muLaw, 0, lengthBytes);
        boolean fitted = taken == lengthBytes;
        while (taken < lengthBytes && kept.read(frame, 0, FRAME_BYTES) > 0) {
            taken += kept.write(muLaw, taken, lengthBytes - taken);
        }
        return fitted;
    }

    /** The AI hears everything that was kept, in order; flushed. */
    void deliverKept(AiLeg ai) {
        if (kept == null) {
            return;
        }
        for (int bytes = kept.read(frame, 0, FRAME_BYTES); bytes > 0; bytes = kept.read(frame, 0, FRAME_BYTES)) {
            int converted = path.convert(frame, 0, bytes);
            ai.hear(path.linear16(), converted);
        }
        kept = null;
        ai.flush();
    }
}
