package dev.trunkline.bridge;

import dev.trunkline.continuity.SharedSeats;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * The seats that all nodes' calls of one number, and of one route, have together. This node keeps those of its own calls; one whose
 * call goes on at another node is kept there, and is neither counted twice nor given up here. Only what has a limit is shared, and
 * the node's own count holds beside it. Thread-safe; nothing here blocks.
 */
final class FleetSeats {

    /** How long a node that died keeps others out. */
    private static final Duration LEASE = Duration.ofSeconds(30);

    private static final long KEPT_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** From the question to the decision; a program that is asked before the answer may take five seconds of it. */
    private static final Duration BELIEVED = Duration.ofSeconds(10);

    private static final int AT_ONCE = 200; // a store is not to be flooded

    /** Or one of so many, however many there are: each is kept again before its lease is over. */
    private static final int SHARE = 10;

    private final SharedSeats shared;
    private final int callsPerCaller;
    private final LongSupplier clockNanos;
    private final Hearsay heard;
    private final Map<String, Seat> kept = new LinkedHashMap<>(); // by call; which was kept longest ago is first

    private enum Kind {
        SEATS_OF_CALLER,
        SEATS_OF_ROUTE
    }

    /** Of one call, under the names that limits count. */
    private record Seat(List<String> names, long keptNanos) {}

    /** @param callsPerCaller 0: those of one number are not counted */
    FleetSeats(SharedSeats shared, int callsPerCaller, LongSupplier clockNanos) {
        this.shared = shared;
        this.callsPerCaller = callsPerCaller;
        this.clockNanos = clockNanos;
        this.heard = new Hearsay(clockNanos);
    }

    /** Asks how many the call's number and route have, for a decision that comes soon; done soon, and never with a failure. */
    CompletionStage<Void> ask(NewCall call) {
        CompletionStage<Void> all = CompletableFuture.completedFuture(null);
        for (String name : names(call)) {
            CompletionStage<Void> one = shared.taken(name).thenAccept(taken -> heard.hear(name, taken, BELIEVED));
            all = all.thenCompose(before -> one);
        }
        return all;
    }

    /** Whether all nodes together have as many calls of the call's number as it may have, as far as this one has heard. */
    boolean isCallerBusy(NewCall call) {
        return isOfLimitedCaller(call) && heard.isReached(ofCaller(call), callsPerCaller);
    }

    /** The same of the call's route. */
    boolean isRouteFull(NewCall call) {
        return call.routeMaxCalls() > 0 && heard.isReached(ofRoute(call), call.routeMaxCalls());
    }

    /** The call has a seat here. */
    synchronized void keep(NewCall call) {
        kept.remove(call.callSid()); // so that it goes to the end
        List<String> names = names(call);
        if (!names.isEmpty()) {
            keep(call.callSid(), names);
        }
    }

    private void keep(String callSid, List<String> names) {
        kept.put(callSid, new Seat(names, clockNanos.getAsLong()));
        names.forEach(name -> shared.keep(name, callSid, LEASE));
    }

    /** The call needs no seat any more, on whichever node. */
    synchronized void leave(String callSid) {
        Seat seat = kept.remove(callSid);
        if (seat != null) {
            seat.names.forEach(name -> shared.leave(name, callSid));
        }
    }

    /** Keeps the seats again that are due, and forgets those of calls that have none here: perhaps they have one elsewhere. */
    synchronized void keepAgain(Predicate<String> hasSeat) {
        long nowNanos = clockNanos.getAsLong();
        List<String> due = kept.entrySet().stream()
                .takeWhile(each -> nowNanos - each.getValue().keptNanos >= KEPT_AGAIN_NANOS)
                .limit(Math.max(AT_ONCE, kept.size() / SHARE))
                .map(Map.Entry::getKey)
                .toList();
        for (String callSid : due) {
            Seat seat = kept.remove(callSid);
            if (seat != null && hasSeat.test(callSid)) {
                keep(callSid, seat.names);
            }
        }
    }

    private List<String> names(NewCall call) {
        List<String> names = new ArrayList<>();
        if (isOfLimitedCaller(call)) {
            names.add(ofCaller(call));
        }
        if (call.routeMaxCalls() > 0) {
            names.add(ofRoute(call));
        }
        return names;
    }

    private boolean isOfLimitedCaller(NewCall call) {
        return callsPerCaller > 0 && !call.caller().isEmpty();
    }

    private static String ofCaller(NewCall call) {
        return FleetCounts.name(Kind.SEATS_OF_CALLER, call.caller());
    }

    private static String ofRoute(NewCall call) {
        return FleetCounts.name(Kind.SEATS_OF_ROUTE, call.route());
    }
}
