package dev.trunkline.engine.hearing;

import dev.trunkline.audio.Resampler;
import dev.trunkline.engine.wire.AudioFormat;
import dev.trunkline.engine.wire.Pcm;
import dev.trunkline.engine.wire.Wav;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Whatever bytes a client sends as sound, cut into frames of 20 ms at 8 kHz mono. Takes raw linear16 of the declared
 * format, and WAV files that describe themselves. Confined to the chat's loop.
 */
public final class CallerSound {

    static final int RATE_HZ = 8_000;
    static final int FRAME_SAMPLES = 160;
    private static final int MAX_MESSAGE_SECONDS = 10; // far more than any stream: a whole file
    private static final int BLOCK_SAMPLES = 1_024;

    /** Gets the frames; each is valid only during the call. */
    interface FrameSink {
        void onFrame(short[] samples);
    }

    /** What became of a message's bytes. */
    public enum Verdict {
        HEARD,
        /** Neither declared nor describing itself, or in a format that nobody here can decode. */
        UNKNOWN_FORMAT,
        /** Not a stream but a recording in one piece. */
        TOO_LONG
    }

    private final FrameSink sink;
    private final short[] frame = new short[FRAME_SAMPLES];
    private int frameFill;

    private @Nullable AudioFormat format;
    private Resampler resampler = Resampler.between(RATE_HZ, RATE_HZ);
    private final float[] block = new float[BLOCK_SAMPLES];
    private float[] resampled = new float[0];

    /** The bytes of a sample that was cut in two by a message's end. */
    private byte[] rest = new byte[0];

    CallerSound(FrameSink sink) {
        this.sink = sink;
    }

    /** From now on the sound has this format. */
    void declare(AudioFormat declared) {
        if (!declared.equals(format)) {
            format = declared;
            resampler = Resampler.between(declared.sampleRateHz(), RATE_HZ);
            resampled = new float[resampler.maxOutputSamples(BLOCK_SAMPLES)];
            rest = new byte[0];
        }
    }

    Verdict accept(byte[] bytes) {
        int offset = 0;
        int end = bytes.length;
        if (Wav.isWav(bytes)) {
            Wav.Sound sound = Wav.find(bytes);
            if (sound == null) {
                return Verdict.UNKNOWN_FORMAT;
            }
            declare(sound.format());
            offset = sound.offsetBytes();
            end = sound.endBytes();
        }
        AudioFormat known = format;
        if (known == null) {
            return Verdict.UNKNOWN_FORMAT;
        }
        int sampleBytes = 2 * known.channels();
        if (end - offset > MAX_MESSAGE_SECONDS * known.sampleRateHz() * sampleBytes) {
            return Verdict.TOO_LONG;
        }
        convert(joined(bytes, offset, end), sampleBytes);
        return Verdict.HEARD;
    }

    private byte[] joined(byte[] bytes, int offset, int end) {
        byte[] joined = new byte[rest.length + end - offset];
        System.arraycopy(rest, 0, joined, 0, rest.length);
        System.arraycopy(bytes, offset, joined, rest.length, end - offset);
        return joined;
    }

    private void convert(byte[] bytes, int sampleBytes) {
        int samples = bytes.length / sampleBytes;
        int fill = 0;
        for (int i = 0; i < samples; i++) {
            float sum = 0;
            for (int at = i * sampleBytes; at < (i + 1) * sampleBytes; at += 2) {
                sum += Pcm.littleEndian(bytes, at);
            }
            block[fill++] = 2 * sum / sampleBytes;
            if (fill == BLOCK_SAMPLES) {
                emit(fill);
                fill = 0;
            }
        }
        emit(fill);
        rest = Arrays.copyOfRange(bytes, samples * sampleBytes, bytes.length);
    }

    private void emit(int length) {
        int written = resampler.process(block, length, resampled);
        for (int i = 0; i < written; i++) {
            frame[frameFill++] = Pcm.sample(resampled[i]);
            if (frameFill == FRAME_SAMPLES) {
                frameFill = 0;
                sink.onFrame(frame);
            }
        }
    }
}
