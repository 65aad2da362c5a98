package dev.trunkline.config;

import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which calls are recorded so that they can be replayed. Immutable.
 *
 * @param directory where, or null for none
 * @param routes the names of those whose calls are; empty for all
 * @param oneInCalls every how many of them
 * @param callMegabytes how long one may become
 * @param megabytes how much all may take
 */
public record FlightConfig(
        @Nullable Path directory, Set<String> routes, int oneInCalls, int callMegabytes, int megabytes) {

    /** Whether a route's calls are recorded. */
    public boolean has(String route) {
        return routes.isEmpty() || routes.contains(route);
    }
}
