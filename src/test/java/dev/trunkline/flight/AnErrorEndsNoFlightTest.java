package dev.trunkline.flight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.ai.AgentProfile;
import dev.trunkline.call.CallPolicy;
import dev.trunkline.call.CallPorts;
import dev.trunkline.call.CallSetup;
import dev.trunkline.phone.CarrierInstruction;
import dev.trunkline.phone.IncomingCall;
import dev.trunkline.telemetry.CallMetrics;
import dev.trunkline.telemetry.Metrics;
import dev.trunkline.testing.ManualScheduler;
import dev.trunkline.testing.RecordingAi;
import dev.trunkline.testing.RecordingPhone;
import dev.trunkline.testing.WrittenLog;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnErrorEndsNoFlightTest {

    @TempDir
    private Path folder;

    /** Hurries. */
    private static final class QuickThread extends ScheduledThreadPoolExecutor {
        QuickThread() {
            super(1);
        }

        @Override
        public ScheduledFuture<?> scheduleWithFixedDelay(Runnable task, long first, long delay, TimeUnit unit) {
            return super.scheduleWithFixedDelay(task, 1, 1, TimeUnit.MILLISECONDS);
        }
    }

    @Test
    void theRoundsGoOn() {
        AtomicInteger asked = new AtomicInteger();
        try (WrittenLog log = WrittenLog.begin();
                FlightRecorder recorder = FlightRecorder.start(
                        new FlightRecorder.Settings(route -> true, 1, 1_000, 1_000, "this build"),
                        new FlightFolder(folder, 1_000, List.of()),
                        new FlightRecorder.Surroundings(
                                Clock.systemUTC(),
                                () -> 0,
                                new QuickThread(),
                                () -> {
                                    if (asked.getAndIncrement() > 0) {
                                        throw new StackOverflowError("each time");
                                    }
                                    return false; // to who takes the call
                                },
                                outcome -> {}))) {
            ManualScheduler time = new ManualScheduler();
            CallSetup setup = new CallSetup(
                    new IncomingCall("CA1", "MZ1", "", "", Map.of()),
                    "main",
                    new AgentProfile("CA1", null, null, null, 16_000, Map.of(), null, List.of()),
                    CallPolicy.defaults(),
                    new CarrierInstruction.Apologise(""));
            recorder.witness(
                    setup,
                    new CallPorts(
                            new RecordingPhone(time),
                            new RecordingAi(),
                            (tool, actions, answer) -> {},
                            time,
                            (callSid, atNanos, event) -> {},
                            new CallMetrics(new Metrics()),
                            (callSid, continuation) -> {}));

            await().atMost(Duration.ofSeconds(30)).until(() -> asked.get() > 2);
            assertThat(log.text()).contains("flights were not written");
        }
    }
}
