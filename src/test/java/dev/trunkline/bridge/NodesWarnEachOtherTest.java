package dev.trunkline.bridge;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.ai.Breaker;
import dev.trunkline.continuity.FarEndOpinions;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A node whose breaker has opened spares the others the same trouble; one that is wrong cannot stop them. */
class NodesWarnEachOtherTest {

    private static final Duration LONG = Duration.ofHours(1); // of the machine's own time

    private final AtomicLong nowNanos = new AtomicLong();
    private final Set<String> out = new HashSet<>();
    private final FarEndOpinions opinions = new FarEndOpinions() {
        @Override
        public void tell(String farEnd, boolean isBroken, Duration validFor) {
            if (isBroken) {
                out.add(farEnd);
            } else {
                out.remove(farEnd);
            }
        }

        @Override
        public boolean isBrokenForOthers(String farEnd) {
            return out.contains(farEnd);
        }
    };
    private final FailsafeBreaker theirs = new FailsafeBreaker(
            "evi", FailsafeBreaker.Rules.usual(), isOut -> SharedBreaker.tell(opinions, "evi", isOut), nowNanos::get);
    private final FailsafeBreaker own = new FailsafeBreaker("evi", new FailsafeBreaker.Rules(5, LONG, LONG, LONG));
    private final SharedBreaker ours = new SharedBreaker(own, "evi", opinions, nowNanos::get);

    private void theyMiss() {
        for (int miss = 0; miss < 5; miss++) {
            requireNonNull(theirs.ask()).missed();
        }
    }

    @Test
    void withNoNewsAnyNumberIsLet() {
        assertThat(ours.ask()).isNotNull();
        assertThat(ours.ask()).isNotNull();
        assertThat(ours.state()).isEqualTo(Breaker.State.CLOSED);
    }

    @Test
    void whatIsOutForOthersIsTriedByOneAtATime() {
        theyMiss();

        Breaker.Permit first = requireNonNull(ours.ask());

        assertThat(ours.state()).isEqualTo(Breaker.State.HALF_OPEN);
        assertThat(ours.ask()).isNull();
        first.missed();
        assertThat(ours.lets()).isTrue();
        assertThat(ours.ask()).isNotNull();
        assertThat(ours.lets()).isFalse();
    }

    /** It may be out for them alone: whoever comes while one finds out waits for that. */
    @Test
    void whatIsOutForOthersTurnsNobodyAwayBeforeItIsMissedHere() {
        theyMiss();

        Breaker.Permit first = requireNonNull(ours.ask());

        assertThat(ours.lets()).isTrue();
        first.reached();
        assertThat(ours.ask()).isNotNull();
    }

    @Test
    void whoIsTurnedAwayHasFoundItFullAndNotOut() {
        theyMiss();
        requireNonNull(ours.ask()).turnedAway();

        assertThat(ours.state()).isEqualTo(Breaker.State.CLOSED);
    }

    @Test
    void anAttemptThatIsCalledOffDoesNotKeepTheOthersOut() {
        theyMiss();
        requireNonNull(ours.ask()).calledOff();

        assertThat(ours.ask()).isNotNull();
    }

    @Test
    void whoReachesItBelievesHimselfForAWhile() {
        theyMiss();
        requireNonNull(ours.ask()).reached();

        assertThat(ours.ask()).isNotNull();
        assertThat(ours.ask()).isNotNull();
        assertThat(ours.state()).isEqualTo(Breaker.State.CLOSED);

        nowNanos.addAndGet(SharedBreaker.VALID.toNanos());
        assertThat(ours.state()).isEqualTo(Breaker.State.HALF_OPEN);
    }

    @Test
    void whoseOwnBreakerIsOpenHasItsPause() {
        theyMiss();
        for (int miss = 0; miss < 5; miss++) {
            requireNonNull(ours.ask()).missed();
        }

        assertThat(ours.state()).isEqualTo(Breaker.State.OPEN);
        assertThat(ours.ask()).isNull();
        assertThat(ours.lets()).isFalse();
    }
}
