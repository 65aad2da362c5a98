package dev.trunkline.bridge;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.ai.Breaker;
import dev.trunkline.testing.WrittenLog;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FarEndIsTriedAgainWhenItsPauseIsOverIT {

    private static final Duration LONG = Duration.ofMinutes(5);

    private final FailsafeBreaker breaker =
            new FailsafeBreaker("test", new FailsafeBreaker.Rules(5, LONG, Duration.ofMillis(200), LONG));

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
    void aFarEndThatIsBackAndFullIsBack() {
        miss(5);
        await().until(breaker::lets);

        permit().turnedAway();

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

    /** Connections may take longer to fail than the pause is, and callers hang up when they like. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoWasLetInBeforeTheOutageLeavesItToTheOneThatDecides(boolean isMissed) {
        Breaker.Permit before = permit();
        miss(5);
        await().until(breaker::lets);
        Breaker.Permit decides = permit();

        if (isMissed) {
            before.missed();
        } else {
            before.calledOff();
        }
        decides.reached();

        assertThat(breaker.state()).isEqualTo(Breaker.State.CLOSED);
    }

    /** Who was let in after the outage met a balancer without a backend, and has left the outage undecided. */
    @Test
    void oneThatIsCalledOffAfterADenialLeavesItToAnotherToo() {
        miss(5);
        await().until(breaker::lets);
        permit().denied();
        await().until(breaker::lets);

        permit().calledOff();

        await().until(breaker::lets);
        permit().reached();
        assertThat(breaker.state()).isEqualTo(Breaker.State.CLOSED);
    }

    /** A balancer without a backend says 404 for a second; a wrong key is wrong for hours. */
    @Test
    void aDenialOpensItForAMomentAndEachThatFollowsForLonger() {
        var denying = new FailsafeBreaker(
                "denying", new FailsafeBreaker.Rules(5, LONG, Duration.ofMillis(10), Duration.ofMillis(40)));
        try (WrittenLog log = WrittenLog.begin()) {
            for (int denials = 0; denials < 4; denials++) {
                requireNonNull(denying.ask()).denied();
                assertThat(denying.state()).isEqualTo(Breaker.State.OPEN);
                await().until(denying::lets);
            }
            requireNonNull(denying.ask()).reached();
            requireNonNull(denying.ask()).denied();

            assertThat(pausesMillis(log, "denying")).containsExactly("10", "20", "40", "40", "10");
        }
    }

    @Test
    void whoeverMeetsTheSameDenialMakesItNoLonger() {
        var denying = new FailsafeBreaker("burst", new FailsafeBreaker.Rules(5, LONG, Duration.ofMillis(10), LONG));
        try (WrittenLog log = WrittenLog.begin()) {
            Breaker.Permit first = requireNonNull(denying.ask());
            Breaker.Permit second = requireNonNull(denying.ask());
            first.denied();
            second.denied();
            await().until(denying::lets);
            requireNonNull(denying.ask()).denied();

            assertThat(pausesMillis(log, "burst")).containsExactly("10", "20");
        }
    }

    /** What the attempt after the pause meets instead of an answer closes it too, without a word on our calls. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whomTheFarEndHasTakenMeanwhileEndsTheDenials(boolean isMissed) {
        var denying = new FailsafeBreaker("healed", new FailsafeBreaker.Rules(5, LONG, Duration.ofMillis(10), LONG));
        try (WrittenLog log = WrittenLog.begin()) {
            for (int denials = 0; denials < 3; denials++) {
                requireNonNull(denying.ask()).denied();
                await().until(denying::lets);
            }
            Breaker.Permit undecided = requireNonNull(denying.ask());
            if (isMissed) {
                undecided.missed();
            } else {
                undecided.calledOff();
            }
            requireNonNull(denying.ask()).reached();
            requireNonNull(denying.ask()).denied();

            assertThat(pausesMillis(log, "healed")).containsExactly("10", "20", "40", "10");
        }
    }

    private static List<String> pausesMillis(WrittenLog log, String farEnd) {
        return Pattern.compile("farEnd=\"" + farEnd + "\" pauseMillis=\"([0-9]{1,9})\"")
                .matcher(log.text())
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    @Test
    void afterADenialTheFarEndMayTakeOurCallsAgain() {
        var brief = new FailsafeBreaker("test", new FailsafeBreaker.Rules(5, LONG, LONG, Duration.ofMillis(100)));
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
