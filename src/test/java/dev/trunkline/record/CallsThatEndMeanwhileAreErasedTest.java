package dev.trunkline.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class CallsThatEndMeanwhileAreErasedTest {

    private static final CallRecord CALL = SomeCalls.call(1).live();

    private final List<CallRecord> live = new ArrayList<>(List.of(CALL));
    private boolean endsMeanwhile;

    /** Finds by the sid alone, as recordings are found. */
    private final Erasable recordings = new Erasable() {
        @Override
        public String place() {
            return "recordings";
        }

        @Override
        public long erase(Caller caller) {
            live.removeIf(call -> endsMeanwhile);
            return caller.callSids().contains(CALL.callSid()) ? 1 : 0;
        }
    };

    private ErasureReceipt receipt() {
        return new Eraser(
                        number -> CompletableFuture.completedFuture(new Erasable.Caller(number, Set.of(), Set.of())),
                        List.of(recordings),
                        () -> List.copyOf(live),
                        InstantSource.fixed(SomeCalls.BEGINNING),
                        Runnable::run)
                .erase(CALL.from(), "boss")
                .toCompletableFuture()
                .join();
    }

    @Test
    void whatIsFoundByTheCallAloneGoesThoughTheCallWentOnAtFirst() {
        endsMeanwhile = true;

        ErasureReceipt receipt = receipt();

        assertThat(receipt.erased()).containsEntry("recordings", 1L);
        assertThat(receipt.liveCalls()).isZero();
    }

    @Test
    void aCallThatGoesOnIsLeftAloneAndSaid() {
        ErasureReceipt receipt = receipt();

        assertThat(receipt.erased()).containsEntry("recordings", 0L);
        assertThat(receipt.liveCalls()).isEqualTo(1);
    }
}
