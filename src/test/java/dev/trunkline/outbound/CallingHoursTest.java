package dev.trunkline.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallingHoursTest {

    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final ZoneId LOS_ANGELES = ZoneId.of("America/Los_Angeles");
    private static final ZoneId AUCKLAND = ZoneId.of("Pacific/Auckland");

    private final CallingHours hours = new CallingHours(
            LocalTime.of(9, 0), LocalTime.of(20, 0), EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.SATURDAY));

    private boolean mayBeCalled(List<ZoneId> zones, Instant now) {
        return now.equals(hours.next(zones, now));
    }

    @Test
    void theFirstMinuteIsInsideAndTheLastIsNot() {
        assertThat(mayBeCalled(List.of(NEW_YORK), Instant.parse("2026-11-30T13:59:59Z")))
                .isFalse();
        assertThat(mayBeCalled(List.of(NEW_YORK), Instant.parse("2026-11-30T14:00:00Z")))
                .isTrue();
        assertThat(mayBeCalled(List.of(NEW_YORK), Instant.parse("2026-12-01T00:59:59Z")))
                .isTrue();
        assertThat(mayBeCalled(List.of(NEW_YORK), Instant.parse("2026-12-01T01:00:00Z")))
                .isFalse();
    }

    @Test
    void ofSeveralZonesTheStrictestApplies() {
        Instant nineInNewYork = Instant.parse("2026-11-30T14:00:00Z");

        assertThat(mayBeCalled(List.of(NEW_YORK, LOS_ANGELES), nineInNewYork)).isFalse();
        assertThat(hours.next(List.of(NEW_YORK, LOS_ANGELES), nineInNewYork))
                .isEqualTo(Instant.parse("2026-11-30T17:00:00Z"));
    }

    @Test
    void aSundayIsSkipped() {
        Instant saturdayEvening = Instant.parse("2026-12-06T01:30:00Z");

        assertThat(hours.next(List.of(NEW_YORK), saturdayEvening)).isEqualTo(Instant.parse("2026-12-07T14:00:00Z"));
    }

    @Test
    void theClockIsPutForward() {
        Instant beforeTheNightOfTheEighthOfMarch = Instant.parse("2026-03-08T01:30:00Z");

        assertThat(hours.next(List.of(NEW_YORK), beforeTheNightOfTheEighthOfMarch))
                .isEqualTo(Instant.parse("2026-03-09T13:00:00Z"));
    }

    @Test
    void nobodyIsCalledWhoseZoneIsNotKnown() {
        assertThat(mayBeCalled(List.of(), Instant.parse("2026-11-30T15:00:00Z")))
                .isFalse();
        assertThat(hours.next(List.of(), Instant.parse("2026-11-30T15:00:00Z"))).isNull();
    }

    @Test
    void zonesWithoutACommonHourHaveNone() {
        CallingHours briefly = new CallingHours(LocalTime.of(9, 0), LocalTime.of(11, 0), hours.days());

        assertThat(briefly.next(List.of(NEW_YORK, AUCKLAND), Instant.parse("2026-11-30T15:00:00Z")))
                .isNull();
    }
}
