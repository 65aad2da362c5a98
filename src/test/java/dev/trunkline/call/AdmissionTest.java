package dev.trunkline.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.testing.ManualScheduler;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AdmissionTest {

    private static final long MINUTE_NANOS = 60_000_000_000L;

    private final long nowNanos = new ManualScheduler().nowNanos(); // a clock that is about to wrap
    private final Admission admission = new Admission(2);

    @Test
    void letsInAsManyCallsAsThereIsRoomFor() {
        assertThat(admission.ring("CA1", nowNanos)).isNull();
        admission.began("CA1");
        assertThat(admission.ring("CA2", nowNanos)).isNull();
        assertThat(admission.ring("CA3", nowNanos)).isEqualTo("full");
        assertThat(admission.liveCalls()).isOne();

        admission.ended("CA1");

        assertThat(admission.ring("CA3", nowNanos)).isNull();
    }

    @Test
    void letsACallThatIsInRingAgain() {
        admission.ring("CA1", nowNanos);
        admission.ring("CA2", nowNanos);
        admission.began("CA2");

        assertThat(admission.ring("CA1", nowNanos)).isNull();
        assertThat(admission.ring("CA2", nowNanos)).isNull();
        assertThat(admission.refusal(nowNanos)).isEqualTo("full");
    }

    @Test
    void forgetsACallWhoseSoundNeverCame() {
        admission.ring("CA1", nowNanos);
        admission.ring("CA2", nowNanos);
        admission.began("CA2");

        assertThat(admission.refusal(nowNanos + MINUTE_NANOS)).isEqualTo("full");
        assertThat(admission.refusal(nowNanos + MINUTE_NANOS + 1)).isNull();
    }

    @Test
    void letsNobodyNewInWhileDraining() {
        admission.ring("CA1", nowNanos);

        admission.drain();

        assertThat(admission.ring("CA2", nowNanos)).isEqualTo("draining");
        assertThat(admission.ring("CA1", nowNanos)).isNull();
    }

    @Test
    void awaitsTheEndOfTheLastCall() throws Exception {
        admission.began("CA1");
        admission.began("CA2");
        CompletableFuture<Boolean> silence = CompletableFuture.supplyAsync(() -> await(Duration.ofMinutes(1)));

        admission.ended("CA1");
        assertThat(await(Duration.ofMillis(20))).isFalse();
        assertThat(silence).isNotDone();
        admission.ended("CA2");

        assertThat(silence.get(10, TimeUnit.SECONDS)).isTrue();
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
