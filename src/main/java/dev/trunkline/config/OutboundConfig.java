package dev.trunkline.config;

import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether, whom, when and how often we call ourselves. Immutable.
 *
 * @param countries two letters each, of ISO 3166; empty: nobody is called
 * @param callerId what is shown, E.164, "" for none
 * @param doNotCall a file with numbers that are not called
 * @param machine what becomes of a call that a machine answers, where neither request nor route say
 * @param routes the same of each route that says so, by its name
 */
public record OutboundConfig(
        boolean enabled,
        Set<String> countries,
        String callerId,
        Path doNotCall,
        Limits limits,
        Hours hours,
        Retries retries,
        int ringSeconds,
        boolean asksCarrier,
        Machine machine,
        Map<String, Machine> routes,
        char stopKey,
        int keptHours) {

    public OutboundConfig {
        countries = Set.copyOf(countries);
        routes = Map.copyOf(routes);
    }

    /** The same at any hour and as often as somebody asks: for the lab, where nobody is really called. */
    OutboundConfig inLab() {
        return new OutboundConfig(
                enabled,
                countries,
                callerId,
                doNotCall,
                new Limits(limits.callsPerSecond, limits.atATime, 1_000, 0),
                new Hours(LocalTime.MIN, LocalTime.MAX, EnumSet.allOf(DayOfWeek.class)),
                retries,
                ringSeconds,
                asksCarrier,
                machine,
                routes,
                stopKey,
                keptHours);
    }

    /**
     * How much.
     *
     * @param perRoutePerHour 0 for no limit
     */
    public record Limits(double callsPerSecond, int atATime, int perNumberPerDay, int perRoutePerHour) {}

    /** By the called number's own clock. */
    public record Hours(LocalTime from, LocalTime to, Set<DayOfWeek> days) {
        public Hours {
            days = Set.copyOf(days);
        }
    }

    /** After how many minutes each outcome is tried again; none where a list is empty. */
    public record Retries(List<Integer> busyMinutes, List<Integer> noAnswerMinutes, List<Integer> failedMinutes) {
        public Retries {
            busyMinutes = List.copyOf(busyMinutes);
            noAnswerMinutes = List.copyOf(noAnswerMinutes);
            failedMinutes = List.copyOf(failedMinutes);
        }
    }

    /**
     * What becomes of a call that a machine answers.
     *
     * @param action hang_up, message or talk
     * @param message what is said then, "" for nothing
     */
    public record Machine(String action, String message) {}
}
