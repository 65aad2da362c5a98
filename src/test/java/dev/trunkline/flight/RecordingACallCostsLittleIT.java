package dev.trunkline.flight;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.trunkline.ai.AgentProfile;
import dev.trunkline.ai.AiConnector;
import dev.trunkline.ai.AiEvents;
import dev.trunkline.call.Call;
import dev.trunkline.call.CallPolicy;
import dev.trunkline.call.CallPorts;
import dev.trunkline.call.CallSetup;
import dev.trunkline.call.LatencyMetrics;
import dev.trunkline.call.RunningCall;
import dev.trunkline.phone.CarrierInstruction;
import dev.trunkline.phone.IncomingCall;
import dev.trunkline.testing.CountingAi;
import dev.trunkline.testing.CountingPhone;
import dev.trunkline.testing.Wavs;
import dev.trunkline.time.Scheduler;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the call's loop pays for being recorded; the writer's part is on another thread, and is not counted. */
@SuppressWarnings("NullAway") // what is missing fails the test
class RecordingACallCostsLittleIT {

    private static final int TICKS_PER_FRAME = 4;
    private static final int FRAMES_PER_CHUNK = 10;
    private static final int WARM_UP_FRAMES = 60_000;
    private static final int MEASURED_FRAMES = 10_000;
    private static final int ROUNDS = 4;
    private static final double MOST_BYTES_PER_FRAME = 64;
    private static final double MOST_MICROS_PER_FRAME = 20; // of a frame's 20,000

    @TempDir
    private Path folder;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final byte[] callerFrame = Wavs.muLawTone(440, 20);
    private final byte[] agentChunk = Wavs.tone(24_000, 440, 20 * FRAMES_PER_CHUNK);

    private final class Talk implements Scheduler {
        private final TestedRecorder recorder;
        private Tick ticker = nowNanos -> {};
        private AiEvents agent;
        private RunningCall call;
        private long nowNanos;

        Talk(boolean isRecorded) {
            recorder = new TestedRecorder(folder, isRecorded ? Long.MAX_VALUE : 0, 64 << 20);
            CallSetup setup = new CallSetup(
                    new IncomingCall("CA1", "MZ" + isRecorded, "", "", Map.of()),
                    "main",
                    new AgentProfile("CA1", null, null, null, 16_000, Map.of(), null, List.of()),
                    CallPolicy.defaults().limitedTo(Duration.ofDays(1), Duration.ofSeconds(10)),
                    new CarrierInstruction.Apologise(""));
            AiConnector connector = (profile, events) -> {
                agent = events;
                return () -> {};
            };
            CallPorts ports = new CallPorts(
                    new CountingPhone(),
                    connector,
                    (tool, actions, answer) -> {},
                    this,
                    (callSid, atNanos, event) -> {},
                    new Unmeasured(),
                    (callSid, continuation) -> {});
            call = isRecorded ? recorder.witness(setup, ports).begin() : Call.begin(setup, ports);
            agent.onReady(new CountingAi(), "chat", "group");
            agent.onAgentMessage("m1", "An endless sentence.", Map.of());
        }

        /** Nanoseconds of the processor and bytes of the heap, for each frame. */
        double[] measure(int frames) {
            long thread = Thread.currentThread().getId();
            long nanos = 0;
            long bytes = 0;
            for (int frame = 0; frame < frames; frame++) {
                long before = threads.getCurrentThreadCpuTime();
                long beforeBytes = threads.getThreadAllocatedBytes(thread);
                for (int each = 0; each < 50; each++) {
                    talk(frame * 50 + each);
                }
                bytes += threads.getThreadAllocatedBytes(thread) - beforeBytes;
                nanos += threads.getCurrentThreadCpuTime() - before;
                recorder.write();
            }
            return new double[] {nanos / 50.0 / frames, bytes / 50.0 / frames};
        }

        private void talk(int frame) {
            if (frame % FRAMES_PER_CHUNK == 0) {
                Wavs.tell(agent, "m1", agentChunk);
            }
            call.onCallerAudio(callerFrame, callerFrame.length);
            for (int tick = 0; tick < TICKS_PER_FRAME; tick++) {
                nowNanos += 5_000_000;
                ticker.onTick(nowNanos);
            }
        }

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

    /** The least of some rounds: what a machine's other work costs is no cost of ours. */
    @Test
    void inTimeAndInMemory() {
        Talk plain = new Talk(false);
        Talk recorded = new Talk(true);
        plain.measure(WARM_UP_FRAMES / 50);
        recorded.measure(WARM_UP_FRAMES / 50);

        double[] without = plain.measure(MEASURED_FRAMES / 50);
        double[] with = recorded.measure(MEASURED_FRAMES / 50);
        for (int round = 1; round < ROUNDS; round++) {
            keepLeast(without, plain.measure(MEASURED_FRAMES / 50));
            keepLeast(with, recorded.measure(MEASURED_FRAMES / 50));
        }

        assertThat(recorded.recorder.outcome()).isEmpty();
        assertThat(with[1] - without[1]).isLessThan(MOST_BYTES_PER_FRAME);
        assertThat((with[0] - without[0]) / 1_000).isLessThan(MOST_MICROS_PER_FRAME);
    }

    private static void keepLeast(double[] least, double[] again) {
        for (int i = 0; i < least.length; i++) {
            least[i] = Math.min(least[i], again[i]);
        }
    }

    private static final class Unmeasured implements LatencyMetrics {
        @Override
        public void uplink(long nanos) {}

        @Override
        public void downlink(long nanos) {}

        @Override
        public void rollover(long nanos) {}
    }
}
