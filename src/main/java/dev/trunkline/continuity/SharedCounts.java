package dev.trunkline.continuity;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;

/**
 * Counts of all nodes together, for limits: calls of a caller this hour, dials of a tenant. Best effort: a limit that must hold
 * without this holds on each node for itself. Thread-safe; nothing here blocks.
 */
public interface SharedCounts {

    /**
     * Adds to a count.
     *
     * @param name without personal data: a hash where it tells whose count it is
     * @param amount may be negative
     * @param window how long the count lives, from its first addition
     * @return the sum, within some tenths of a second and never with a failure; nothing when nobody can tell
     */
    CompletionStage<OptionalLong> add(String name, long amount, Duration window);
}
