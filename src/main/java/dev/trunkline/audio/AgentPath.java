package dev.trunkline.audio;

import org.jspecify.annotations.Nullable;

/**
 * The way down: the agent's WAV chunks become mu-law at 8 kHz in the call's ring. The resampler's state is carried from
 * chunk to chunk, so that their seams cannot be heard; it is flushed at the end of a message and forgotten on barge-in.
 * One per call; confined to the call's loop.
 */
public final class AgentPath {

    private static final int BLOCK_FRAMES = 960;

    private final AudioRing ring;
    private final WavReader wav = new WavReader();
    private byte[] codes = new byte[0];
    private @Nullable Resampler resampler;
    private int rateHz;
    private int writtenBytes;
    private boolean overflowed;

    public AgentPath(AudioRing ring) {
        this.ring = ring;
    }

    /**
     * Takes one chunk.
     *
     * @param bytes a complete small WAV file
     * @return null when it went into the ring, else a short word for what is wrong: nothing, or only its beginning
     *     ("overflow"), was taken
     */
    public @Nullable String accept(byte[] bytes, int lengthBytes) {
        writtenBytes = 0;
        overflowed = false;
        String problem = wav.open(bytes, lengthBytes);
        if (problem != null) {
            return problem;
        }
        Resampler down = resamplerFor(wav.sampleRateHz());
        float[] wide = Scratch.ofThisThread().input(BLOCK_FRAMES);
        float[] narrow = narrow();
        for (int done = 0; done < wav.frames(); ) {
            int block = Math.min(BLOCK_FRAMES, wav.frames() - done);
            wav.read(done, block, wide);
            write(narrow, down.process(wide, block, narrow));
            done += block;
        }
        return overflowed ? "overflow" : null;
    }

    /** The message is complete: what still hangs in the filter goes into the ring. */
    public void endMessage() {
        writtenBytes = 0;
        if (resampler != null) {
            float[] narrow = narrow();
            write(narrow, resampler.flush(narrow));
        }
    }

    /** Forgets what hangs in the filter. */
    public void reset() {
        if (resampler != null) {
            resampler.reset();
        }
    }

    /** How many bytes the last {@link #accept} or {@link #endMessage} put into the ring. */
    public int writtenBytes() {
        return writtenBytes;
    }

    private Resampler resamplerFor(int sampleRateHz) {
        if (resampler == null || rateHz != sampleRateHz) {
            endMessage();
            resampler = Resampler.between(sampleRateHz, CallerPath.PHONE_RATE_HZ);
            rateHz = sampleRateHz;
            int most = resampler.maxOutputSamples(BLOCK_FRAMES);
            if (codes.length < most) {
                codes = new byte[most];
            }
        }
        return resampler;
    }

    /** As long as the codes that it becomes. */
    private float[] narrow() {
        return Scratch.ofThisThread().output(codes.length);
    }

    private void write(float[] narrow, int samples) {
        MuLaw.encode(narrow, samples, codes, 0);
        int taken = ring.write(codes, 0, samples);
        writtenBytes += taken;
        overflowed |= taken < samples;
    }
}
