package dev.trunkline.audio;

import java.util.Arrays;

/**
 * The arithmetic of a resampler between a rate and its multiple, laid out so that the JIT compiler turns it into vector
 * instructions: it does so only for short loops in which every array is read and written at the same index. So the
 * samples are dealt out to lanes, lane {@code r} beginning {@code r} samples later than lane 0 and every step going on by
 * one decimation; a few taps then weigh as many lanes at one index, for all steps at once. When all lanes are weighed,
 * the sums of the next taps belong {@link #shift} steps earlier: the running sums are moved by that much before they are
 * added to (Horner's scheme). Confined to the call's loop.
 */
final class LaneConvolution implements PolyphaseResampler.Convolution {

    /** With six the loop is too long for C2 to unroll, and three times slower. */
    private static final int TAPS_AT_ONCE = 4;

    private final PolyphaseFilter filter;
    private final int shift;
    private final int laneCount;
    private final int groups;

    LaneConvolution(PolyphaseFilter filter) {
        this.filter = filter;
        int count = filter.decimation;
        while (count % TAPS_AT_ONCE != 0) {
            count += filter.decimation; // whole steps and whole handfuls of taps
        }
        this.laneCount = count;
        this.shift = laneCount / filter.decimation;
        this.groups = filter.tapsPerPhase / laneCount;
    }

    @Override
    public void compute(float[] window, int position, int count, float[] output, int outputOffset) {
        // With one phase per step the position is one in samples; with several it is always 0.
        int steps = (count + filter.interpolation - 1) / filter.interpolation;
        if (steps == 0) {
            return;
        }
        int longest = steps + (groups - 1) * shift;
        Scratch scratch = Scratch.ofThisThread();
        float[][] lanes = scratch.lanes(laneCount, lengthOf(0, longest));
        float[] sums = scratch.sums(longest);
        deal(window, position, lanes, longest);
        for (int phase = 0; phase < filter.interpolation; phase++) {
            weigh(filter.phases[phase], lanes, sums, steps);
            for (int step = 0; step < steps; step++) {
                output[outputOffset + step * filter.interpolation + phase] = sums[step];
            }
        }
    }

    /** A lane that begins a whole step after another is that other one, but for its first sample. */
    private void deal(float[] window, int position, float[][] lanes, int length) {
        int decimation = filter.decimation;
        for (int r = 0; r < laneCount; r++) {
            if (r >= decimation) {
                System.arraycopy(lanes[r - decimation], 1, lanes[r], 0, lengthOf(r, length));
            } else if (decimation == 1) {
                System.arraycopy(window, position, lanes[r], 0, lengthOf(r, length));
            } else {
                pick(window, position + r, decimation, lanes[r], lengthOf(r, length));
            }
        }
    }

    /** So that there is one sample more for each lane that is taken from this. */
    private int lengthOf(int lane, int length) {
        return length + (laneCount - 1 - lane) / filter.decimation;
    }

    private static void pick(float[] window, int from, int decimation, float[] lane, int length) {
        for (int i = 0; i < length; i++) {
            lane[i] = window[from + i * decimation];
        }
    }

    private void weigh(float[] taps, float[][] lanes, float[] sums, int steps) {
        int longest = steps + (groups - 1) * shift;
        Arrays.fill(sums, 0, longest, 0f);
        for (int group = groups - 1; group >= 0; group--) {
            int length = steps + group * shift;
            if (group < groups - 1) {
                System.arraycopy(sums, shift, sums, 0, length);
            }
            for (int r = 0; r < laneCount; r += TAPS_AT_ONCE) {
                add(sums, length, taps, group * laneCount + r, lanes[r], lanes[r + 1], lanes[r + 2], lanes[r + 3]);
            }
        }
    }

    private static void add(
            float[] sums, int length, float[] taps, int tap, float[] a, float[] b, float[] c, float[] d) {
        float ta = taps[tap];
        float tb = taps[tap + 1];
        float tc = taps[tap + 2];
        float td = taps[tap + 3];
        for (int i = 0; i < length; i++) {
            sums[i] += ta * a[i] + tb * b[i] + tc * c[i] + td * d[i];
        }
    }
}
