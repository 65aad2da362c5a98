package dev.trunkline.ops;

import dev.trunkline.net.http.HttpEndpoint;
import dev.trunkline.net.http.HttpRequest;
import dev.trunkline.net.http.HttpResponse;
import dev.trunkline.net.http.Routes;
import dev.trunkline.record.CallRecord;
import dev.trunkline.record.CallRecorder;
import dev.trunkline.telemetry.Metrics;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What operators and machines ask over HTTP: {@code /healthz}, {@code /readyz}, {@code /metrics}, and the call records
 * under {@code /api}. Thread-safe.
 */
public final class OpsRoutes {

    private static final String ONLY = "name[]"; // as Prometheus' own client libraries have it

    private final Sources sources;

    /**
     * Whether a load balancer is to send this node its calls: also those that it turns away politely because it is full.
     *
     * @param words for people
     */
    public record Readiness(boolean isReady, String words) {}

    /**
     * Where the answers come from.
     *
     * @param readiness whether this node is to be sent calls
     * @param metrics Prometheus text of the metrics that are named, or of all when none is
     * @param records the calls
     * @param nanoTime the clock of the records
     * @param hangUp ends a call by its sid; false when there is nothing to end
     */
    public record Sources(
            Supplier<Readiness> readiness,
            Function<Set<String>, String> metrics,
            CallRecorder records,
            LongSupplier nanoTime,
            Function<String, CompletionStage<Boolean>> hangUp) {}

    /** Answers from {@code sources}. */
    public OpsRoutes(Sources sources) {
        this.sources = sources;
    }

    /** Adds what probes ask, who are told nothing else and are asked for nothing. */
    public void contributeHealth(Routes.Builder routes) {
        routes.http("GET", "/healthz", (request, reply) -> reply.send(HttpResponse.text(200, "ok\n")));
        routes.http("GET", "/readyz", (request, reply) -> reply.send(ready()));
    }

    /** Adds what operators ask, for those whom the gate lets in. */
    public void contributeAdmin(Routes.Builder routes, AdminGate gate) {
        contributeMetrics(routes, gate, sources.metrics());
        routes.http("GET", "/api/calls", gate.guard(Role.VIEWER, "list_calls", (request, reply) -> reply.send(live())));
        routes.http(
                "GET",
                "/api/calls/{sid}",
                gate.guard(Role.VIEWER, "read_call", (request, reply) -> reply.send(one(request))));
        routes.http("POST", "/api/calls/{sid}/hangup", gate.guard(Role.OPERATOR, "hang_up", this::hangUp));
    }

    /**
     * Adds the metrics alone.
     *
     * @param metrics Prometheus text of the metrics that are named, or of all when none is
     */
    public static void contributeMetrics(Routes.Builder routes, AdminGate gate, Function<Set<String>, String> metrics) {
        routes.http(
                "GET",
                "/metrics",
                gate.guardUnderAnyName(
                        "read_metrics",
                        (request, reply) -> reply.send(HttpResponse.of(
                                200,
                                Metrics.PROMETHEUS_TEXT,
                                metrics.apply(Set.copyOf(request.query().getOrDefault(ONLY, List.of())))))));
    }

    private HttpResponse ready() {
        Readiness readiness = sources.readiness().get();
        return HttpResponse.text(readiness.isReady() ? 200 : 503, readiness.words() + "\n");
    }

    private HttpResponse live() {
        return JsonAnswers.of(
                200, Map.of("calls", sources.records().live(sources.nanoTime().getAsLong())));
    }

    private HttpResponse one(HttpRequest request) {
        CallRecord call = sources.records()
                .find(request.pathParameter("sid"), sources.nanoTime().getAsLong());
        return call == null ? JsonAnswers.error(404, "no call with this sid is known here") : JsonAnswers.of(200, call);
    }

    private void hangUp(HttpRequest request, HttpEndpoint.Reply reply) {
        sources.hangUp()
                .apply(request.pathParameter("sid"))
                .thenAccept(ended -> reply.send(
                        ended ? HttpResponse.empty(204) : JsonAnswers.error(404, "no call with this sid is going on")));
    }
}
