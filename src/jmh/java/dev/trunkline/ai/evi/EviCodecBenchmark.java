package dev.trunkline.ai.evi;

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

/** Up: audio_input of 20 ms. Down: audio_output of 500 ms. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class EviCodecBenchmark {

    @Param({"16000", "48000"})
    private int sampleRateHz;

    private EviEnd evi = new EviEnd(8_000, 20);
    private byte[] linear16 = new byte[0];
    private final EviEnd.Ear ear = (id, format, sound, offset, lengthBytes) -> this.heardBytes += lengthBytes;
    private int heardBytes;

    @Setup
    public void setUp() {
        evi = new EviEnd(sampleRateHz, 500);
        linear16 = Sounds.muLaw(2 * sampleRateHz / 50);
    }

    @Benchmark
    @AllocatesAtMost(1)
    public int encodeAudioInput() {
        return evi.hear(linear16, linear16.length);
    }

    /** One small object for half a second. */
    @Benchmark
    @AllocatesAtMost(4)
    public int decodeAudioOutput() {
        evi.speak(ear);
        return heardBytes;
    }
}
