package dev.trunkline.bridge;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.ai.Breaker;
import dev.trunkline.testing.ManualScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nobody is there to miss a far end five times within moments. */
class FewCallersFindAnOutageTest {

    private static final Duration LONG = Duration.ofMinutes(5);

    private final ManualScheduler time = new ManualScheduler();
    private final List<Boolean> told = new ArrayList<>();
    private final FailsafeBreaker breaker = new FailsafeBreaker(
            "test", new FailsafeBreaker.Rules(5, Duration.ofSeconds(5), LONG, LONG), told::add, time::nowNanos);

    @Test
    void theSecondMissOpensItWhenNobodyWasReachedForLong() {
        miss();
        time.advanceMillis(6_250);
        assertThat(breaker.state()).isEqualTo(Breaker.State.CLOSED);

        miss();

        assertThat(breaker.state()).isEqualTo(Breaker.State.OPEN);
        assertThat(told).containsExactly(true);
    }

    @Test
    void missesOfOneMomentDoNot() {
        miss();
        time.advanceMillis(4_999);
        miss();

        assertThat(breaker.state()).isEqualTo(Breaker.State.CLOSED);
    }

    @Test
    void whoeverReachesItBetweenThemShowsThatItIsThere() {
        miss();
        time.advanceMillis(3_000);
        permit().reached();
        time.advanceMillis(3_250);
        miss();
        assertThat(breaker.state()).isEqualTo(Breaker.State.CLOSED);

        time.advanceMillis(5_000);
        miss();

        assertThat(breaker.state()).isEqualTo(Breaker.State.OPEN);
    }

    @Test
    void soDoesWhoeverIsTurnedAwayBecauseItIsFullButNotOneWhoHangsUp() {
        miss();
        time.advanceMillis(3_000);
        permit().turnedAway();
        time.advanceMillis(3_000);
        miss();
        assertThat(breaker.state()).isEqualTo(Breaker.State.CLOSED);

        time.advanceMillis(3_000);
        permit().calledOff();
        time.advanceMillis(3_000);
        miss();

        assertThat(breaker.state()).isEqualTo(Breaker.State.OPEN);
    }

    @Test
    void whoeverIsTurnedAwayEndsARowOfAnyLength() {
        for (int i = 0; i < 4; i++) {
            miss();
        }
        permit().turnedAway();
        miss();

        assertThat(breaker.state()).isEqualTo(Breaker.State.CLOSED);
    }

    @Test
    void aMissOfAMinuteAgoSaysNothingOfNow() {
        miss();
        time.advanceMillis(60_000);
        miss();

        assertThat(breaker.state()).isEqualTo(Breaker.State.CLOSED);
    }

    private void miss() {
        permit().missed();
    }

    private Breaker.Permit permit() {
        return requireNonNull(breaker.ask());
    }
}
