package dev.trunkline.console;

import dev.trunkline.ai.AiLoss;
import dev.trunkline.call.Blame;
import dev.trunkline.call.CallEvent;
import dev.trunkline.call.CallListener;
import dev.trunkline.call.FarEndEvent;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * What went wrong in the last five minutes, and how calls have ended today (UTC). Called on the loops of calls, which it never holds
 * up; thread-safe.
 */
public final class FleetTally implements CallListener {

    private static final int SLOTS = 30; // of ten seconds each
    private static final int SLOT_SECONDS = 10;
    private static final int COUNT_BITS = 24;

    private final InstantSource clock;
    private final AtomicLongArray errors = new AtomicLongArray(SLOTS); // which slot of all time, and how many in it
    private volatile Day day;

    private record Day(LocalDate date, Map<String, LongAdder> ends) {
        static Day of(LocalDate date) {
            return new Day(date, new ConcurrentHashMap<>());
        }
    }

    /** Nothing has happened yet. */
    public FleetTally(InstantSource clock) {
        this.clock = clock;
        this.day = Day.of(today());
    }

    @Override
    public void onEvent(String callSid, long atNanos, CallEvent event) {
        if (event instanceof CallEvent.Ended ended) {
            today(today())
                    .ends
                    .computeIfAbsent(ended.end().label(), end -> new LongAdder())
                    .increment();
        }
        if (isError(event)) {
            long slot = slot();
            errors.updateAndGet(
                    (int) (slot % SLOTS), was -> was >> COUNT_BITS == slot ? was + 1 : (slot << COUNT_BITS) + 1);
        }
    }

    /** The far end reports something or is lost without a goodbye, or the carrier or we have ended a call that should go on. */
    private static boolean isError(CallEvent event) {
        if (event instanceof FarEndEvent.AiGone gone) {
            return gone.loss().kind() != AiLoss.Kind.GOODBYE && gone.loss().kind() != AiLoss.Kind.INACTIVE;
        }
        if (event instanceof CallEvent.Ended ended) {
            return ended.end().blame() == Blame.US || ended.end().blame() == Blame.CARRIER;
        }
        return event instanceof FarEndEvent.AiReported;
    }

    /** In the last five minutes. */
    int errorsLately() {
        long now = slot();
        long sum = 0;
        for (int i = 0; i < SLOTS; i++) {
            long slot = errors.get(i);
            sum += now - (slot >> COUNT_BITS) < SLOTS ? slot & ((1L << COUNT_BITS) - 1) : 0;
        }
        return (int) sum;
    }

    /** How many streams have ended today, by label of their end. */
    Map<String, Long> endsToday() {
        Map<String, Long> ends = new TreeMap<>();
        today(today()).ends.forEach((end, count) -> ends.put(end, count.sum()));
        return ends;
    }

    private Day today(LocalDate date) {
        Day known = day;
        if (!known.date.equals(date)) {
            known = Day.of(date); // two that come at midnight may lose one of the other's
            day = known;
        }
        return known;
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private long slot() {
        Instant now = clock.instant();
        return now.getEpochSecond() / SLOT_SECONDS;
    }
}
