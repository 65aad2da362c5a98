package dev.trunkline.endtoend;

import static org.awaitility.Awaitility.await;

import dev.trunkline.lab.caller.CallerScript;
import dev.trunkline.lab.caller.CallerStep;
import dev.trunkline.lab.phone.CallWatcher;
import dev.trunkline.lab.phone.PhoneRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Many callers who listen and say nothing, and what each of them heard last. */
final class Callers {

    private static final int LISTENS_MILLIS = 150_000;
    private static final int AT_ONCE = 20;

    private final WholeLine line;
    private final List<Caller> callers = new ArrayList<>();

    Callers(WholeLine line) {
        this.line = line;
    }

    /** One of them; times are System.nanoTime. */
    static final class Caller implements CallWatcher {
        private volatile long heardAtNanos; // the first sound since last asked
        private volatile long helpedAtNanos; // words of the carrier's, or a person
        private final AtomicInteger streams = new AtomicInteger();
        private CompletableFuture<PhoneRecord> record = new CompletableFuture<>();

        @Override
        public void streamStarted(String callSid, String streamSid, long atMillis) {
            streams.incrementAndGet();
        }

        @Override
        public void agentStartsSpeaking(long atMillis) {
            if (heardAtNanos == 0) {
                heardAtNanos = System.nanoTime();
            }
        }

        @Override
        public void verb(String name, long atMillis) {
            if (helpedAtNanos == 0 && (name.equals("Say") || name.equals("Dial"))) {
                helpedAtNanos = System.nanoTime();
            }
        }

        /** What was heard before counts no more. */
        void listensAnew() {
            heardAtNanos = 0;
        }

        /** In ms, or a very long time. */
        long heardAfterMillis(long nanos) {
            return heardAtNanos == 0 ? Long.MAX_VALUE : (heardAtNanos - nanos) / 1_000_000;
        }

        long helpedAfterMillis(long nanos) {
            return helpedAtNanos == 0 ? Long.MAX_VALUE : (helpedAtNanos - nanos) / 1_000_000;
        }

        int streams() {
            return streams.get();
        }

        boolean isOver() {
            return record.isDone();
        }
    }

    /** So many call, some at a time as a bridge that has just begun takes them, and are answered by an EVI. */
    List<Caller> call(int count) {
        List<Caller> called = new ArrayList<>();
        while (called.size() < count) {
            List<Caller> some = ring(Math.min(AT_ONCE, count - called.size()));
            await().atMost(Duration.ofSeconds(30)).until(() -> some.stream().allMatch(each -> each.streams() > 0));
            called.addAll(some);
        }
        return called;
    }

    /** So many call, whatever becomes of it. */
    List<Caller> ring(int count) {
        List<Caller> called = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Caller caller = new Caller();
            caller.record = line.carrier()
                    .place(
                            line.call(CallerScript.of(new CallerStep.Pause(LISTENS_MILLIS)))
                                    .withMaxDuration(LISTENS_MILLIS),
                            caller);
            called.add(caller);
        }
        callers.addAll(called);
        return called;
    }

    /** The value of a gauge or counter, as /metrics tells it; 0 when it is not there. */
    double metric(String series) {
        return line.get("/metrics")
                .lines()
                .filter(each -> each.startsWith(series + " "))
                .mapToDouble(each -> Double.parseDouble(each.substring(series.length() + 1)))
                .findFirst()
                .orElse(0);
    }

    void hangUp() throws Exception {
        line.carrier().hangUpCallers();
        for (Caller each : callers) {
            each.record.get(30, TimeUnit.SECONDS);
        }
    }
}
