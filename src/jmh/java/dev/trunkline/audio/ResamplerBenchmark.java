package dev.trunkline.audio;

import dev.trunkline.bench.AllocatesAtMost;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What 20 ms of one direction cost to resample. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ResamplerBenchmark {

    @Param({"8000-16000", "8000-24000", "8000-48000", "16000-8000", "24000-8000", "44100-8000", "48000-8000"})
    private String rates = "";

    private Resampler resampler = Resampler.between(8_000, 8_000);
    private float[] input = new float[0];
    private float[] output = new float[0];

    @Setup
    public void setUp() {
        int from = Integer.parseInt(rates.split("-")[0]);
        int to = Integer.parseInt(rates.split("-")[1]);
        resampler = Resampler.between(from, to);
        input = new float[from / 50];
        output = new float[resampler.maxOutputSamples(input.length)];
        Random random = new Random(1);
        for (int i = 0; i < input.length; i++) {
            input[i] = (float) (random.nextGaussian() * 4_000);
        }
    }

    @Benchmark
    @AllocatesAtMost(1)
    public int frame() {
        return resampler.process(input, input.length, output);
    }
}
