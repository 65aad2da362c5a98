package dev.trunkline.ops;

import dev.trunkline.net.http.HttpResponse;
import dev.trunkline.net.http.Routes;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What no webhook took: {@code GET /api/webhooks/dead}, and {@code POST /api/webhooks/dead/{id}/retry}. Thread-safe.
 */
public final class WebhookRoutes {

    private WebhookRoutes() {}

    /**
     * One event that was given up, as JSON shows it.
     *
     * @param at when it happened, ISO 8601 in UTC
     */
    public record Dead(
            String id, String receiver, String event, String callSid, String at, int attempts, String problem) {}

    /**
     * Adds them.
     *
     * @param dead the oldest first
     * @param retry tries one again, by its id; false when there is none
     */
    public static void contribute(
            Routes.Builder routes,
            AdminGate gate,
            Supplier<CompletionStage<List<Dead>>> dead,
            Function<String, CompletionStage<Boolean>> retry) {
        routes.http(
                "GET",
                "/api/webhooks/dead",
                gate.guard(
                        Role.ADMIN,
                        "list_dead_webhooks",
                        (request, reply) -> dead.get()
                                .whenComplete((found, bug) -> reply.send(
                                        bug == null
                                                ? JsonAnswers.of(200, Map.of("dead", found))
                                                : JsonAnswers.error(500, "the spool cannot be read")))));
        routes.http(
                "POST",
                "/api/webhooks/dead/{id}/retry",
                gate.guard(
                        Role.ADMIN,
                        "retry_dead_webhook",
                        (request, reply) -> retry.apply(request.pathParameter("id"))
                                .whenComplete((found, bug) -> reply.send(answer(found, bug)))));
    }

    private static HttpResponse answer(@Nullable Boolean found, @Nullable Throwable bug) {
        if (bug != null) {
            return JsonAnswers.error(500, "the spool cannot be read");
        }
        return Boolean.TRUE.equals(found)
                ? HttpResponse.empty(202)
                : JsonAnswers.error(
                        404, "id names no event that was given up, or its receiver is not configured any more");
    }
}
