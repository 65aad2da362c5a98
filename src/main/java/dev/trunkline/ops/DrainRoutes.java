package dev.trunkline.ops;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.net.http.HttpRequest;
import dev.trunkline.net.http.HttpResponse;
import dev.trunkline.net.http.Routes;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Draining by hand: {@code POST /api/drain} does what SIGTERM does, but for the end of the process; {@code GET} tells how far
 * it is, {@code DELETE} takes calls again. Thread-safe.
 */
public final class DrainRoutes {

    private static final ObjectMapper JSON = new ObjectMapper();
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
                gate.guard(Role.VIEWER, "read_drain", (request, reply) -> reply.send(json(200, control.state()))));
        routes.http("POST", PATH, gate.guard(Role.ADMIN, "drain", (request, reply) -> reply.send(begin(request))));
        routes.http(
                "DELETE", PATH, gate.guard(Role.ADMIN, "take_calls_again", (request, reply) -> reply.send(cancel())));
    }

    private HttpResponse begin(HttpRequest request) {
        String soft = request.queryValue(SOFT_SECONDS);
        if (soft != null && !soft.matches("[0-9]{1,5}")) {
            return json(400, Map.of("error", SOFT_SECONDS + " is a number of seconds"));
        }
        return json(202, control.begin(soft == null ? null : Integer.valueOf(soft)));
    }

    private HttpResponse cancel() {
        return control.cancel()
                ? json(200, control.state())
                : json(409, Map.of("error", "this process is going to end: it has got a signal"));
    }

    private static HttpResponse json(int status, Object value) {
        try {
            return HttpResponse.json(status, JSON.writeValueAsString(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a state that is no JSON", e);
        }
    }
}
