package dev.trunkline.audio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.testing.Allocation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SteadyStateAllocatesNothingTest {

    private static final int FRAMES = 2_000;

    @ParameterizedTest
    @MethodSource("dev.trunkline.audio.RatePairs#all")
    void aResamplerAllocatesNothing(int fromHz, int toHz) {
        Resampler resampler = Resampler.between(fromHz, toHz);
        var input = new float[fromHz / 50];
        var output = new float[resampler.maxOutputSamples(input.length)];

        long bytes = Allocation.bytesOf(FRAMES, () -> {
            resampler.process(input, input.length, output);
            resampler.flush(output);
            resampler.reset();
        });

        assertThat(bytes).isZero();
    }

    @Test
    void theWayUpAllocatesNothing() {
        var path = new CallerPath(16_000);
        var frame = new byte[160];

        assertThat(Allocation.bytesOf(FRAMES, () -> path.convert(frame, 0, 160)))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {8_000, 24_000, 48_000})
    void theWayDownAllocatesNothing(int rateHz) {
        var ring = new AudioRing(8_192, 80_000);
        var path = new AgentPath(ring);
        byte[] chunk = WavFiles.linear16(new float[rateHz / 5], 0, rateHz / 5, rateHz);
        SoundFormat format = SoundFormat.linear16(rateHz);
        var frame = new byte[1_700];

        long bytes = Allocation.bytesOf(FRAMES / 10, () -> {
            path.accept(format, chunk, 44, chunk.length - 44);
            path.endMessage();
            ring.read(frame, 0, frame.length);
            ring.clear();
        });

        assertThat(bytes).isZero();
    }

    @Test
    void aRingWithinItsBlockAllocatesNothing() {
        var ring = new AudioRing(1_024, 8_192);
        var frame = new byte[160];

        long bytes = Allocation.bytesOf(FRAMES, () -> {
            ring.write(frame, 0, 160);
            ring.write(frame, 0, 77);
            ring.read(frame, 0, 160);
            ring.read(frame, 0, 160);
        });

        assertThat(bytes).isZero();
    }
}
