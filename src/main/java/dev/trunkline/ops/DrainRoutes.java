package dev.trunkline.ops;

import dev.trunkline.net.http.HttpRequest;
import dev.trunkline.net.http.HttpResponse;
import dev.trunkline.net.http.Routes;
import org.jspecify.annotations.Nullable;

/**
 * Draining by hand: {@code POST /api/drain} does what SIGTERM does, but for the end of the process; {@code GET} tells how far
 * it is, {@code DELETE} takes calls again. Thread-safe.
 */
public final class DrainRoutes {

    private static final String PATH = "/api/drain";
    private static final String SOFT_SECONDS = "softSeconds";

    private final Control control;

    /** What is drained. Does not block. */
    public interface Control {

        State state();

        /**
         * Takes no more calls; repeating it changes nothing.
         *
         * @param softSeconds how long calls may take to end by themselves before they are moved; null: as configured
         */
        State begin(@Nullable Integer softSeconds);

        /** Takes calls again; false when the process is going to end. */
        boolean cancel();
    }

    /**
     * How far it is.
     *
     * @param state running, draining, moving or drained
     * @param calls with sound
     * @param ringing whose stream is to come
     * @param owed about which the carrier has a question left
     * @param ended that came to their end by themselves since it began
     * @param moved that went on elsewhere
     * @param forced that were ended before they could
     * @param seconds since it began
     */
    public record State(
            String state, int calls, int ringing, int owed, long ended, long moved, long forced, long seconds) {}

    public DrainRoutes(Control control) {
        this.control = control;
    }

    /** Adds them, for those whom the gate lets in. */
    public void contribute(Routes.Builder routes, AdminGate gate) {
        routes.http(
                "GET",
                PATH,
                gate.guard(
                        Role.VIEWER,
                        "read_drain",
                        (request, reply) -> reply.send(JsonAnswers.of(200, control.state()))));
        routes.http("POST", PATH, gate.guard(Role.ADMIN, "drain", (request, reply) -> reply.send(begin(request))));
        routes.http(
                "DELETE", PATH, gate.guard(Role.ADMIN, "take_calls_again", (request, reply) -> reply.send(cancel())));
    }

    private HttpResponse begin(HttpRequest request) {
        String soft = request.queryValue(SOFT_SECONDS);
        if (soft != null && !soft.matches("[0-9]{1,5}")) {
            return JsonAnswers.error(400, SOFT_SECONDS + " is a number of seconds");
        }
        return JsonAnswers.of(202, control.begin(soft == null ? null : Integer.valueOf(soft)));
    }

    private HttpResponse cancel() {
        return control.cancel()
                ? JsonAnswers.of(200, control.state())
                : JsonAnswers.error(409, "this process is going to end: it has got a signal");
    }
}
