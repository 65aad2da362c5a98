package dev.trunkline.lab.fleet.call;

import dev.trunkline.lab.fleet.measure.Meter;
import dev.trunkline.lab.fleet.measure.PendingMeasurements;
import dev.trunkline.lab.history.CallHistory;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What all calls of a fleet share. Thread-safe.
 *
 * @param nanoTime the clock that all processes of one machine share
 * @param history what happens is told it, when callers count; else null
 */
record FleetContext(
        FleetPlan plan,
        Meter meter,
        PendingMeasurements asked,
        CallerPhrases sound,
        LongSupplier nanoTime,
        @Nullable CallHistory history,
        Desk desk) {

    /** Is told how calls get on. Thread-safe. */
    interface Desk {
        void onUp(FleetCall.Ring ring);

        /** The caller hung up. */
        void onHungUp(FleetCall.Ring ring);

        /**
         * There is no stream any more, and it was not the caller who ended it.
         *
         * @param wasUp whether {@link #onUp} was called for it
         * @param clean whether it was ended as one should
         * @param why in words that repeat themselves when it does
         */
        void onStreamEnded(FleetCall.Ring ring, boolean wasUp, boolean clean, String why);
    }
}
