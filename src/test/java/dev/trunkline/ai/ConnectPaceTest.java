package dev.trunkline.ai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.testing.ManualScheduler;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectPaceTest {

    private static final long SECOND = 1_000_000_000;
    private static final long GENTLE = SECOND / 20 * 5 / 4;

    private final ConnectPace pace = new ConnectPace(200, 20);

    @Test
    void inOrdinaryTimesThreeHundredComeAtOnceAndTheRestAtTwoHundredASecond() {
        long now = 5 * SECOND;
        for (int i = 0; i < 300; i++) {
            assertThat(waitNanos(now)).isZero();
        }
        for (int i = 0; i < 200; i++) {
            waitNanos(now);
        }

        assertThat(waitNanos(now)).isBetween(99 * SECOND / 100, 101 * SECOND / 100);
    }

    @Test
    void afterAnOutageSixteenASecondSoThatTwentyArriveAndNoneAtOnce() {
        long now = -3 * SECOND; // clocks may be negative
        pace.afterOutage(now);

        for (int i = 1; i <= 200; i++) {
            assertThat(waitNanos(now)).isEqualTo(i * GENTLE);
        }
    }

    @Test
    void placesThatNobodyTookAreNotMadeUpFor() {
        pace.afterOutage(0);

        assertThat(waitNanos(10 * SECOND)).isZero();
        assertThat(waitNanos(10 * SECOND)).isEqualTo(GENTLE);
    }

    @Test
    void norArePlacesThatCameWhileTheProcessStoodStill() {
        ManualScheduler time = new ManualScheduler();
        pace.afterOutage(time.nowNanos());
        List<Long> openedNanos = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            waitForTurn(time, pace.reserve(time.nowNanos()), openedNanos);
        }

        time.advance(SECOND);
        time.stall(7 * SECOND / 10);
        time.advance(4 * SECOND);

        assertThat(openedNanos).hasSize(60);
        for (int i = 1; i < 60; i++) {
            assertThat(openedNanos.get(i) - openedNanos.get(i - 1)).isGreaterThanOrEqualTo(GENTLE);
        }
    }

    @Test
    void halfAMinuteLaterAllIsAsBefore() {
        pace.afterOutage(0);

        for (int i = 0; i < 100; i++) {
            assertThat(waitNanos(31 * SECOND)).isZero();
        }
    }

    private void waitForTurn(ManualScheduler time, long placeNanos, List<Long> openedNanos) {
        long waitNanos = pace.waitNanos(placeNanos, time.nowNanos());
        if (waitNanos == 0) {
            openedNanos.add(time.elapsedNanos());
        } else {
            time.after(waitNanos, () -> waitForTurn(time, placeNanos, openedNanos));
        }
    }

    private long waitNanos(long now) {
        return pace.waitNanos(pace.reserve(now), now);
    }
}
