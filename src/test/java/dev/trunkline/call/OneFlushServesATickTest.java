package dev.trunkline.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.ai.AgentProfile;
import dev.trunkline.ai.AiEvents;
import dev.trunkline.phone.CarrierInstruction;
import dev.trunkline.phone.IncomingCall;
import dev.trunkline.testing.CountingAi;
import dev.trunkline.testing.CountingPhone;
import dev.trunkline.testing.ManualScheduler;
import dev.trunkline.testing.Wavs;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A flush is a system call and what the kernel makes of it: most of what a call costs. */
class OneFlushServesATickTest {

    private final ManualScheduler time = new ManualScheduler();
    private final CountingPhone phone = new CountingPhone();
    private final CountingAi ai = new CountingAi();
    private final byte[] frame = Wavs.muLawTone(440, 20);

    @SuppressWarnings("NullAway.Init") // when it is called
    private AiEvents agent;

    @Test
    void whetherOneFrameIsDueOrManyOrNone() {
        begin();
        agent.onAgentMessage("m1", "A long story.", Map.of());
        byte[] wav = Wavs.tone(24_000, 440, 10_000);
        Wavs.tell(agent, "m1", wav);
        assertThat(phone.flushes()).as("the whole lead").isEqualTo(1);
        assertThat(phone.frames()).isEqualTo(8);

        for (int tick = 0; tick < 1_000; tick++) {
            int framesBefore = phone.frames();
            int flushesBefore = phone.flushes();
            time.advance(ManualScheduler.TICK_NANOS);

            int written = phone.frames() - framesBefore;
            assertThat(phone.flushes() - flushesBefore).as("tick %d", tick).isEqualTo(written > 0 ? 1 : 0);
        }
        assertThat(phone.frames()).isGreaterThan(240);

        time.stall(100_000_000);
        int framesBefore = phone.frames();
        int flushesBefore = phone.flushes();
        time.advance(1);
        assertThat(phone.frames() - framesBefore).as("late ones at once").isGreaterThanOrEqualTo(5);
        assertThat(phone.flushes() - flushesBefore).isEqualTo(1);
    }

    @Test
    void andTheEndOfATurnWithItsMarks() {
        begin();
        agent.onAgentMessage("m1", "Yes.", Map.of());
        byte[] wav = Wavs.tone(24_000, 440, 150);
        Wavs.tell(agent, "m1", wav);
        int flushesBefore = phone.flushes();

        agent.onAgentTurnEnded();
        time.advance(ManualScheduler.TICK_NANOS);

        assertThat(phone.marks()).isEqualTo(1);
        assertThat(phone.flushes() - flushesBefore).isEqualTo(1);
    }

    @Test
    void whileNobodySpeaksNothingIsFlushedToThePhone() {
        Call call = begin();
        int aiFlushesBefore = ai.flushes();

        for (int i = 0; i < 500; i++) {
            call.onCallerAudio(frame, frame.length);
            time.advanceMillis(20);
        }

        assertThat(phone.flushes()).isZero();
        assertThat(ai.flushes() - aiFlushesBefore).isEqualTo(500);
    }

    @Test
    void whatTheCallerSaidBeforeAnybodyListenedGoesOutAtOnce() {
        Call call = call();
        for (int i = 0; i < 100; i++) {
            call.onCallerAudio(frame, frame.length);
        }

        agent.onReady(ai, "chat", "group");

        assertThat(ai.heardFrames()).isEqualTo(100);
        assertThat(ai.flushes()).isEqualTo(1);
    }

    private Call begin() {
        Call call = call();
        agent.onReady(ai, "chat", "group");
        return call;
    }

    private Call call() {
        return Call.begin(
                new CallSetup(
                        new IncomingCall("CA1", "MZ1", "", "", Map.of()),
                        "main",
                        new AgentProfile("CA1", null, null, null, 16_000, Map.of(), null, List.of()),
                        CallPolicy.defaults().limitedTo(Duration.ofDays(1), Duration.ofSeconds(10)),
                        new CarrierInstruction.Apologise("")),
                new CallPorts(
                        phone,
                        (profile, events) -> {
                            agent = events;
                            return () -> {};
                        },
                        (tool, actions, answer) -> {},
                        time,
                        (callSid, atNanos, event) -> {},
                        new NoMetrics(),
                        (callSid, continuation) -> {}));
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
