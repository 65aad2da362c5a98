package dev.trunkline.audio;

import dev.trunkline.bench.AllocatesAtMost;
import dev.trunkline.call.PlayoutLedger;
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

/** The books of 20 ms: a frame sent, four ticks that ask what was heard, and every 25th time sound of 500 ms queued. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PlayoutLedgerBenchmark {

    private static final int FRAME_BYTES = 160;
    private static final int FRAMES_PER_CHUNK = 25;
    private static final int TICKS_PER_FRAME = 4;
    private static final long TICK_NANOS = 5_000_000;

    private final PlayoutLedger ledger = new PlayoutLedger();
    private long nowNanos = 1;
    private int frames;

    @Benchmark
    @AllocatesAtMost(1)
    public long frame() {
        if (frames++ % FRAMES_PER_CHUNK == 0) {
            ledger.queued("5af2c8b0e3d94c1f9d6f3b0a7c2e1d48", FRAMES_PER_CHUNK * FRAME_BYTES);
        }
        long heardBytes = ledger.underrunNanos(nowNanos);
        ledger.sent(FRAME_BYTES, 0, nowNanos);
        for (int tick = 0; tick < TICKS_PER_FRAME; tick++) {
            nowNanos += TICK_NANOS;
            if (ledger.takeBegun(nowNanos) != null || ledger.takeHeard(nowNanos) != null) {
                heardBytes++;
            }
            heardBytes += ledger.heardBytes(nowNanos) + ledger.leadNanos(nowNanos);
        }
        return heardBytes;
    }
}
