package dev.trunkline.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.call.CallEvent;
import dev.trunkline.call.TalkEvent;
import dev.trunkline.phone.IncomingCall;
import dev.trunkline.record.CallRecorder;
import dev.trunkline.testing.Allocation;
import dev.trunkline.testing.ManualScheduler;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What events cost the loops of calls, and the loop that shows them to three watchers; by the time of the processor, not of the wall. */
class WatchingCostsLittleIT {

    private static final int EVENTS = 200_000;
    private static final int ROUNDS = 4;
    private static final int AT_ONCE = 20; // of ten milliseconds, at two thousand a second
    private static final CallEvent EVENT =
            new TalkEvent.CallerSaid("I would like to change my booking for Tuesday", true, Map.of("calmness", 0.42));

    private final ManualScheduler time = new ManualScheduler();
    private final CallRecorder records = new CallRecorder(Clock.systemUTC(), 10);
    private final EventFeed feed = new EventFeed(time, records, lost -> {});

    WatchingCostsLittleIT() {
        records.onEvent(
                "CA1",
                time.nowNanos(),
                new CallEvent.Answered(new IncomingCall("CA1", "MZ1", "+1", "+2", Map.of()), "main", false));
    }

    @Test
    void anEventThatNobodyWatchesCostsTheCallNothing() {
        long bytes = Allocation.bytesOf(EVENTS, () -> feed.onEvent("CA1", 0, EVENT));

        assertThat(bytes).isLessThan(EVENTS / 10);
    }

    @Test
    void twoThousandASecondForThreeWatchersAreAFractionOfACore() {
        EventStreamBody[] watchers = new EventStreamBody[3];
        for (int i = 0; i < watchers.length; i++) {
            watchers[i] = new EventStreamBody(null, () -> {});
            feed.join(watchers[i]);
        }
        time.advanceMillis(10);
        long[] nanos = run(watchers); // compiles
        for (int round = 1; round < ROUNDS; round++) {
            long[] again = run(watchers);
            nanos[0] = Math.min(nanos[0], again[0]);
            nanos[1] = Math.min(nanos[1], again[1]);
        }

        double callMicros = nanos[0] / 1e3 / EVENTS;
        double feedMicros = nanos[1] / 1e3 / EVENTS;
        report(callMicros, feedMicros);
        assertThat(callMicros).isLessThan(5);
        assertThat(feedMicros * 2_000 / 1e6)
                .as("of a core at 2,000 events a second")
                .isLessThan(0.1);
    }

    /** For the page on performance. */
    private static void report(double callMicros, double feedMicros) {
        System.out.printf(
                Locale.ROOT,
                "an event takes %.2f us of its call's loop, and %.2f us of the feed's for three watchers%n",
                callMicros,
                feedMicros);
    }

    /** What the calls' loops and the feed's took, in ns. */
    private long[] run(EventStreamBody[] watchers) {
        long[] nanos = new long[2];
        for (int i = 0; i < EVENTS; i += AT_ONCE) {
            long began = processorNanos();
            for (int j = 0; j < AT_ONCE; j++) {
                feed.onEvent("CA1", time.nowNanos(), EVENT);
            }
            long queued = processorNanos();
            time.advanceMillis(10);
            for (EventStreamBody watcher : watchers) {
                assertThat(watcher.next().isDone()).isTrue();
            }
            nanos[0] += queued - began;
            nanos[1] += processorNanos() - queued;
        }
        return nanos;
    }

    private static long processorNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
