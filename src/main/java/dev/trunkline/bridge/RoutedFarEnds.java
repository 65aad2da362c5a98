package dev.trunkline.bridge;

import dev.trunkline.ai.AiConnector;
import dev.trunkline.time.Scheduler;

/** Who answers the calls of which route. Thread-safe. */
public interface RoutedFarEnds {

    /**
     * Calls them for one call. On that call's loop.
     *
     * @param conversationAt the name of the far end that has the call's conversation already; empty when none has, or it is not known
     */
    AiConnector connector(Route route, String conversationAt, Scheduler loop);

    /** Whether a call of the route that rang now would find nobody. */
    boolean isDown(Route route);
}
