package dev.trunkline.engine.hearing;

import dev.trunkline.audio.Resampler;
import dev.trunkline.engine.wire.AudioFormat;
import dev.trunkline.speech.file.SampleEncoding;
import java.util.Arrays;

/** Sound in interleaved samples of one format, cut in pieces anywhere. Confined to the chat's loop. */
final class PcmSound {

    private static final int BLOCK_SAMPLES = 1_024;

    private final AudioFormat format;
    private final SampleEncoding encoding;
    private final FrameAssembler frames;
    private final Resampler resampler;
    private final float[] block = new float[BLOCK_SAMPLES];
    private final float[] resampled;

    /** The bytes of a sample that was cut in two by a message's end. */
    private byte[] rest = new byte[0];

    PcmSound(AudioFormat format, SampleEncoding encoding, FrameAssembler frames) {
        this.format = format;
        this.encoding = encoding;
        this.frames = frames;
        this.resampler = Resampler.between(format.sampleRateHz(), AudioInputDecoder.RATE_HZ);
        this.resampled = new float[resampler.maxOutputSamples(BLOCK_SAMPLES)];
    }

    boolean is(AudioFormat otherFormat, SampleEncoding otherEncoding) {
        return format.equals(otherFormat) && encoding == otherEncoding;
    }

    /** The next byte begins a sample. */
    void beginAnew() {
        rest = new byte[0];
    }

    /** Takes the bytes from {@code offset} to {@code end}. */
    AudioInputDecoder.Verdict accept(byte[] bytes, int offset, int end) {
        int sampleBytes = encoding.sizeBytes() * format.channels();
        if (end - offset > AudioInputDecoder.MAX_MESSAGE_SECONDS * format.sampleRateHz() * sampleBytes) {
            return AudioInputDecoder.Verdict.TOO_LONG;
        }
        convert(joined(bytes, offset, end), sampleBytes);
        return AudioInputDecoder.Verdict.ACCEPTED;
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
            for (int at = i * sampleBytes; at < (i + 1) * sampleBytes; at += encoding.sizeBytes()) {
                sum += encoding.at(bytes, at);
            }
            block[fill++] = sum / format.channels();
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
            frames.add((short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, Math.round(resampled[i]))));
        }
    }
}
