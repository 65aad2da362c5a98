package dev.trunkline.lab.phone;

import java.util.Arrays;

/** Samples that keep being added. Confined to one thread. */
final class SampleLog {

    private short[] samples = new short[8 * Blocks.SAMPLE_RATE_HZ];
    private int length;

    void append(short[] more, int count) {
        if (length + count > samples.length) {
            samples = Arrays.copyOf(samples, Math.max(length + count, samples.length * 2));
        }
        System.arraycopy(more, 0, samples, length, count);
        length += count;
    }

    short[] toArray() {
        return Arrays.copyOf(samples, length);
    }
}
