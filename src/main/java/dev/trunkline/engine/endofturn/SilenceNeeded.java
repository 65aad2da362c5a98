package dev.trunkline.engine.endofturn;

import java.util.List;

/**
 * How long the caller must be silent for the turn to be over, and why. Immutable.
 *
 * @param millis since the last word
 * @param likelihood log odds that the turn is over: 0 is even, positive is likelier than not
 * @param reasons in the order they were weighed
 */
public record SilenceNeeded(int millis, double likelihood, List<Reason> reasons) {

    /**
     * What was weighed.
     *
     * @param likelihood log odds that it adds
     */
    public record Reason(String what, double likelihood) {}

    public SilenceNeeded {
        reasons = List.copyOf(reasons);
    }
}
