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

    private static final int BLOCK_BYTES = 2 * 1024; // a quarter of a second
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
            // Two blocks may be half used: the first because it was read from, the last because it is being written to.
            kept = new AudioRing(BLOCK_BYTES, keepBytes + 2 * BLOCK_BYTES);
        }
        int newBytes = Math.min(lengthBytes, keepBytes);
        int tooManyBytes = kept.availableBytes() + newBytes - keepBytes;
        for (int left = tooManyBytes; left > 0; ) {
            left -= kept.read(frame, 0, Math.min(FRAME_BYTES, left));
        }
        kept.write(muLaw, lengthBytes - newBytes, newBytes);
        return tooManyBytes <= 0 && newBytes == lengthBytes;
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
