package dev.trunkline.ai;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConnectPaceTest {

    private static final long SECOND = 1_000_000_000;

    private final ConnectPace pace = new ConnectPace(200, 20);

    @Test
    void inOrdinaryTimesThreeHundredComeAtOnceAndTheRestAtTwoHundredASecond() {
        long now = 5 * SECOND;
        for (int i = 0; i < 300; i++) {
            assertThat(pace.reserve(now)).isZero();
        }
        for (int i = 0; i < 200; i++) {
            pace.reserve(now);
        }

        assertThat(pace.reserve(now)).isBetween(99 * SECOND / 100, 101 * SECOND / 100);
    }

    @Test
    void afterAnOutageTwentyASecondAndNoneAtOnce() {
        long now = -3 * SECOND; // clocks may be negative
        pace.afterOutage(now);

        for (int i = 1; i <= 200; i++) {
            assertThat(pace.reserve(now)).isEqualTo(i * SECOND / 20);
        }
    }

    @Test
    void placesThatNobodyTookAreNotMadeUpFor() {
        pace.afterOutage(0);

        assertThat(pace.reserve(10 * SECOND)).isZero();
        assertThat(pace.reserve(10 * SECOND)).isEqualTo(SECOND / 20);
    }

    @Test
    void halfAMinuteLaterAllIsAsBefore() {
        pace.afterOutage(0);

        for (int i = 0; i < 100; i++) {
            assertThat(pace.reserve(31 * SECOND)).isZero();
        }
    }
}
