package dev.trunkline.lab.fleet.call;

import dev.trunkline.lab.fleet.measure.Meter;
import dev.trunkline.lab.fleet.measure.PendingMeasurements;
import java.util.function.LongSupplier;

/**
 * What all calls of a fleet share. Thread-safe.
 *
 * @param nanoTime the clock that all processes of one machine share
 */
record FleetContext(
        FleetPlan plan, Meter meter, PendingMeasurements asked, CallerPhrases sound, LongSupplier nanoTime, Desk desk) {

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
