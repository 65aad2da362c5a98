package dev.trunkline.outbound;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** Which numbers were called when, and for which route, in the last day. Confined to one thread. */
final class DialHistory {

    static final long DAY_MILLIS = 24 * 3_600_000L;
    static final long HOUR_MILLIS = 3_600_000L;

    private final Map<String, Deque<Long>> numbers = new HashMap<>();
    private final Map<String, Deque<Long>> routes = new HashMap<>();

    void add(OutboundOrder order, long atMillis) {
        numbers.computeIfAbsent(order.to(), key -> new ArrayDeque<>()).add(atMillis);
        routes.computeIfAbsent(order.route(), key -> new ArrayDeque<>()).add(atMillis);
    }

    /** It came to nothing: the carrier was not even asked. */
    void takeBack(OutboundOrder order, long atMillis) {
        numbers.getOrDefault(order.to(), new ArrayDeque<>()).removeLastOccurrence(atMillis);
        routes.getOrDefault(order.route(), new ArrayDeque<>()).removeLastOccurrence(atMillis);
    }

    /** How often a number was called in the 24 hours before. */
    int ofNumber(String number, long nowMillis) {
        return count(numbers, number, nowMillis - DAY_MILLIS);
    }

    /** How often a route called in the hour before. */
    int ofRoute(String route, long nowMillis) {
        return count(routes, route, nowMillis - HOUR_MILLIS);
    }

    private static int count(Map<String, Deque<Long>> of, String key, long sinceMillis) {
        Deque<Long> times = of.get(key);
        if (times == null) {
            return 0;
        }
        times.removeIf(time -> time <= sinceMillis);
        if (times.isEmpty()) {
            of.remove(key);
        }
        return times.size();
    }

    void erase(String number) {
        numbers.remove(number);
    }

    /** Forgets what nobody asks about any more. */
    void forget(long nowMillis) {
        numbers.values().removeIf(times -> times.isEmpty() || times.getLast() <= nowMillis - DAY_MILLIS);
        routes.values().removeIf(times -> times.isEmpty() || times.getLast() <= nowMillis - HOUR_MILLIS);
    }
}
