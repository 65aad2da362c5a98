package dev.trunkline.bridge;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.ai.Breaker;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FarEndIsTriedAgainWhenItsPauseIsOverIT {

    private static final Duration LONG = Duration.ofMinutes(5);

    private final FailsafeBreaker breaker =
            new FailsafeBreaker("test", new FailsafeBreaker.Rules(5, Duration.ofMillis(200), LONG));

    @Test
    void fiveMissesInARowOpenItAndFourDoNot() {
        miss(4);
        assertThat(breaker.state()).isEqualTo(Breaker.State.CLOSED);
        permit().reached();
        miss(4);
        assertThat(breaker.lets()).isTrue();

        miss(1);

        assertThat(breaker.state()).isEqualTo(Breaker.State.OPEN);
        assertThat(breaker.lets()).isFalse();
        assertThat(breaker.ask()).isNull();
    }

    @Test
    void afterThePauseOneAttemptDecides() {
        miss(5);
        await().until(breaker::lets);

        Breaker.Permit decides = permit();

        assertThat(breaker.state()).isEqualTo(Breaker.State.HALF_OPEN);
        assertThat(breaker.ask()).isNull();
        assertThat(breaker.lets()).isFalse();
        decides.missed();
        assertThat(breaker.state()).isEqualTo(Breaker.State.OPEN);
        await().until(breaker::lets);
        permit().reached();
        assertThat(breaker.state()).isEqualTo(Breaker.State.CLOSED);
    }

    @Test
    void anAttemptThatIsCalledOffLeavesItToAnother() {
        miss(5);
        await().until(breaker::lets);

        permit().calledOff();

        await().until(breaker::lets);
        permit().reached();
        assertThat(breaker.state()).isEqualTo(Breaker.State.CLOSED);
    }

    @Test
    void oneDenialOpensItForLong() {
        permit().denied();

        assertThat(breaker.state()).isEqualTo(Breaker.State.OPEN);
        await().pollDelay(Duration.ofMillis(300)).until(() -> !breaker.lets());
    }

    @Test
    void afterADenialTheFarEndMayTakeOurCallsAgain() {
        var brief = new FailsafeBreaker("test", new FailsafeBreaker.Rules(5, LONG, Duration.ofMillis(100)));
        requireNonNull(brief.ask()).denied();
        await().until(brief::lets);
        requireNonNull(brief.ask()).denied();
        assertThat(brief.lets()).isFalse();
        await().until(brief::lets);

        requireNonNull(brief.ask()).reached();

        assertThat(brief.state()).isEqualTo(Breaker.State.CLOSED);
    }

    @Test
    void farEndsThatDoNoWorkCountAsMissed() {
        for (int i = 0; i < 5; i++) {
            breaker.onUseless();
        }

        assertThat(breaker.state()).isEqualTo(Breaker.State.OPEN);
    }

    private void miss(int times) {
        for (int i = 0; i < times; i++) {
            permit().missed();
        }
    }

    private Breaker.Permit permit() {
        return requireNonNull(breaker.ask());
    }
}
