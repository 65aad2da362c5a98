package dev.trunkline.audio;

import java.util.Arrays;

/** One stream through a {@link PolyphaseFilter}. Confined to the call's loop. */
final class PolyphaseResampler implements Resampler {

    private static final int BLOCK_SAMPLES = 1024;

    private final PolyphaseFilter filter;

    /** The last {@code tapsPerPhase - 1} samples, then room for a block: so that every window lies in one piece. */
    private final float[] window;

    private final int historySamples;

    /** Where the next output lies, in steps of 1/interpolation input samples from the next input sample. */
    private int position;

    PolyphaseResampler(PolyphaseFilter filter) {
        this.filter = filter;
        this.historySamples = filter.tapsPerPhase - 1;
        this.window = new float[historySamples + BLOCK_SAMPLES];
    }

    @Override
    public int process(float[] input, int length, float[] output) {
        int written = 0;
        for (int done = 0; done < length; ) {
            int block = Math.min(BLOCK_SAMPLES, length - done);
            System.arraycopy(input, done, window, historySamples, block);
            written += convert(block, output, written);
            done += block;
        }
        return written;
    }

    @Override
    public int flush(float[] output) {
        int tailSamples = filter.tapsPerPhase / 2;
        int written = 0;
        for (int done = 0; done < tailSamples; ) {
            int block = Math.min(BLOCK_SAMPLES, tailSamples - done);
            Arrays.fill(window, historySamples, historySamples + block, 0f);
            written += convert(block, output, written);
            done += block;
        }
        reset();
        return written;
    }

    @Override
    public void reset() {
        Arrays.fill(window, 0f);
        position = 0;
    }

    @Override
    public int maxOutputSamples(int inputSamples) {
        long samples = Math.max(inputSamples, filter.tapsPerPhase / 2);
        return (int) (samples * filter.interpolation / filter.decimation) + 2;
    }

    private int convert(int block, float[] output, int outputOffset) {
        int written = 0;
        int limit = block * filter.interpolation;
        int next = position;
        while (next < limit) {
            int newest = next / filter.interpolation;
            output[outputOffset + written++] = dot(filter.phases[next % filter.interpolation], window, newest);
            next += filter.decimation;
        }
        position = next - limit;
        System.arraycopy(window, block, window, 0, historySamples);
        return written;
    }

    /** Four sums, because one would wait for itself at every tap. */
    private static float dot(float[] taps, float[] samples, int offset) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        int i = 0;
        for (; i + 3 < taps.length; i += 4) {
            a += taps[i] * samples[offset + i];
            b += taps[i + 1] * samples[offset + i + 1];
            c += taps[i + 2] * samples[offset + i + 2];
            d += taps[i + 3] * samples[offset + i + 3];
        }
        for (; i < taps.length; i++) {
            a += taps[i] * samples[offset + i];
        }
        return (a + b) + (c + d);
    }
}
