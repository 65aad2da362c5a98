package dev.trunkline.bench;

import dev.trunkline.ai.AgentProfile;
import dev.trunkline.ai.AiEvents;
import dev.trunkline.ai.evi.EviEnd;
import dev.trunkline.call.Call;
import dev.trunkline.call.CallPolicy;
import dev.trunkline.call.CallPorts;
import dev.trunkline.call.CallSetup;
import dev.trunkline.call.LatencyMetrics;
import dev.trunkline.phone.CarrierInstruction;
import dev.trunkline.phone.IncomingCall;
import dev.trunkline.phone.twilio.TwilioEnd;
import dev.trunkline.time.Scheduler;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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

/**
 * The same through the call itself: its state, the four ticks of 20 ms, those who hear a leg before it, the ledger of what was heard,
 * marks. 16 kHz up, 48 kHz down.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class WholeCallBenchmark {

    private static final int FRAMES_PER_CHUNK = 25;
    private static final int TICKS_PER_FRAME = 4;
    private static final long TICK_NANOS = 5_000_000;

    private final Clock clock = new Clock();
    private final TwilioEnd twilio = new TwilioEnd(Sounds.muLaw(160));
    private final EviEnd evi = new EviEnd(48_000, 20 * FRAMES_PER_CHUNK);
    private final Ends.Phone phone = new Ends.Phone(twilio);
    private final Ends.Ai ai = new Ends.Ai(evi);
    private Call call;
    private AiEvents leg;
    private final TwilioEnd.Ear caller = (muLaw, lengthBytes) -> this.call.onCallerAudio(muLaw, lengthBytes);
    private final EviEnd.Ear agent =
            (id, format, sound, offset, lengthBytes) -> this.leg.onAgentAudio(id, format, sound, offset, lengthBytes);
    private int frames;

    @Setup
    public void begin() {
        call = Call.begin(
                new CallSetup(
                        new IncomingCall("CA1", "MZ1", "", "", Map.of()),
                        "main",
                        new AgentProfile("CA1", null, null, null, 16_000, Map.of(), null, List.of()),
                        CallPolicy.defaults()
                                .chattingFor(Duration.ZERO)
                                .limitedTo(Duration.ofDays(100_000), Duration.ofSeconds(10)),
                        new CarrierInstruction.Apologise("")),
                new CallPorts(
                        phone,
                        (profile, events) -> {
                            leg = events;
                            return () -> {};
                        },
                        (tool, actions, answer) -> {},
                        clock,
                        (callSid, atNanos, event) -> {},
                        new NoMetrics(),
                        (callSid, continuation) -> {}));
        leg.onReady(ai, "chat", "group");
        leg.onAgentMessage("5af2c8b0e3d94c1f9d6f3b0a7c2e1d48", "An endless sentence.", Map.of());
    }

    /** 1 KB in a second. */
    @Benchmark
    @AllocatesAtMost(1)
    public long frame() {
        if (frames++ % FRAMES_PER_CHUNK == 0) {
            evi.speak(agent);
        }
        twilio.speak(caller);
        for (int tick = 0; tick < TICKS_PER_FRAME; tick++) {
            clock.nowNanos += TICK_NANOS;
            clock.ticker.onTick(clock.nowNanos);
        }
        call.onPlayed(phone.lastMark());
        return ai.heardBytes() + phone.playedBytes();
    }

    private static final class Clock implements Scheduler {
        private Tick ticker = nowNanos -> {};
        private long nowNanos;

        @Override
        public long nowNanos() {
            return nowNanos;
        }

        @Override
        public void execute(Runnable task) {
            task.run();
        }

        @Override
        public Timer after(long delayNanos, Runnable task) {
            return () -> {};
        }

        @Override
        public Timer every(long periodNanos, Runnable task) {
            return () -> {};
        }

        @Override
        public Timer everyTick(Tick tick) {
            ticker = tick;
            return () -> {};
        }
    }

    private static final class NoMetrics implements LatencyMetrics {
        @Override
        public void uplink(long nanos) {}

        @Override
        public void downlink(long nanos) {}

        @Override
        public void rollover(long nanos) {}
    }
}
