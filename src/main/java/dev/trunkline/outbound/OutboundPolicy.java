package dev.trunkline.outbound;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whom we may call, when, and how often. Immutable.
 *
 * @param countries two letters each; nobody elsewhere is called
 * @param callers our numbers, E.164, each with the name of the route that its calls take
 * @param defaultCaller which of them is shown when nobody says, "" for none
 * @param limits how much at a time
 * @param hours by the called number's clock
 * @param machines what becomes of a call that a machine answers, by the route's name; what is usual where there is no entry
 * @param retries after which pauses an outcome is tried again; none where there is no entry
 * @param habits of every call
 */
public record OutboundPolicy(
        Set<String> countries,
        Map<String, String> callers,
        String defaultCaller,
        Limits limits,
        CallingHours hours,
        Map<String, Machine> machines,
        Map<OutboundOutcome, List<Duration>> retries,
        Habits habits) {

    public OutboundPolicy {
        countries = Set.copyOf(countries);
        callers = Map.copyOf(callers);
        machines = Map.copyOf(machines);
        retries = Map.copyOf(retries);
    }

    /**
     * How much may be called.
     *
     * @param callsPerSecond asked of the carrier
     * @param atATime calls that ring or go on
     * @param perNumberPerDay calls of one number in 24 hours
     * @param perRoutePerHour calls of one route in an hour, 0 for no limit
     */
    public record Limits(double callsPerSecond, int atATime, int perNumberPerDay, int perRoutePerHour) {}

    /**
     * How we call.
     *
     * @param ringSeconds how long it may ring
     * @param asksCarrier whether the carrier listens for machines too
     * @param machine what becomes of a call that a machine answers, where neither request nor route say
     * @param stopKey the key by which whoever is called says that they do not want to be, or a blank for none
     * @param keptHours after which an order that could not be placed is given up
     */
    public record Habits(int ringSeconds, boolean asksCarrier, Machine machine, char stopKey, int keptHours) {}

    /**
     * What becomes of a call that a machine answers.
     *
     * @param message what is said to it, "" for nothing
     */
    public record Machine(MachineAction action, String message) {}

    /** The same for the calls of a route. */
    Machine machine(String route) {
        return machines.getOrDefault(route, habits.machine());
    }

    /** After how long an outcome is tried again for the {@code attempts}th time, or null when it is not. */
    @Nullable
    Duration pauseAfter(OutboundOutcome outcome, int attempts) {
        List<Duration> pauses = retries.getOrDefault(outcome, List.of());
        return attempts >= 1 && attempts <= pauses.size() ? pauses.get(attempts - 1) : null;
    }
}
