package dev.trunkline.bridge;

import dev.trunkline.bridge.FleetCounts.Kind;
import dev.trunkline.call.DialObjection;
import dev.trunkline.phone.PhoneAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Who was dialled for whom, when, and for how long, as far back as a limit asks. Dials are rare: they stand in one list, and are
 * counted when somebody asks. Of this process, and of the other nodes as far as {@link FleetCounts} knows. Thread-safe.
 */
final class DialLedger {

    private static final long TEN_MINUTES_NANOS = TimeUnit.MINUTES.toNanos(10);
    private static final long HOUR_NANOS = TimeUnit.HOURS.toNanos(1);
    private static final long LONGEST_CALL_NANOS = TimeUnit.HOURS.toNanos(4); // Twilio's, and call.maxSeconds' most
    private static final long TOLD_EVERY_NANOS = TimeUnit.SECONDS.toNanos(30); // more is not lost with a node that dies
    private static final int MOST = 20_000; // the oldest are forgotten first

    private final DialPolicy policy;
    private final FleetCounts fleet;
    private final LongSupplier clockNanos;
    private final Deque<Entry> entries = new ArrayDeque<>();

    DialLedger(DialPolicy policy, FleetCounts fleet, LongSupplier clockNanos) {
        this.policy = policy;
        this.fleet = fleet;
        this.clockNanos = clockNanos;
    }

    /**
     * What is to be dialled.
     *
     * @param from who calls, as the carrier says
     * @param isFallback whether it is the route's last resort, and no wish of a model's
     */
    record Dial(String callSid, String from, String route, String number, boolean isFallback) {}

    private static final class Entry {
        private final Dial dial;
        private final String caller;
        private final String destination;
        private final long beganNanos;
        private boolean isOpen = true;
        private long endedNanos;
        private long toldNanos; // until then the other nodes know of it

        Entry(Dial dial, long beganNanos) {
            this.dial = dial;
            this.caller = NewCall.caller(dial.from()); // who hides the number is nobody in particular
            this.destination = PhoneAddress.of(dial.number()).text();
            this.beganNanos = beganNanos;
            this.toldNanos = beganNanos;
        }

        /** How much of the last {@code windowNanos} it took. */
        long nanosWithin(long windowNanos, long nowNanos) {
            long endedAgoNanos = isOpen ? 0 : nowNanos - endedNanos;
            return Math.max(0, Math.min(windowNanos, nowNanos - beganNanos) - endedAgoNanos);
        }
    }

    /** Why it may not be dialled now, or null. */
    synchronized @Nullable DialObjection objectionTo(Dial dial) {
        long nowNanos = clockNanos.getAsLong();
        forget(nowNanos);
        Entry wanted = new Entry(dial, nowNanos);
        ask(wanted); // for the dial itself, which comes later
        return objection(wanted, nowNanos);
    }

    private void ask(Entry wanted) {
        fleet.ask(Kind.DIALS_TO_DESTINATION, wanted.destination);
        if (policy.minutesPerDestinationPerHour() > 0) {
            fleet.ask(Kind.SECONDS_AT_DESTINATION, wanted.destination);
        }
        fleet.ask(Kind.DIALS_OF_CALL, wanted.dial.callSid());
        fleet.ask(Kind.DIALS_FOR_CALLER, wanted.caller);
        fleet.ask(Kind.DIALS_OF_ROUTE, wanted.dial.route());
    }

    /** The same, and if nothing is against it, it counts from now on; the same one twice is counted once. */
    synchronized @Nullable DialObjection begin(Dial dial) {
        long nowNanos = clockNanos.getAsLong();
        forget(nowNanos);
        Entry entry = new Entry(dial, nowNanos);
        boolean isKnown = entries.stream()
                .anyMatch(other -> other.isOpen
                        && other.dial.callSid().equals(dial.callSid())
                        && other.destination.equals(entry.destination));
        if (isKnown) {
            return policy.enabled() ? null : DialObjection.SWITCHED_OFF;
        }
        DialObjection objection = objection(entry, nowNanos);
        if (objection == null) {
            entries.addLast(entry);
            fleet.count(Kind.DIALS_TO_DESTINATION, entry.destination);
            if (!dial.isFallback()) {
                fleet.count(Kind.DIALS_OF_CALL, dial.callSid());
                fleet.count(Kind.DIALS_FOR_CALLER, entry.caller);
                fleet.count(Kind.DIALS_OF_ROUTE, dial.route());
            }
        } else {
            ask(entry); // what was heard may be of an hour that is over
        }
        return objection;
    }

    /** Nobody is being dialled for this call any more. */
    synchronized void end(String callSid) {
        long nowNanos = clockNanos.getAsLong();
        for (Entry entry : entries) {
            if (entry.isOpen && entry.dial.callSid().equals(callSid)) {
                entry.isOpen = false;
                entry.endedNanos = nowNanos;
                tell(entry, nowNanos);
            }
        }
    }

    /** The other nodes learn how long the dials that go on have lasted; to be called now and then. */
    synchronized void tellOtherNodes() {
        long nowNanos = clockNanos.getAsLong();
        for (Entry entry : entries) {
            boolean isDue = nowNanos - entry.toldNanos >= TOLD_EVERY_NANOS;
            if (entry.isOpen && isDue && nowNanos - entry.beganNanos < LONGEST_CALL_NANOS) {
                tell(entry, nowNanos);
            }
        }
    }

    private void tell(Entry entry, long nowNanos) {
        long seconds = TimeUnit.NANOSECONDS.toSeconds(nowNanos - entry.toldNanos);
        if (seconds > 0 && policy.minutesPerDestinationPerHour() > 0) {
            entry.toldNanos += TimeUnit.SECONDS.toNanos(seconds);
            fleet.count(Kind.SECONDS_AT_DESTINATION, entry.destination, seconds);
        }
    }

    private @Nullable DialObjection objection(Entry wanted, long nowNanos) {
        if (!policy.enabled()) {
            return DialObjection.SWITCHED_OFF;
        }
        Predicate<Entry> same = other -> other.destination.equals(wanted.destination);
        if (isReached(policy.perDestinationPerHour(), HOUR_NANOS, nowNanos, same)
                || fleet.isReached(Kind.DIALS_TO_DESTINATION, wanted.destination, policy.perDestinationPerHour())
                || isTalkedOut(wanted.destination, nowNanos)) {
            return DialObjection.DESTINATION_LIMIT;
        }
        if (wanted.dial.isFallback()) {
            return null;
        }
        Predicate<Entry> transfer = other -> !other.dial.isFallback();
        String callSid = wanted.dial.callSid();
        if (fleet.isReached(Kind.DIALS_OF_CALL, callSid, policy.perCall())
                || isReached(
                        policy.perCall(),
                        LONGEST_CALL_NANOS,
                        nowNanos,
                        transfer.and(other -> other.dial.callSid().equals(callSid)))) {
            return DialObjection.CALL_LIMIT;
        }
        if (!wanted.caller.isEmpty()
                && (fleet.isReached(Kind.DIALS_FOR_CALLER, wanted.caller, policy.perCallerInTenMinutes())
                        || isReached(
                                policy.perCallerInTenMinutes(),
                                TEN_MINUTES_NANOS,
                                nowNanos,
                                transfer.and(other -> other.caller.equals(wanted.caller))))) {
            return DialObjection.CALLER_LIMIT;
        }
        String route = wanted.dial.route();
        boolean isRouteSpent = fleet.isReached(Kind.DIALS_OF_ROUTE, route, policy.perRoutePerHour())
                || isReached(
                        policy.perRoutePerHour(),
                        HOUR_NANOS,
                        nowNanos,
                        transfer.and(other -> other.dial.route().equals(route)));
        return isRouteSpent ? DialObjection.ROUTE_LIMIT : null;
    }

    private boolean isReached(int limit, long windowNanos, long nowNanos, Predicate<Entry> which) {
        return limit > 0
                && entries.stream()
                                .filter(each -> nowNanos - each.beganNanos < windowNanos)
                                .filter(which)
                                .count()
                        >= limit;
    }

    private boolean isTalkedOut(String destination, long nowNanos) {
        int minutes = policy.minutesPerDestinationPerHour();
        if (minutes == 0) {
            return false;
        }
        long ownNanos = entries.stream()
                .filter(each -> each.destination.equals(destination))
                .mapToLong(each -> each.nanosWithin(HOUR_NANOS, nowNanos))
                .sum();
        return ownNanos >= TimeUnit.MINUTES.toNanos(minutes)
                || fleet.isReached(Kind.SECONDS_AT_DESTINATION, destination, (int) TimeUnit.MINUTES.toSeconds(minutes));
    }

    /** What began longer ago than any call lasts is over, whether or not anybody said so. */
    private void forget(long nowNanos) {
        while (!entries.isEmpty()
                && (entries.size() > MOST || nowNanos - entries.getFirst().beganNanos >= 2 * LONGEST_CALL_NANOS)) {
            entries.removeFirst();
        }
    }
}
