package dev.trunkline.lab.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.lab.fleet.call.FleetPlan;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FleetScheduleTest {

    private static final long BEGIN_NANOS = Long.MAX_VALUE - TimeUnit.DAYS.toNanos(1);

    @Test
    void aRampIsKeptAndPlacesThatCouldNotBeUsedAreNotMadeUpFor() {
        var schedule = new FleetSchedule(new FleetPlan.Size(20, 10, 5, 0, 0), BEGIN_NANOS);

        assertThat(schedule.mayPlace(at(0), 0, 0)).isTrue();
        assertThat(schedule.mayPlace(at(50), 1, 1)).isFalse();
        assertThat(schedule.mayPlace(at(100), 1, 1)).isTrue();
        int placed = 2;
        while (schedule.mayPlace(at(900), placed, placed)) {
            placed++;
        }
        assertThat(placed)
                .as("one that is due, and one for the 10 ms between two looks")
                .isEqualTo(4);
    }

    @Test
    void callersHangUpWhenAllHaveBeenUpForTheDuration() {
        var schedule = new FleetSchedule(new FleetPlan.Size(2, 10, 5, 0, 1), BEGIN_NANOS);

        assertThat(schedule.isRamped(at(100), 1)).isFalse();
        assertThat(schedule.isRamped(at(200), 2)).isTrue();
        assertThat(schedule.isRamped(at(300), 2)).isFalse();
        assertThat(schedule.isMeasuredByLoops(at(1_100), at(2_000))).isFalse();
        assertThat(schedule.isMeasuredByLoops(at(1_200), at(2_000))).isTrue();
        assertThat(schedule.isMeasuredByFarEnd(at(2_100))).isFalse();
        assertThat(schedule.isMeasuredByFarEnd(at(2_200))).isTrue();
        assertThat(schedule.isDone(at(5_100), 2, 2)).isFalse();
        assertThat(schedule.isDone(at(5_200), 2, 2)).isTrue();
    }

    @Test
    void aStepIsHeldUntilTheBridgeHasBeenLookedAt() {
        var schedule = new FleetSchedule(new FleetPlan.Size(4, 10, 5, 0, 0, 0, 2, 0), BEGIN_NANOS);

        schedule.isRamped(at(100), 2);
        assertThat(schedule.isDone(at(5_100), 2, 2)).isFalse();
        assertThat(schedule.isLookDue()).isTrue();
        assertThat(schedule.isDone(at(9_000), 2, 2)).isFalse();
        assertThat(schedule.target()).isEqualTo(2);
        schedule.looked();
        assertThat(schedule.isDone(at(9_010), 2, 2)).isFalse();
        assertThat(schedule.target()).isEqualTo(4);
        assertThat(schedule.isRamped(at(9_100), 4)).isTrue();
        schedule.isDone(at(14_100), 4, 4);
        schedule.looked();
        assertThat(schedule.isDone(at(14_110), 4, 4)).isTrue();
    }

    @Test
    void itIsOverWhenTheBridgeHasLetGoOrHasHadItsTime() {
        var schedule = new FleetSchedule(new FleetPlan.Size(1, 10, 5, 0, 0, 0, 0, 10), BEGIN_NANOS);

        assertThat(schedule.stop(at(0))).isTrue();
        assertThat(schedule.stop(at(10))).isFalse();
        assertThat(schedule.isOver(at(20), 1)).isFalse();
        assertThat(schedule.isOver(at(1_000), 0)).isFalse();
        assertThat(schedule.isOver(at(10_999), 0)).isFalse();
        assertThat(schedule.isOver(at(11_000), 0)).isTrue();
        var other = new FleetSchedule(new FleetPlan.Size(1, 10, 5, 0, 0, 0, 0, 10), BEGIN_NANOS);
        other.stop(at(0));
        other.bringBack(true);
        assertThat(other.isOver(at(1_000), 0)).isTrue();
    }

    private static long at(long millis) {
        return BEGIN_NANOS + TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
