package dev.trunkline.speech.turn;

import dev.trunkline.speech.Speech;

/** A model that hears whether a turn is complete. Thread-safe; slow, so never called on an event loop. */
@FunctionalInterface
public interface TurnModel {

    /**
     * Judges a turn in which the caller has paused.
     *
     * @param soFar from before its first word to the pause
     * @return how likely it is over, 0 to 1
     */
    double completeness(Speech soFar);
}
