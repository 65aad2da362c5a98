package dev.trunkline.audio;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The way up: the caller's mu-law at 8 kHz becomes the linear16 that the AI asked for. One per leg; confined to the
 * call's loop; allocates nothing after the first frame.
 */
public final class CallerPath {

    public static final int PHONE_RATE_HZ = 8_000;

    private static final VarHandle LITTLE_ENDIAN =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int BLOCK_SAMPLES = 800;

    private final Resampler resampler;
    private byte[] linear16 = new byte[0];

    public CallerPath(int aiRateHz) {
        this.resampler = Resampler.between(PHONE_RATE_HZ, aiRateHz);
    }

    /**
     * Converts a piece of the caller's sound; the result is in {@link #linear16()} until the next call.
     *
     * @param muLaw from {@code offset}
     * @param lengthBytes any size
     * @return how many bytes of {@link #linear16()} are filled
     */
    public int convert(byte[] muLaw, int offset, int lengthBytes) {
        int needed = 2 * (resampler.maxOutputSamples(lengthBytes) + lengthBytes / BLOCK_SAMPLES);
        if (linear16.length < needed) {
            linear16 = new byte[needed];
        }
        Scratch scratch = Scratch.ofThisThread();
        float[] narrow = scratch.input(BLOCK_SAMPLES);
        float[] wide = scratch.output(resampler.maxOutputSamples(BLOCK_SAMPLES));
        int filled = 0;
        for (int done = 0; done < lengthBytes; ) {
            int block = Math.min(BLOCK_SAMPLES, lengthBytes - done);
            MuLaw.decode(muLaw, offset + done, block, narrow);
            int samples = resampler.process(narrow, block, wide);
            for (int i = 0; i < samples; i++) {
                int sample = MuLaw.linear16(wide[i]);
                LITTLE_ENDIAN.set(linear16, filled, (short) sample);
                filled += Short.BYTES;
            }
            done += block;
        }
        return filled;
    }

    /** Forgets what hangs in the filter: what comes next does not follow what came before. */
    public void reset() {
        resampler.reset();
    }

    /** Signed 16-bit little-endian mono; reused. */
    public byte[] linear16() {
        return linear16;
    }
}
