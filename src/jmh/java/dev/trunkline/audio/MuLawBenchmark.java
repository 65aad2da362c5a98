package dev.trunkline.audio;

import dev.trunkline.bench.AllocatesAtMost;
import dev.trunkline.bench.Sounds;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** 20 ms at 8 kHz. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class MuLawBenchmark {

    private static final int FRAME = 160;

    private final byte[] codes = Sounds.muLaw(FRAME);
    private final float[] samples = Sounds.samples(FRAME);
    private final byte[] encoded = new byte[FRAME];
    private final float[] decoded = new float[FRAME];

    @Benchmark
    @AllocatesAtMost(1)
    public float[] decode() {
        MuLaw.decode(codes, 0, FRAME, decoded);
        return decoded;
    }

    @Benchmark
    @AllocatesAtMost(1)
    public byte[] encode() {
        MuLaw.encode(samples, FRAME, encoded, 0);
        return encoded;
    }
}
