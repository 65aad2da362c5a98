package dev.trunkline.lab.fleet;

import java.util.function.LongSupplier;

/**
 * What all calls of a fleet share. Thread-safe.
 *
 * @param nanoTime the clock that all processes of one machine share
 */
record Surroundings(FleetPlan plan, Meter meter, AskedBook asked, CallerSound sound, LongSupplier nanoTime, Desk desk) {

    /** Is told how many there are. Thread-safe. */
    interface Desk {
        void onUp();

        /**
         * A call is over.
         *
         * @param wasUp whether {@link #onUp} was called for it
         */
        void onOver(boolean wasUp);

        /** Something that somebody should look at, in words that repeat themselves when it does. */
        void onTrouble(String what);
    }
}
