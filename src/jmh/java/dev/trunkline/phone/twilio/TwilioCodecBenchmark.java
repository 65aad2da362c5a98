package dev.trunkline.phone.twilio;

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

/** One media message of 20 ms. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class TwilioCodecBenchmark {

    private final byte[] frame = Sounds.muLaw(160);
    private final TwilioEnd twilio = new TwilioEnd(frame);
    private final TwilioEnd.Ear ear = (muLaw, lengthBytes) -> this.heardBytes += lengthBytes;
    private int heardBytes;

    @Benchmark
    @AllocatesAtMost(1)
    public int decode() {
        twilio.speak(ear);
        return heardBytes;
    }

    @Benchmark
    @AllocatesAtMost(1)
    public int encode() {
        return twilio.play(frame, frame.length);
    }
}
