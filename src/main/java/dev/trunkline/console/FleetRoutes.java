package dev.trunkline.console;

import dev.trunkline.net.http.Routes;
import dev.trunkline.ops.AdminGate;
import dev.trunkline.ops.JsonAnswers;
import dev.trunkline.ops.Role;
import dev.trunkline.telemetry.MetricName;
import dev.trunkline.telemetry.Metrics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How all calls of this node are at a glance: {@code GET /api/fleet}. Thread-safe. */
public final class FleetRoutes {

    private final Metrics metrics;
    private final FleetTally tally;
    private final Supplier<Standing> standing;

    /**
     * Tells what the metrics and the tally know.
     *
     * @param standing what others know
     */
    public FleetRoutes(Metrics metrics, FleetTally tally, Supplier<Standing> standing) {
        this.metrics = metrics;
        this.tally = tally;
        this.standing = standing;
    }

    /**
     * What the parts of this node know of themselves.
     *
     * @param callsWaiting in line
     * @param costToday in the currency of the price table, or null where there is none
     */
    public record Standing(
            int callsLive,
            int callsLimit,
            int callsWaiting,
            boolean draining,
            List<FarEnd> farEnds,
            @Nullable Double costToday) {}

    /**
     * A far end, as this node sees it.
     *
     * @param state closed while it is called, open while it is not, half_open while one attempt decides
     */
    public record FarEnd(String name, String state) {}

    /**
     * All of it; times are those since the start of the process, null while there are none.
     *
     * @param uplinkMillis from a phone frame read to it written to the far end
     * @param endsToday streams by how they ended, since midnight UTC
     */
    record Fleet(
            int callsLive,
            int callsLimit,
            int callsWaiting,
            boolean draining,
            Map<String, @Nullable Double> greetingMillis,
            Map<String, @Nullable Double> turnMillis,
            Map<String, @Nullable Double> uplinkMillis,
            List<FarEnd> farEnds,
            int errorsLastFiveMinutes,
            Map<String, Long> endsToday,
            @Nullable Double costToday) {}

    /** Adds it. */
    public void contribute(Routes.Builder routes, AdminGate gate) {
        routes.http(
                "GET",
                "/api/fleet",
                gate.guard(Role.VIEWER, "read_fleet", (request, reply) -> reply.send(JsonAnswers.of(200, fleet()))));
    }

    private Fleet fleet() {
        Standing now = standing.get();
        return new Fleet(
                now.callsLive,
                now.callsLimit,
                now.callsWaiting,
                now.draining,
                quantiles(MetricName.GREETING, 95),
                quantiles(MetricName.TURN, 95),
                quantiles(MetricName.MEDIA_UPLINK, 99),
                now.farEnds,
                tally.errorsLately(),
                tally.endsToday(),
                now.costToday);
    }

    /** The middle, and one that few exceed. */
    private Map<String, @Nullable Double> quantiles(MetricName name, int few) {
        Map<String, @Nullable Double> quantiles = new LinkedHashMap<>();
        quantiles.put("p50", metrics.quantileMillis(name, 0.5));
        quantiles.put("p" + few, metrics.quantileMillis(name, few / 100.0));
        return quantiles;
    }
}
