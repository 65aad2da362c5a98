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
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** 20 ms into a ring that holds 500 ms, and 20 ms out of it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class AudioRingBenchmark {

    private static final int FRAME = 160;

    private final AudioRing ring = new AudioRing(64 * 1024, 120 * 8_000);
    private final byte[] in = Sounds.muLaw(FRAME);
    private final byte[] out = new byte[FRAME];

    @Setup
    public void fill() {
        byte[] half = Sounds.muLaw(25 * FRAME);
        ring.write(half, 0, half.length);
    }

    @Benchmark
    @AllocatesAtMost(1)
    public int frame() {
        ring.write(in, 0, FRAME);
        return ring.read(out, 0, FRAME);
    }
}
