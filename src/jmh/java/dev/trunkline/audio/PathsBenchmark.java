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
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Up: 20 ms of the caller. Down: 500 ms of the agent. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PathsBenchmark {

    @Param({"8000", "16000", "24000", "48000"})
    private int aiRateHz;

    private final byte[] frame = Sounds.muLaw(160);
    private final AudioRing ring = new AudioRing(64 * 1024, 120 * 8_000);
    private final AgentPath agent = new AgentPath(ring);
    private CallerPath caller = new CallerPath(CallerPath.PHONE_RATE_HZ);
    private byte[] wav = new byte[0];
    private SoundFormat format = SoundFormat.PHONE;

    @Setup
    public void setUp() {
        caller = new CallerPath(aiRateHz);
        wav = Sounds.wav(aiRateHz, 500);
        format = SoundFormat.linear16(aiRateHz);
    }

    @Benchmark
    @AllocatesAtMost(1)
    public int up() {
        return caller.convert(frame, 0, frame.length);
    }

    @Benchmark
    @AllocatesAtMost(4)
    public int down() {
        agent.accept(format, wav, 44, wav.length - 44);
        return ring.clear();
    }
}
