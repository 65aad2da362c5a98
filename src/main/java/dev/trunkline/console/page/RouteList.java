package dev.trunkline.console.page;

import dev.trunkline.net.http.HttpResponse;
import dev.trunkline.net.http.Routes;
import dev.trunkline.ops.AdminGate;
import dev.trunkline.ops.JsonAnswers;
import dev.trunkline.ops.Role;
import java.util.List;
import java.util.Map;

/** Which routes there are, and where their callers may be put through to: {@code GET /api/routes}. Never a destination's number. */
public final class RouteList {

    private RouteList() {}

    /**
     * A route.
     *
     * @param numbers that it serves; "*" for every number that no other route does
     * @param recorded whether the sound of its calls is kept
     */
    public record ServedRoute(
            String name, List<String> numbers, boolean recorded, List<NamedDestination> destinations) {}

    /**
     * Where callers may be put through to.
     *
     * @param description what for
     */
    public record NamedDestination(String name, String description) {}

    /** Adds it, for those whom the gate lets in. */
    public static void contribute(Routes.Builder routes, AdminGate gate, List<ServedRoute> served) {
        HttpResponse answer = JsonAnswers.of(200, Map.of("routes", served));
        routes.http(
                "GET", "/api/routes", gate.guard(Role.VIEWER, "list_routes", (request, reply) -> reply.send(answer)));
    }
}
