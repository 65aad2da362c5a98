package dev.trunkline.bridge;

import dev.trunkline.bridge.FleetCounts.Kind;
import dev.trunkline.telemetry.Load;
import dev.trunkline.telemetry.Load.Pressed;
import dev.trunkline.telemetry.LoadLevel;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Whether there is room for a new call: by the seats, by the far end's chats, by how hard the process is pressed, by what one route
 * and one number may have. Guarded by its owner's monitor.
 */
final class AdmissionCheck {

    private static final String FULL = "full";
    private static final String FAR_END_FULL = "far_end_full";

    /** Why a caller may wait: it passes. */
    private static final Set<String> PASSING =
            Set.of(FULL, FAR_END_FULL, Pressed.LOOP_LAG, Pressed.HEAP, Pressed.DIRECT_MEMORY);

    /** With fewer seats taken than one in so many, it is not our calls that make the loops late. */
    private static final int FEW = 10;

    private final AdmissionLimits limits;
    private final Load load;
    private final ToIntFunction<Predicate<NewCall>> taken;
    private final CallerRates rates;
    private final FleetCounts fleet;
    private final FleetSeats seats;
    private final LearnedLimit learned = new LearnedLimit();
    private final Set<String> spareChats = new HashSet<>(); // by the calls that have them

    /**
     * @param fleet what all nodes have let in
     * @param seats those of all nodes
     * @param taken counts the seats of this node's calls that the predicate means
     */
    AdmissionCheck(
            AdmissionLimits limits,
            Load load,
            FleetCounts fleet,
            FleetSeats seats,
            ToIntFunction<Predicate<NewCall>> taken) {
        this.limits = limits;
        this.load = load;
        this.fleet = fleet;
        this.seats = seats;
        this.taken = taken;
        this.rates = new CallerRates(limits.callsPerCallerInTenMinutes());
    }

    static boolean passes(String refusal) {
        return PASSING.contains(refusal);
    }

    /** Asks the other nodes for what may speak against this call; any thread, done soon, and never with a failure. */
    CompletionStage<Void> ask(NewCall call) {
        CompletionStage<Void> ofSeats = seats.ask(call);
        return limits.callsPerCallerInTenMinutes() == 0
                ? ofSeats
                : fleet.ask(Kind.CALLS_OF_CALLER, call.caller()).thenCompose(done -> ofSeats);
    }

    /** What speaks against this call, however much room there is; or null. */
    @Nullable
    String objection(NewCall call, long nowNanos) {
        int ofRoute = call.routeMaxCalls();
        if (ofRoute > 0
                && (seats.isRouteFull(call)
                        || taken.applyAsInt(each -> each.route().equals(call.route())) >= ofRoute)) {
            return "route_full";
        }
        String caller = call.caller();
        int ofCaller = limits.callsPerCaller();
        if (ofCaller > 0
                && !caller.isEmpty()
                && (seats.isCallerBusy(call)
                        || taken.applyAsInt(each -> each.caller().equals(caller)) >= ofCaller)) {
            return "caller_busy";
        }
        boolean isSpent = rates.isSpent(caller, nowNanos)
                || fleet.isReached(Kind.CALLS_OF_CALLER, caller, limits.callsPerCallerInTenMinutes());
        return isSpent ? "caller_rate" : null;
    }

    /** A call has come in, or waits to. */
    void count(NewCall call, long nowNanos) {
        rates.count(call.caller(), nowNanos);
        if (limits.callsPerCallerInTenMinutes() > 0) {
            fleet.count(Kind.CALLS_OF_CALLER, call.caller());
        }
    }

    /**
     * Why nobody new may come in now, or null.
     *
     * @param places how many there must be, so that those who have waited longer get theirs
     */
    @Nullable
    String refusal(int places, long nowNanos) {
        int seatsTaken = taken();
        Pressed pressed = load.now();
        boolean isFew = pressed.by().equals(Pressed.LOOP_LAG) && seatsTaken * FEW < limits.seats();
        if (pressed.level() != LoadLevel.NORMAL && !isFew) {
            return pressed.by();
        }
        int free = Math.min(limits.seats(), learned.calls(nowNanos)) - seatsTaken - unreserved();
        if (free >= places) {
            return null;
        }
        return limits.isOfChats() || limits.seats() - seatsTaken >= places ? FAR_END_FULL : FULL;
    }

    /** Chats beside those of the calls that the reserve does not cover. */
    private int unreserved() {
        return limits.maxChats() == 0 ? 0 : Math.max(0, spareChats.size() - limits.reservedChats());
    }

    /** The far end has no chat for a call that has a seat: there will be fewer. */
    void farEndIsFull(long nowNanos) {
        learned.refused(taken(), nowNanos);
    }

    boolean takeSpareChat(String callSid) {
        boolean hasRoom = limits.maxChats() == 0 || taken() + spareChats.size() < limits.maxChats();
        if (hasRoom) {
            spareChats.add(callSid);
        }
        return hasRoom;
    }

    void giveSpareChat(String callSid) {
        spareChats.remove(callSid);
    }

    private int taken() {
        return taken.applyAsInt(each -> true);
    }
}
