package dev.trunkline.lab.fleet.measure;

import dev.trunkline.lab.farend.Tag;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What was asked, on its way to be measured: puts the far end's notes beside it, by caller and time. {@link #add} is for any
 * thread, everything else for the one that samples.
 */
public final class PendingMeasurements {

    private static final long GIVEN_UP_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final int MOST_CODES = 20;

    private final Meter meter;
    private final boolean withNotes;
    private final Truncations truncations;
    private final Queue<PendingMeasurement> added = new ConcurrentLinkedQueue<>();
    private final Map<String, Deque<PendingMeasurement>> open = new HashMap<>();
    private final Set<String> codes = new TreeSet<>();

    /** None yet; {@code withNotes} when there is a far end that tells what it heard. */
    public PendingMeasurements(Meter meter, boolean withNotes) {
        this.meter = meter;
        this.withNotes = withNotes;
        this.truncations = new Truncations(meter);
    }

    /** Something was asked. */
    public void add(PendingMeasurement asked) {
        added.add(asked);
    }

    /** A phone was cleared when it had played so much of an answer. Any thread. */
    public void cleared(String caller, long nanos, double playedMillis) {
        if (withNotes) {
            truncations.cleared(caller, nanos, playedMillis);
        }
    }

    /** The far end's note of being told that so much of an answer was heard, of which it had sent so much. */
    void truncated(String caller, long nanos, int heardMillis, int sentMillis) {
        truncations.told(caller, nanos, heardMillis, sentMillis);
    }

    /** The far end's note of having answered an event of the bridge with an error of that code. */
    void rejected(String code) {
        meter.count(Count.EVENTS_REJECTED);
        if (codes.size() < MOST_CODES) {
            codes.add(code);
        }
    }

    /** For which reasons the far end has rejected events of the bridge, by its codes. */
    public Set<String> rejections() {
        return codes;
    }

    /** Takes in what was asked since; before the notes that may belong to it. */
    public void collect() {
        for (PendingMeasurement asked = added.poll(); asked != null; asked = added.poll()) {
            open.computeIfAbsent(asked.caller, caller -> new ArrayDeque<>()).add(asked);
        }
    }

    /**
     * The far end's note about the last thing of this kind that its caller asked before.
     *
     * @param kind a {@link Tag#label} or {@link Tag#obeyed}
     */
    void note(String caller, String kind, long nanos) {
        PendingMeasurement asked = find(caller, kind, nanos);
        if (asked == null) {
            return;
        }
        if (kind.equals(asked.tag.label()) && asked.heardNanos == 0) {
            asked.heardNanos = nanos;
            meter.time(Measure.UPLINK, nanos - asked.dueNanos);
            meter.time(Measure.UPLINK_FROM_SEND, nanos - asked.sentNanos);
        } else if (kind.equals(asked.tag.obeyed())) {
            asked.obeyedNanos = nanos;
        }
    }

    private @Nullable PendingMeasurement find(String caller, String kind, long nanos) {
        Deque<PendingMeasurement> asked = open.get(caller);
        if (asked == null) {
            return null;
        }
        Iterator<PendingMeasurement> newestFirst = asked.descendingIterator();
        while (newestFirst.hasNext()) {
            PendingMeasurement one = newestFirst.next();
            if (one.dueNanos <= nanos && (kind.equals(one.tag.label()) || kind.equals(one.tag.obeyed()))) {
                return one;
            }
        }
        return null;
    }

    /** Measures what is complete, and gives up what is old. */
    public void settle(long nowNanos) {
        truncations.settle(nowNanos);
        for (Iterator<Deque<PendingMeasurement>> callers = open.values().iterator(); callers.hasNext(); ) {
            Deque<PendingMeasurement> asked = callers.next();
            asked.removeIf(one -> isSettled(one, nowNanos));
            if (asked.isEmpty()) {
                callers.remove();
            }
        }
    }

    private boolean isSettled(PendingMeasurement asked, long nowNanos) {
        boolean complete = asked.isReactedTo() && (!withNotes || (asked.heardNanos != 0 && asked.obeyedNanos != 0));
        if (complete) {
            measure(asked);
            return true;
        }
        boolean waits = nowNanos - asked.dueNanos < GIVEN_UP_NANOS;
        if (waits || (asked.isAbandoned() && !asked.isReactedTo())) {
            return !waits;
        }
        if (asked.isReactedTo()) {
            measure(asked);
        } else {
            meter.count(Count.UNANSWERED);
        }
        if (withNotes && asked.heardNanos == 0) {
            meter.count(Count.UNHEARD);
        }
        return true;
    }

    private void measure(PendingMeasurement asked) {
        boolean question = asked.tag == Tag.TALK;
        meter.time(question ? Measure.REPLY : Measure.REACTION, asked.reactedNanos() - asked.dueNanos);
        // What was heard before the answer left was something else.
        if (asked.obeyedNanos != 0 && (!question || asked.reactedNanos() >= asked.obeyedNanos)) {
            meter.time(question ? Measure.DOWNLINK : Measure.BARGE_IN, asked.reactedNanos() - asked.obeyedNanos);
        }
    }
}
