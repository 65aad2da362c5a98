package dev.trunkline.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.bridge.Admission.Census;
import dev.trunkline.testing.ManualScheduler;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AdmissionTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final ManualScheduler clock = new ManualScheduler(); // about to wrap
    private final Admission admission = new Admission(2, clock::nowNanos);

    @Test
    void letsInAsManyCallsAsThereIsRoomFor() {
        assertThat(admission.ring(NewCall.known("CA1"))).isNull();
        admission.began(NewCall.known("CA1"), "MZ1");
        assertThat(admission.ring(NewCall.known("CA2"))).isNull();
        assertThat(admission.ring(NewCall.known("CA3"))).isEqualTo("full");
        assertThat(admission.census()).isEqualTo(new Census(1, 1, 0));

        admission.ended("CA1", "MZ1", false);

        assertThat(admission.ring(NewCall.known("CA3"))).isNull();
    }

    @Test
    void letsACallThatIsInRingAgain() {
        admission.ring(NewCall.known("CA1"));
        admission.ring(NewCall.known("CA2"));
        admission.began(NewCall.known("CA2"), "MZ2");

        assertThat(admission.ring(NewCall.known("CA1"))).isNull();
        assertThat(admission.ring(NewCall.known("CA2"))).isNull();
        assertThat(admission.refusalOf(1)).isEqualTo("full");
        assertThat(admission.census()).isEqualTo(new Census(1, 1, 0));
    }

    @Test
    void forgetsACallWhoseSoundNeverCame() {
        admission.ring(NewCall.known("CA1"));
        admission.ring(NewCall.known("CA2"));
        admission.began(NewCall.known("CA2"), "MZ2");

        clock.advance(TimeUnit.SECONDS.toNanos(15));
        assertThat(admission.refusalOf(1)).isEqualTo("full");
        clock.advance(1);
        assertThat(admission.refusalOf(1)).isNull();
        assertThat(admission.census()).isEqualTo(new Census(1, 0, 0));
    }

    @Test
    void givesTheSeatOfACallThatEndedBeforeItsStreamBackAtOnce() {
        admission.ring(NewCall.known("CA1"));
        admission.ring(NewCall.known("CA2"));

        admission.over("CA1");

        assertThat(admission.ring(NewCall.known("CA3"))).isNull();
        assertThat(admission.began(NewCall.known("CA1"), "MZ1")).isFalse();
        assertThat(admission.census()).isEqualTo(new Census(0, 2, 0));
    }

    @Test
    void anEarlierStreamsEndIsNotTheCalls() {
        admission.began(NewCall.known("CA1"), "MZ1");
        admission.began(NewCall.known("CA1"), "MZ2");

        admission.ended("CA1", "MZ1", false);

        assertThat(admission.census()).isEqualTo(new Census(1, 0, 0));
    }

    @Test
    void letsNobodyNewInWhileDraining() {
        admission.ring(NewCall.known("CA1"));

        admission.drain();

        assertThat(admission.ring(NewCall.known("CA2"))).isEqualTo("draining");
        assertThat(admission.ring(NewCall.known("CA1"))).isNull();
    }

    @Test
    void awaitsTheEndOfTheLastCall() throws Exception {
        admission.began(NewCall.known("CA1"), "MZ1");
        admission.began(NewCall.known("CA2"), "MZ2");
        CompletableFuture<Boolean> silence = CompletableFuture.supplyAsync(() -> await(Duration.ofMinutes(1)));

        admission.ended("CA1", "MZ1", false);
        assertThat(await(Duration.ofMillis(20))).isFalse();
        assertThat(silence).isNotDone();
        admission.ended("CA2", "MZ2", false);

        assertThat(silence.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(await(Duration.ZERO)).isTrue();
    }

    @Test
    void aCallThatRingsIsWaitedForUntilItsStreamCannotComeAnyMore() {
        admission.ring(NewCall.known("CA1"));
        assertThat(await(Duration.ofMillis(20))).isFalse();

        clock.advance(TimeUnit.SECONDS.toNanos(16));

        assertThat(await(Duration.ZERO)).isTrue();
    }

    @Test
    void aCallIsWaitedForUntilTheCarrierHasItsAnswer() {
        admission.began(NewCall.known("CA1"), "MZ1");
        admission.ended("CA1", "MZ1", true);
        assertThat(admission.census()).isEqualTo(new Census(0, 0, 1));
        assertThat(await(Duration.ofMillis(20))).isFalse();

        admission.answered("CA1");
        assertThat(await(Duration.ofMillis(20))).as("the answer is on its way").isFalse();
        clock.advance(TimeUnit.MILLISECONDS.toNanos(1_001));

        assertThat(await(Duration.ZERO)).isTrue();
    }

    @Test
    void whoWasSentAwayMayComeBackForAWhile() throws Exception {
        admission.began(NewCall.known("CA1"), "MZ1");
        admission.ended("CA1", "MZ1", true);
        admission.sentAway("CA1");
        clock.advance(TimeUnit.MILLISECONDS.toNanos(4_900));
        assertThat(await(Duration.ZERO)).isFalse();
        clock.advance(TimeUnit.MILLISECONDS.toNanos(200));

        assertThat(await(Duration.ZERO)).isTrue();
    }

    @Test
    void aCallWhoseCarrierDoesNotAskIsNotWaitedForForEver() {
        admission.began(NewCall.known("CA1"), "MZ1");
        admission.ended("CA1", "MZ1", true);

        clock.advance(TimeUnit.SECONDS.toNanos(16));

        assertThat(await(Duration.ZERO)).isTrue();
    }

    @Test
    void whoTalksToAPersonNeedsNoSeatAndIsWaitedForUntilToldOtherwise() {
        admission.began(NewCall.known("CA1"), "MZ1");
        admission.ended("CA1", "MZ1", true);
        admission.transferred("CA1", HOUR);
        clock.advance(HOUR.toNanos());

        assertThat(admission.census()).isEqualTo(new Census(0, 0, 1));
        assertThat(await(Duration.ofMillis(20))).isFalse();
        admission.forgetTransferred();

        assertThat(await(Duration.ZERO)).isTrue();
    }

    @Test
    void whomWeCallIsWaitedForUntilNobodyRings() {
        AtomicInteger beingCalled = new AtomicInteger(1);
        admission.alsoAwaits(beingCalled::get);

        assertThat(admission.census()).isEqualTo(new Census(0, 1, 0));
        assertThat(await(Duration.ZERO)).isFalse();
        beingCalled.set(0);

        assertThat(await(Duration.ZERO)).isTrue();
    }

    private boolean await(Duration atMost) {
        try {
            return admission.awaitNoCalls(atMost);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
