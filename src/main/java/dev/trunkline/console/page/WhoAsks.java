package dev.trunkline.console.page;

import dev.trunkline.net.http.HttpResponse;
import dev.trunkline.net.http.Routes;
import dev.trunkline.ops.AdminGate;
import dev.trunkline.ops.Role;
import java.util.Locale;

/** Who a token is, and what it may: {@code GET /api/me}, so that a page offers nothing that would be refused. */
public final class WhoAsks {

    private WhoAsks() {}

    /** Adds it, for those whom the gate lets in. */
    public static void contribute(Routes.Builder routes, AdminGate gate) {
        routes.http("GET", "/api/me", gate.acting(Role.VIEWER, "who_am_i", (operator, request, reply) -> {
            // A name of the configuration: lower-case letters, digits, and marks that JSON takes as they are.
            String role = operator.role().name().toLowerCase(Locale.ROOT);
            reply.send(HttpResponse.json(200, "{\"name\":\"" + operator.name() + "\",\"role\":\"" + role + "\"}"));
        }));
    }
}
