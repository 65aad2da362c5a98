package dev.trunkline.outbound;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * When people may be called, by their own clocks. Where a number may be in several time zones, all of them must allow it. Immutable.
 *
 * @param from the first minute
 * @param to the first minute after
 * @param days of the week
 */
public record CallingHours(LocalTime from, LocalTime to, Set<DayOfWeek> days) {

    private static final int MAX_DAYS = 8; // the same weekday comes again after seven
    private static final int MAX_STEPS = 200;

    public CallingHours {
        days = Set.copyOf(days);
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("calling hours must begin before they end");
        }
    }

    private boolean isOpen(ZonedDateTime there) {
        LocalTime time = there.toLocalTime();
        return days.contains(there.getDayOfWeek()) && !time.isBefore(from) && time.isBefore(to);
    }

    /**
     * The first instant from {@code now} on at which somebody may be called who is in one of these zones; null when there is none, and
     * where no zone is known.
     */
    public @Nullable Instant next(Collection<ZoneId> zones, Instant now) {
        if (zones.isEmpty()) {
            return null;
        }
        Instant candidate = now;
        for (int steps = 0; steps < MAX_STEPS; steps++) {
            Instant latest = candidate;
            for (ZoneId zone : zones) {
                Instant opens = opening(candidate.atZone(zone));
                if (opens == null) {
                    return null;
                }
                latest = opens.isAfter(latest) ? opens : latest;
            }
            if (latest.equals(candidate)) {
                return candidate; // open everywhere
            }
            candidate = latest;
        }
        return null; // where it opens here it has closed there, every day
    }

    private @Nullable Instant opening(ZonedDateTime there) {
        if (isOpen(there)) {
            return there.toInstant();
        }
        LocalDate today = there.toLocalDate();
        for (int i = 0; i < MAX_DAYS; i++) {
            LocalDate day = today.plusDays(i);
            ZonedDateTime opens = day.atTime(from).atZone(there.getZone());
            if (days.contains(day.getDayOfWeek()) && !opens.isBefore(there)) {
                return opens.toInstant();
            }
        }
        return null;
    }
}
