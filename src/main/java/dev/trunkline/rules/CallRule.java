package dev.trunkline.rules;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * When all of this holds in a call, that is done. Immutable.
 *
 * @param name what logs, metrics and webhooks call it
 * @param routes the names of those whose calls it watches; empty for all
 * @param when what has to hold, all of it at the same moment; at least one
 * @param deed what is done
 * @param pauseNanos after which it may be done once more in the same call; 0: once per call
 */
public record CallRule(String name, Set<String> routes, List<Condition> when, Deed deed, long pauseNanos) {

    public CallRule {
        routes = Set.copyOf(routes);
        when = List.copyOf(when);
        if (when.isEmpty()) {
            throw new IllegalArgumentException("a rule without a condition would always hold");
        }
    }

    public boolean watches(String route) {
        return routes.isEmpty() || routes.contains(route);
    }

    /**
     * What is done.
     *
     * @param escalates whether subscribers and webhooks are told that a person should know of the call
     * @param context what the agent is told, or null
     * @param transfer the name of a destination, or null
     */
    public record Deed(
            boolean escalates,
            @Nullable String context,
            @Nullable String transfer) {}
}
