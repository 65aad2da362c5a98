package dev.trunkline.audio;

import java.util.Arrays;

/** One stream through a {@link PolyphaseFilter}. Confined to the call's loop. */
final class PolyphaseResampler implements Resampler {

    /** Steps of a block: a 20 ms frame at 8 kHz. */
    private static final int BLOCK_STEPS = 160;

    private final PolyphaseFilter filter;
    private final Convolution convolution;
    private final int blockSamples;

    /** The last {@code tapsPerPhase - 1} samples. */
    private final float[] history;

    /** Where the next output lies, in steps of 1/interpolation input samples from the next input sample. */
    private int position;

    PolyphaseResampler(PolyphaseFilter filter) {
        this.filter = filter;
        this.blockSamples = filter.isWholeRatio() ? BLOCK_STEPS * filter.decimation : 4 * BLOCK_STEPS;
        this.convolution = filter.isWholeRatio() ? new LaneConvolution(filter) : new DotConvolution(filter);
        this.history = new float[filter.tapsPerPhase - 1];
    }

    @Override
    public int process(float[] input, int length, float[] output) {
        float[] window = window();
        int written = 0;
        for (int done = 0; done < length; ) {
            int block = Math.min(blockSamples, length - done);
            System.arraycopy(input, done, window, history.length, block);
            written += convert(window, block, output, written);
            done += block;
        }
        return written;
    }

    @Override
    public int flush(float[] output) {
        float[] window = window();
        int written = 0;
        for (int done = 0; done < filter.delaySamples; ) {
            int block = Math.min(blockSamples, filter.delaySamples - done);
            Arrays.fill(window, history.length, history.length + block, 0f);
            written += convert(window, block, output, written);
            done += block;
        }
        reset();
        return written;
    }

    @Override
    public void reset() {
        Arrays.fill(history, 0f);
        position = 0;
    }

    @Override
    public int maxOutputSamples(int inputSamples) {
        long samples = Math.max(inputSamples, filter.delaySamples);
        return (int) (samples * filter.interpolation / filter.decimation) + 2;
    }

    /** Past and present in one piece, behind which there is room for a block. */
    private float[] window() {
        return Scratch.ofThisThread().window(history.length + blockSamples);
    }

    private int convert(float[] window, int block, float[] output, int outputOffset) {
        System.arraycopy(history, 0, window, 0, history.length);
        int limit = block * filter.interpolation;
        int outputs = Math.max(0, (limit - position + filter.decimation - 1) / filter.decimation);
        convolution.compute(window, position, outputs, output, outputOffset);
        position += outputs * filter.decimation - limit;
        System.arraycopy(window, block, history, 0, history.length);
        return outputs;
    }

    /** The arithmetic of one block. */
    interface Convolution {

        /**
         * Computes outputs.
         *
         * @param position of the first one in the window, in steps of 1/interpolation samples
         * @param count how many, one decimation apart
         */
        void compute(float[] window, int position, int count, float[] output, int outputOffset);
    }

    /** For any ratio: output by output. Stateless. */
    private record DotConvolution(PolyphaseFilter filter) implements Convolution {

        @Override
        public void compute(float[] window, int position, int count, float[] output, int outputOffset) {
            int next = position;
            for (int i = 0; i < count; i++) {
                int newest = next / filter.interpolation;
                output[outputOffset + i] = dot(filter.phases[next % filter.interpolation], window, newest);
                next += filter.decimation;
            }
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
}
