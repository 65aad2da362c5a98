package dev.trunkline.audio;

import java.util.Arrays;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** The conversions between the phone and every rate that an AI may speak or hear. */
final class RatePairs {

    private RatePairs() {}

    static Stream<Arguments> all() {
        return Stream.concat(up(), down());
    }

    static Stream<Arguments> up() {
        return Stream.of(8_000, 16_000, 24_000, 44_100, 48_000).map(rateHz -> Arguments.of(8_000, rateHz));
    }

    static Stream<Arguments> down() {
        return Stream.of(16_000, 24_000, 44_100, 48_000).map(rateHz -> Arguments.of(rateHz, 8_000));
    }

    /** The whole input in blocks of 20 ms. */
    static float[] resample(Resampler resampler, float[] input, int fromHz) {
        return resample(resampler, input, () -> fromHz / 50);
    }

    static float[] resample(Resampler resampler, float[] input, IntSupplier blockSamples) {
        var output = new float[resampler.maxOutputSamples(input.length)];
        int written = 0;
        for (int done = 0; done < input.length; ) {
            int block = Math.min(blockSamples.getAsInt(), input.length - done);
            var in = Arrays.copyOfRange(input, done, done + block);
            var out = new float[resampler.maxOutputSamples(block)];
            int count = resampler.process(in, block, out);
            System.arraycopy(out, 0, output, written, count);
            written += count;
            done += block;
        }
        return Arrays.copyOf(output, written);
    }
}
