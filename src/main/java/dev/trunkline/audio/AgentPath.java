package dev.trunkline.audio;

import org.jspecify.annotations.Nullable;

/**
 * The way down: the agent's WAV chunks become mu-law at 8 kHz in the call's ring. The resampler's state is carried from
 * chunk to chunk, so that their seams cannot be heard; it is flushed at the end of a message and forgotten on barge-in.
 * One per call; confined to the call's loop.
 */
public final class AgentPath {

    private static final int BLOCK_FRAMES = 960;
    private static final int QUIET_LEVEL = 100; // of 32,124: 50 dB below the loudest

    private final AudioRing ring;
    private final WavReader wav = new WavReader();
    private final WavReader later = new WavReader();
    private byte[] codes = new byte[0];
    private @Nullable Resampler resampler;
    private int rateHz;
    private int writtenBytes;
    private boolean overflowed;
    private int lastSamples; // of codes: the newest sound
    private int doneFrames; // of the chunk that is open

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
        String problem = open(bytes, lengthBytes);
        if (problem != null) {
            return problem;
        }
        convert(wav.frames());
        return overflowed ? "overflow" : null;
    }

    /**
     * Begins with a chunk that is too long to be converted in one go.
     *
     * @param bytes a complete WAV file, which stays as it is until it is converted
     * @return what is wrong with it, or null
     */
    public @Nullable String open(byte[] bytes, int lengthBytes) {
        writtenBytes = 0;
        overflowed = false;
        doneFrames = 0;
        return wav.open(bytes, lengthBytes);
    }

    /**
     * Converts the next part of the open chunk.
     *
     * @return whether that was the last
     */
    public boolean convert(int mostFrames) {
        writtenBytes = 0;
        Resampler down = resamplerFor(wav.sampleRateHz());
        float[] wide = Scratch.ofThisThread().input(BLOCK_FRAMES);
        float[] narrow = narrow();
        int end = (int) Math.min(wav.frames(), (long) doneFrames + mostFrames);
        while (doneFrames < end && !overflowed) {
            int block = Math.min(BLOCK_FRAMES, end - doneFrames);
            wav.read(doneFrames, block, wide);
            write(narrow, down.process(wide, block, narrow));
            doneFrames += block;
        }
        return doneFrames >= wav.frames() || overflowed;
    }

    /** Whether the open chunk did not fit into the ring as a whole. */
    public boolean hasOverflowed() {
        return overflowed;
    }

    /** What is wrong with a chunk that is to be converted later, or null. */
    public @Nullable String check(byte[] bytes, int lengthBytes) {
        return later.open(bytes, lengthBytes);
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

    /** Whether the newest sound, some 20 to 40 ms of it, is silence. */
    public boolean endsQuietly() {
        long sum = 0;
        for (int i = 0; i < lastSamples; i++) {
            sum += Math.abs(MuLaw.decode(codes[i]));
        }
        return sum <= (long) QUIET_LEVEL * lastSamples;
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
        lastSamples = samples;
        int taken = ring.write(codes, 0, samples);
        writtenBytes += taken;
        overflowed |= taken < samples;
    }
}
