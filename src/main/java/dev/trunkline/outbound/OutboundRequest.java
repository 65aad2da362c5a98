package dev.trunkline.outbound;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asks for, as it came. Immutable.
 *
 * @param to who is to be called, however it is written
 * @param from which of our numbers is shown, or null for the route's or the default
 * @param route the name of the route that the call takes, or null for that of {@code from}
 * @param machine what becomes of it when a machine answers, or null for what is configured
 * @param message what is said to a machine then, or null for what is configured
 */
public record OutboundRequest(
        String to,
        @Nullable String from,
        @Nullable String route,
        Map<String, String> variables,
        @Nullable String machine,
        @Nullable String message) {

    public OutboundRequest {
        variables = Map.copyOf(variables);
    }
}
