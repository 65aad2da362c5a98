package dev.trunkline.lab.fleet.measure;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What far ends are told was heard of an answer, beside what the phone had played of it when it was cleared. {@link #cleared} is
 * for any thread, everything else for the one that samples.
 */
final class Truncations {

    /** Who clears a phone and tells the far end does both at once. */
    private static final long TOGETHER_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Meter meter;
    private final Queue<Cleared> added = new ConcurrentLinkedQueue<>();
    private final Map<String, Deque<Cleared>> cleared = new HashMap<>();
    private final Set<Cleared> answered = new HashSet<>();
    private final List<Told> told = new ArrayList<>();

    /** A phone was cleared when it had played so much of an answer. */
    private record Cleared(String caller, long nanos, double playedMillis) {}

    /** A far end was told. */
    private record Told(String caller, long nanos, int heardMillis) {}

    Truncations(Meter meter) {
        this.meter = meter;
    }

    void cleared(String caller, long nanos, double playedMillis) {
        added.add(new Cleared(caller, nanos, playedMillis));
    }

    void told(String caller, long nanos, int heardMillis, int sentMillis) {
        meter.count(Count.TRUNCATIONS);
        if (heardMillis > sentMillis) {
            meter.count(Count.TRUNCATIONS_BEYOND);
        }
        told.add(new Told(caller, nanos, heardMillis));
    }

    /** Measures what has had its time. */
    void settle(long nowNanos) {
        for (Cleared next = added.poll(); next != null; next = added.poll()) {
            cleared.computeIfAbsent(next.caller, caller -> new ArrayDeque<>()).add(next);
        }
        for (Told one : List.copyOf(told)) {
            if (nowNanos - one.nanos > TOGETHER_NANOS && told.contains(one)) {
                measureAllBeside(one);
            }
        }
        cleared.values().removeIf(phones -> {
            phones.removeIf(phone -> {
                boolean isOld = nowNanos - phone.nanos > KEPT_NANOS;
                if (isOld && !answered.remove(phone)) {
                    meter.count(Count.TRUNCATIONS_UNTOLD);
                }
                return isOld;
            });
            return phones.isEmpty();
        });
    }

    /** The most that is told beside one phone is of the answer that was being played; of the others nothing was heard. */
    private void measureAllBeside(Told one) {
        Cleared phone = nearest(one);
        if (phone == null) {
            meter.count(Count.TRUNCATIONS_UNMATCHED);
            told.remove(one);
            return;
        }
        List<Told> beside =
                told.stream().filter(each -> phone.equals(nearest(each))).toList();
        told.removeAll(beside);
        int mostMillis = beside.stream().mapToInt(Told::heardMillis).max().orElseThrow();
        boolean isWanted = answered.add(phone);
        for (Told each : beside) {
            boolean isOfThatAnswer = isWanted && each.heardMillis == mostMillis;
            double offMillis = isOfThatAnswer ? Math.abs(mostMillis - phone.playedMillis) : each.heardMillis;
            isWanted &= !isOfThatAnswer;
            meter.time(Measure.TRUNCATION, Math.round(offMillis * 1e6));
        }
    }

    private @Nullable Cleared nearest(Told one) {
        return cleared.getOrDefault(one.caller, new ArrayDeque<>()).stream()
                .filter(phone -> Math.abs(phone.nanos - one.nanos) <= TOGETHER_NANOS)
                .min(Comparator.comparingLong(phone -> Math.abs(phone.nanos - one.nanos)))
                .orElse(null);
    }
}
