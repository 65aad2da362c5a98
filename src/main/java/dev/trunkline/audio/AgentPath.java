package dev.trunkline.audio;

import dev.trunkline.audio.SoundFormat.Encoding;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * The way down: the agent's sound becomes mu-law at 8 kHz in the call's ring; what is that already goes there untouched. The
 * resampler's state is carried from chunk to chunk, so that their seams cannot be heard; it is flushed at the end of a message and
 * forgotten on barge-in. One per call; confined to the call's loop; allocates nothing after the first chunk.
 */
public final class AgentPath {

    private static final VarHandle LITTLE_ENDIAN =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int BLOCK_FRAMES = 960;
    private static final int QUIET_LEVEL = 100; // of 32,124: 50 dB below the loudest
    private static final int LAST_SAMPLES = 320;

    private final AudioRing ring;
    private byte[] codes = new byte[LAST_SAMPLES];
    private @Nullable Resampler resampler;
    private int rateHz;
    private boolean holds; // the resampler something of what it was given
    private int writtenBytes;
    private boolean overflowed;
    private int lastSamples; // of codes: the newest sound

    private SoundFormat format = SoundFormat.PHONE; // of the chunk that is open
    private byte[] sound = new byte[0];
    private int offset;
    private int frames;
    private int doneFrames;

    public AgentPath(AudioRing ring) {
        this.ring = ring;
    }

    /**
     * Takes one chunk; half a sample at its end is left out.
     *
     * @return whether all of it went into the ring, else only its beginning
     */
    public boolean accept(SoundFormat of, byte[] bytes, int from, int lengthBytes) {
        open(of, bytes, from, lengthBytes);
        convert(frames);
        return !overflowed;
    }

    /**
     * Begins with a chunk that is too long to be converted in one go.
     *
     * @param bytes stay as they are until they are converted
     */
    public void open(SoundFormat of, byte[] bytes, int from, int lengthBytes) {
        writtenBytes = 0;
        overflowed = false;
        doneFrames = 0;
        format = of;
        sound = bytes;
        offset = from;
        frames = lengthBytes / of.bytesPerSample();
    }

    /**
     * Converts the next part of the open chunk.
     *
     * @return whether that was the last
     */
    public boolean convert(int mostFrames) {
        writtenBytes = 0;
        int end = (int) Math.min(frames, (long) doneFrames + mostFrames);
        if (format.equals(SoundFormat.PHONE)) {
            pass(end);
        } else {
            resample(end);
        }
        return doneFrames >= frames || overflowed;
    }

    private void pass(int end) {
        flush(); // sound of another format comes before this
        int bytes = end - doneFrames;
        write(sound, offset + doneFrames, bytes);
        lastSamples = Math.min(LAST_SAMPLES, bytes);
        System.arraycopy(sound, offset + end - lastSamples, codes, 0, lastSamples);
        doneFrames = end;
    }

    private void resample(int end) {
        Resampler down = resamplerFor(format.sampleRateHz());
        float[] wide = Scratch.ofThisThread().input(BLOCK_FRAMES);
        float[] narrow = narrow();
        while (doneFrames < end && !overflowed) {
            int block = Math.min(BLOCK_FRAMES, end - doneFrames);
            read(block, wide);
            holds = true;
            encode(narrow, down.process(wide, block, narrow));
            doneFrames += block;
        }
    }

    private void read(int count, float[] mono) {
        if (format.encoding() == Encoding.MU_LAW) {
            MuLaw.decode(sound, offset + doneFrames, count, mono);
            return;
        }
        int at = offset + doneFrames * Short.BYTES;
        byte[] linear16 = sound;
        for (int i = 0; i < count; i++) {
            mono[i] = (short) LITTLE_ENDIAN.get(linear16, at + Short.BYTES * i);
        }
    }

    /** Whether the open chunk did not fit into the ring as a whole. */
    public boolean hasOverflowed() {
        return overflowed;
    }

    /** The message is complete: what still hangs in the filter goes into the ring. */
    public void endMessage() {
        writtenBytes = 0;
        flush();
    }

    private void flush() {
        if (resampler != null && holds) {
            holds = false;
            float[] narrow = narrow();
            encode(narrow, resampler.flush(narrow));
        }
    }

    /** Forgets what hangs in the filter. */
    public void reset() {
        if (resampler != null) {
            resampler.reset();
            holds = false;
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
            flush();
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

    private void encode(float[] narrow, int samples) {
        MuLaw.encode(narrow, samples, codes, 0);
        lastSamples = samples;
        write(codes, 0, samples);
    }

    private void write(byte[] muLaw, int from, int lengthBytes) {
        int taken = ring.write(muLaw, from, lengthBytes);
        writtenBytes += taken;
        overflowed |= taken < lengthBytes;
    }
}
