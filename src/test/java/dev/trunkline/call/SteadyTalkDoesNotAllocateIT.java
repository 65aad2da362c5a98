package dev.trunkline.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.trunkline.ai.AgentProfile;
import dev.trunkline.ai.AiEvents;
import dev.trunkline.audio.SoundFormat;
import dev.trunkline.phone.CarrierInstruction;
import dev.trunkline.phone.IncomingCall;
import dev.trunkline.testing.CountingAi;
import dev.trunkline.testing.CountingPhone;
import dev.trunkline.testing.Wavs;
import dev.trunkline.time.Scheduler;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SteadyTalkDoesNotAllocateIT {

    private static final int TICKS_PER_FRAME = 4;
    private static final int FRAMES_PER_CHUNK = 10;
    private static final int WARM_UP_FRAMES = 100_000; // until the compiler has done its best
    private static final int MEASURED_FRAMES = 20_000;
    private static final int MOST_ROUNDS = 5;
    private static final double MOST_BYTES_PER_SECOND = 1_024; // marks, five a second, are names and may cost something
    private static final SoundFormat AGENT_FORMAT = SoundFormat.linear16(24_000);
    private static final int FRAMES_PER_SECOND = 50;

    private final HandClock clock = new HandClock();
    private final CountingAi ai = new CountingAi();

    @SuppressWarnings("NullAway.Init") // when it is called
    private AiEvents agent;

    private final byte[] callerFrame = Wavs.muLawTone(440, 20);
    private final byte[] agentChunk = Wavs.tone(24_000, 440, 20 * FRAMES_PER_CHUNK);

    /** On a busy machine the compiler comes later than the frames: then they are talked again. */
    @Test
    void inBothDirectionsPerFrame() {
        Call call = begin();
        talk(call, WARM_UP_FRAMES);

        double bytesPerSecond = bytesPerSecond(call);
        for (int round = 1; round < MOST_ROUNDS && bytesPerSecond >= MOST_BYTES_PER_SECOND; round++) {
            bytesPerSecond = bytesPerSecond(call);
        }

        assertThat(bytesPerSecond).isLessThan(MOST_BYTES_PER_SECOND);
        assertThat(ai.heardBytes()).isGreaterThan(0);
    }

    private double bytesPerSecond(Call call) {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        long before = threads.getThreadAllocatedBytes(thread);
        talk(call, MEASURED_FRAMES);
        double bytes = threads.getThreadAllocatedBytes(thread) - before;
        return bytes / MEASURED_FRAMES * FRAMES_PER_SECOND;
    }

    private Call begin() {
        AgentProfile profile = new AgentProfile("CA1", null, null, null, 16_000, Map.of(), null, List.of());
        IncomingCall incoming = new IncomingCall("CA1", "MZ1", "", "", Map.of());
        Call call = Call.begin(
                new CallSetup(
                        incoming,
                        "main",
                        profile,
                        CallPolicy.defaults()
                                .chattingFor(Duration.ZERO)
                                .limitedTo(Duration.ofDays(1), Duration.ofSeconds(10)),
                        new CarrierInstruction.Apologise("")),
                new CallPorts(
                        new CountingPhone(),
                        (asked, events) -> {
                            agent = events;
                            return () -> {};
                        },
                        (tool, actions, answer) -> {},
                        clock,
                        (callSid, atNanos, event) -> {},
                        new NoMetrics(),
                        (callSid, continuation) -> {}));
        agent.onReady(ai, "chat", "group");
        agent.onAgentMessage("m1", "An endless sentence.", Map.of());
        return call;
    }

    private void talk(Call call, int frames) {
        for (int frame = 0; frame < frames; frame++) {
            if (frame % FRAMES_PER_CHUNK == 0) {
                agent.onAgentAudio(
                        "m1", AGENT_FORMAT, agentChunk, Wavs.HEADER_BYTES, agentChunk.length - Wavs.HEADER_BYTES);
            }
            call.onCallerAudio(callerFrame, callerFrame.length);
            for (int tick = 0; tick < TICKS_PER_FRAME; tick++) {
                clock.tick();
            }
        }
    }

    private static final class HandClock implements Scheduler {
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

        void tick() {
            nowNanos += 5_000_000;
            ticker.onTick(nowNanos);
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
