package dev.trunkline.audio;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Reads small WAV files that lie in memory, as EVI sends them: every one has a header of its own, and rate and channels
 * are read from it, never assumed. Tolerant of what streaming writers do (sizes of 0, -1 or beyond the end; chunks before
 * {@code data}; an odd last byte), strict about what cannot be sound. One reader is used again and again; confined to the
 * call's loop; allocates nothing.
 *
 * <p>Source: RIFF/WAVE, format codes 1 (PCM), 3 (IEEE float), 6 (A-law), 7 (mu-law) and 0xFFFE (extensible, whose GUID
 * begins with the code).
 */
public final class WavReader {

    private static final VarHandle LITTLE_ENDIAN =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int PCM = 1;
    private static final int IEEE_FLOAT = 3;
    private static final int A_LAW = 6;
    private static final int MU_LAW = 7;
    private static final int EXTENSIBLE = 0xFFFE;
    private static final int MIN_RATE_HZ = 4_000;
    private static final int MAX_RATE_HZ = 192_000;
    private static final int MAX_CHANNELS = 8;
    private static final float FULL_SCALE = 32768f;

    private byte[] bytes = new byte[0];
    private int encoding;
    private int bitsPerSample;
    private int channels;
    private int sampleRateHz;
    private int dataOffset;
    private int frames;

    /**
     * Opens a file.
     *
     * @param wav RIFF bytes; kept and read until the next {@code open}
     * @param lengthBytes how many of them, at most all
     * @return null when it can be read, else what is wrong with it: a short word, fit for a metric label
     */
    public @Nullable String open(byte[] wav, int lengthBytes) {
        bytes = wav;
        frames = 0;
        if (lengthBytes < 12 || !isTag(0, "RIFF") || !isTag(8, "WAVE")) {
            return "not_wav";
        }
        boolean formatSeen = false;
        int at = 12;
        while (at + 8 <= lengthBytes) {
            long declared = u32(at + 4);
            int start = at + 8;
            long left = (long) lengthBytes - start;
            if (isTag(at, "data")) {
                if (!formatSeen) {
                    return "wav_without_format";
                }
                // 0 and 0xFFFFFFFF are what writers leave that do not know the length yet.
                long size = declared == 0 ? left : Math.min(declared, left);
                dataOffset = start;
                frames = (int) (size / frameBytes());
                return null;
            }
            if (declared > left) {
                return "wav_truncated";
            }
            if (isTag(at, "fmt ")) {
                String problem = readFormat(start, declared);
                if (problem != null) {
                    return problem;
                }
                formatSeen = true;
            }
            at = (int) (start + declared + (declared & 1));
        }
        return "wav_without_data";
    }

    private @Nullable String readFormat(int at, long size) {
        if (size < 16) {
            return "wav_bad_format";
        }
        encoding = u16(at);
        channels = u16(at + 2);
        long rate = u32(at + 4);
        bitsPerSample = u16(at + 14);
        if (encoding == EXTENSIBLE) {
            if (size < 40) {
                return "wav_bad_format";
            }
            encoding = u16(at + 24);
        }
        boolean known = switch (encoding) {
            case PCM -> bitsPerSample == 8 || bitsPerSample == 16 || bitsPerSample == 24 || bitsPerSample == 32;
            case IEEE_FLOAT -> bitsPerSample == 32;
            case A_LAW, MU_LAW -> bitsPerSample == 8;
            default -> false;
        };
        if (channels < 1 || channels > MAX_CHANNELS || rate < MIN_RATE_HZ || rate > MAX_RATE_HZ) {
            return "wav_bad_format";
        }
        sampleRateHz = (int) rate;
        return known && SoundFormat.isUsual(sampleRateHz) ? null : "wav_unsupported";
    }

    public int sampleRateHz() {
        return sampleRateHz;
    }

    /** Whether the samples lie there as mono linear16: from {@link #dataOffset}, {@link #frames} of them. */
    public boolean isLinear16() {
        return encoding == PCM && bitsPerSample == 16 && channels == 1;
    }

    /** Where the first sample lies in the file. */
    public int dataOffset() {
        return dataOffset;
    }

    /** How many samples each channel has. */
    public int frames() {
        return frames;
    }

    /**
     * Reads samples, mixed down to mono, on the 16-bit scale.
     *
     * @param firstFrame where to begin
     * @param count how many; with {@code firstFrame} at most {@link #frames}
     */
    public void read(int firstFrame, int count, float[] mono) {
        int at = dataOffset + firstFrame * frameBytes();
        if (isLinear16()) {
            readLinear16(at, count, mono);
            return;
        }
        int sampleBytes = bitsPerSample / 8;
        for (int i = 0; i < count; i++) {
            float sum = 0;
            for (int channel = 0; channel < channels; channel++) {
                sum += sample(at);
                at += sampleBytes;
            }
            mono[i] = sum / channels;
        }
    }

    private void readLinear16(int at, int count, float[] mono) {
        byte[] pcm = bytes;
        for (int i = 0; i < count; i++) {
            mono[i] = (short) LITTLE_ENDIAN.get(pcm, at + 2 * i);
        }
    }

    private float sample(int at) {
        if (encoding == MU_LAW) {
            return MuLaw.decode(bytes[at]);
        }
        if (encoding == A_LAW) {
            return decodeALaw(bytes[at]);
        }
        if (encoding == IEEE_FLOAT) {
            float value = Float.intBitsToFloat((int) u32(at)) * FULL_SCALE;
            return Float.isNaN(value) ? 0 : Math.max(-FULL_SCALE, Math.min(FULL_SCALE, value));
        }
        return switch (bitsPerSample) {
            case 8 -> ((bytes[at] & 0xFF) - 128) * 256f;
            case 16 -> (short) u16(at);
            case 24 -> ((bytes[at + 2] << 16) | u16(at)) / 256f;
            default -> (int) u32(at) / 65536f;
        };
    }

    /** ITU-T G.711: every second bit inverted, a sign bit of 1 is positive, 13 significant bits. */
    private static float decodeALaw(byte code) {
        int bits = (code ^ 0x55) & 0xFF;
        int segment = (bits >> 4) & 7;
        int step = ((bits & 0xF) << 4) + 8; // the middle of the step
        int magnitude = segment == 0 ? step : (step + 0x100) << (segment - 1);
        return (bits & 0x80) == 0 ? -magnitude : magnitude;
    }

    private int frameBytes() {
        return channels * (bitsPerSample / 8);
    }

    private boolean isTag(int at, String tag) {
        for (int i = 0; i < 4; i++) {
            if (bytes[at + i] != tag.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private int u16(int at) {
        return (bytes[at] & 0xFF) | (bytes[at + 1] & 0xFF) << 8;
    }

    private long u32(int at) {
        return u16(at) | (long) u16(at + 2) << 16;
    }
}
