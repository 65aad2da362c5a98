package dev.trunkline.bridge;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** How often each number has called within ten minutes; bounded, the oldest numbers go first. Guarded by its owner's monitor. */
final class CallerRates {

    private static final long WINDOW_NANOS = TimeUnit.MINUTES.toNanos(10);
    private static final int MAX_CALLERS = 10_000;

    private final int most;
    private final Map<String, Deque<Long>> callers = new LinkedHashMap<>(); // who called last is last

    /** @param most within ten minutes, 0 for any number */
    CallerRates(int most) {
        this.most = most;
    }

    /** Whether one more call of {@code caller} would be one too many. */
    boolean isSpent(String caller, long nowNanos) {
        Deque<Long> calls = callers.get(caller);
        if (most == 0 || calls == null) {
            return false;
        }
        calls.removeIf(atNanos -> nowNanos - atNanos > WINDOW_NANOS);
        return calls.size() >= most;
    }

    /** Another call of {@code caller} has come in. */
    void count(String caller, long nowNanos) {
        if (most == 0 || caller.isEmpty()) {
            return;
        }
        Deque<Long> calls = callers.remove(caller);
        Deque<Long> counted = calls == null ? new ArrayDeque<>() : calls;
        counted.addLast(nowNanos);
        callers.put(caller, counted);
        forget(nowNanos);
    }

    private void forget(long nowNanos) {
        Iterator<Deque<Long>> oldest = callers.values().iterator();
        while (oldest.hasNext()) {
            Deque<Long> calls = oldest.next();
            if (callers.size() <= MAX_CALLERS && nowNanos - calls.getLast() <= WINDOW_NANOS) {
                return;
            }
            oldest.remove();
        }
    }
}
