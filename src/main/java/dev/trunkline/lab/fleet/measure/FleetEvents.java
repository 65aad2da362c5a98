package dev.trunkline.lab.fleet.measure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What happened, once each: what repeats itself is counted. Bounded. Thread-safe. */
public final class FleetEvents {

    private static final int MOST_KINDS = 50;

    private final Map<String, Seen> seen = new LinkedHashMap<>();

    /**
     * Something that happened.
     *
     * @param atMillis since the first call was placed, for the first time
     * @param times how often
     */
    public record Event(long atMillis, String what, long times) {

        /** Whether it happened more than once. */
        public boolean repeated() {
            return times > 1;
        }
    }

    private static final class Seen {
        final long atMillis;
        long times;

        Seen(long atMillis) {
            this.atMillis = atMillis;
        }
    }

    /** It happened now. */
    public synchronized void add(long atMillis, String what) {
        if (seen.containsKey(what) || seen.size() < MOST_KINDS) {
            seen.computeIfAbsent(what, unseen -> new Seen(atMillis)).times++;
        }
    }

    /** In order of their first time. */
    public synchronized List<Event> all() {
        List<Event> all = new ArrayList<>();
        seen.forEach((what, times) -> all.add(new Event(times.atMillis, what, times.times)));
        return all;
    }
}
