package dev.trunkline.ops;

import dev.trunkline.net.http.HttpResponse;
import dev.trunkline.net.http.Routes;
import java.util.function.Consumer;

/**
 * The switch for an emergency: {@code POST /api/transfers/off} has nobody dialled for any caller of this process until {@code on}, or
 * its end; the callers stay with the agent. Stateless.
 */
public final class DialRoutes {

    private static final HttpResponse DONE = HttpResponse.empty(204);

    private DialRoutes() {}

    /**
     * Adds the switch.
     *
     * @param dialling is told whether anybody may be dialled
     */
    public static void contribute(Routes.Builder routes, AdminGate gate, Consumer<Boolean> dialling) {
        routes.http("POST", "/api/transfers/off", gate.guard(Role.ADMIN, "transfers_off", (request, reply) -> {
            dialling.accept(false);
            reply.send(DONE);
        }));
        routes.http("POST", "/api/transfers/on", gate.guard(Role.ADMIN, "transfers_on", (request, reply) -> {
            dialling.accept(true);
            reply.send(DONE);
        }));
    }
}
