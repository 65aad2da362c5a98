package dev.trunkline.app;

import dev.trunkline.ai.AiConnector;
import dev.trunkline.ai.AiLoss;
import dev.trunkline.ai.Breaker;
import dev.trunkline.ai.ConnectPace;
import dev.trunkline.ai.FarEnds;
import dev.trunkline.ai.ListedFarEnd;
import dev.trunkline.bridge.FailsafeBreaker;
import dev.trunkline.bridge.Route;
import dev.trunkline.bridge.RoutedFarEnds;
import dev.trunkline.bridge.SharedBreaker;
import dev.trunkline.call.BridgePhrases;
import dev.trunkline.config.EviAddress;
import dev.trunkline.config.FarEndConfig;
import dev.trunkline.config.FarEndConfig.Dialect;
import dev.trunkline.config.TrunklineConfig;
import dev.trunkline.console.FleetRoutes;
import dev.trunkline.continuity.FarEndOpinions;
import dev.trunkline.telemetry.MetricName;
import dev.trunkline.telemetry.Metrics;
import dev.trunkline.time.Scheduler;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The far ends that may answer calls, with what this process thinks of each, and which route asks which. Thread-safe. */
final class FarEndWiring implements RoutedFarEnds, FarEnds.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(FarEndWiring.class);

    private final Map<String, List<ListedFarEnd>> byName = new LinkedHashMap<>();
    private final Map<EviAddress, ListedFarEnd> byAddress = new HashMap<>();
    private final Set<String> taken = new LinkedHashSet<>();
    private final FarEndDialects dialects;
    private final FarEndOpinions opinions;
    private final Metrics metrics;

    /**
     * @param embedded the engine in this process, when it is one of them
     * @param opinions what other nodes think of those that they can reach, too
     */
    FarEndWiring(TrunklineConfig config, @Nullable EmbeddedEngine embedded, FarEndOpinions opinions, Metrics metrics) {
        this.metrics = metrics;
        this.opinions = opinions;
        this.dialects = new FarEndDialects(config.evi(), embedded, metrics);
        Set<String> asked = new LinkedHashSet<>();
        config.routes().forEach(route -> asked.addAll(route.farEnds()));
        for (String name : asked) {
            byName.put(name, listed(name, config));
        }
    }

    private List<ListedFarEnd> listed(String name, TrunklineConfig config) {
        FarEndConfig farEnd = config.farEnds().get(name);
        if (farEnd != null) {
            return List.of(
                    listed(name, farEnd.dialect(), farEnd.connects(), limitNanos(farEnd, config), dialects.of(farEnd)));
        }
        List<EviAddress> addresses =
                name.equals(FarEndConfig.EVI_LIST) ? config.evi().addresses() : List.of(EviAddress.EMBEDDED);
        return addresses.stream()
                .map(each -> byAddress.computeIfAbsent(
                        each,
                        address -> listed(
                                address.name(),
                                address.isEmbedded() ? Dialect.EMBEDDED : Dialect.EVI,
                                config.evi().connects(),
                                address.isEmbedded() ? embeddedNanos(config) : -1,
                                dialects.of(address))))
                .toList();
    }

    private ListedFarEnd listed(
            String wanted,
            Dialect dialect,
            TrunklineConfig.ConnectRate rate,
            long chatLimitNanos,
            Function<Scheduler, AiConnector> connectors) {
        String name = taken.add(wanted) ? wanted : wanted + "#" + (taken.size() + 1);
        taken.add(name);
        FarEndOpinions shared = dialect == Dialect.EMBEDDED ? FarEndOpinions.NONE : opinions;
        Breaker own = new FailsafeBreaker(
                name,
                FailsafeBreaker.Rules.usual(),
                isOut -> SharedBreaker.tell(shared, name, isOut),
                System::nanoTime);
        Breaker breaker = new SharedBreaker(own, name, shared, System::nanoTime);
        metrics.gauge(MetricName.EVI_BREAKER, () -> breaker.state().gauge(), name);
        return new ListedFarEnd(
                name,
                dialect.word(),
                dialect.remembers(),
                breaker,
                new ConnectPace(rate.perSecond(), rate.perSecondAfterOutage()),
                chatLimitNanos,
                connectors);
    }

    /** How long a chat may last there: one of the engine's under a name of its own has the limit that stands beside it. */
    static long limitNanos(FarEndConfig farEnd, TrunklineConfig config) {
        int given = farEnd.maxChatSeconds();
        if (farEnd.dialect() != Dialect.EMBEDDED) {
            return TimeUnit.SECONDS.toNanos(given);
        }
        return given == 0
                ? embeddedNanos(config)
                : TimeUnit.SECONDS.toNanos(Math.min(config.engine().talk().maxSeconds(), given));
    }

    /** The engine ends a chat by its own limit, unless the operator's is shorter. */
    private static long embeddedNanos(TrunklineConfig config) {
        int own = config.engine().talk().maxSeconds();
        int given = config.evi().maxChatSeconds();
        return given == 0 ? 0 : TimeUnit.SECONDS.toNanos(Math.min(own, given));
    }

    @Override
    public AiConnector connector(Route route, String conversationAt, Scheduler loop) {
        return new FarEnds(farEnds(route), conversationAt, loop, BridgePhrases.GOES_ON, this);
    }

    private List<ListedFarEnd> farEnds(Route route) {
        return farEnds(route.farEnds());
    }

    /** Those that a route names, in the order in which they are tried. */
    List<ListedFarEnd> farEnds(List<String> names) {
        return names.stream()
                .flatMap(name -> byName.getOrDefault(name, List.of()).stream())
                .distinct()
                .toList();
    }

    /** How each of them stands. */
    List<FleetRoutes.FarEnd> states() {
        return byName.values().stream()
                .flatMap(List::stream)
                .distinct()
                .map(each -> new FleetRoutes.FarEnd(
                        each.name(), each.breaker().state().name().toLowerCase(Locale.ROOT)))
                .toList();
    }

    @Override
    public boolean isDown(Route route) {
        return farEnds(route).stream().noneMatch(each -> each.breaker().lets());
    }

    @Override
    public void onTaken(String callSid, ListedFarEnd farEnd, String from) {
        metrics.count(MetricName.FAR_END_CHATS, farEnd.dialect(), from.isEmpty() ? "taken" : "took_over");
        if (!from.isEmpty()) {
            LOG.atWarn()
                    .addKeyValue("callSid", callSid)
                    .addKeyValue("farEnd", farEnd.name())
                    .addKeyValue("from", from)
                    .log("far end took a call over");
        }
    }

    @Override
    public void onPassedOver(String callSid, ListedFarEnd farEnd, AiLoss loss) {
        metrics.count(MetricName.FAR_END_CHATS, farEnd.dialect(), "passed_over");
        metrics.count(
                MetricName.EVI_PASSED_OVER, farEnd.name(), loss.kind().name().toLowerCase(Locale.ROOT));
        LOG.atWarn()
                .addKeyValue("callSid", callSid)
                .addKeyValue("farEnd", farEnd.name())
                .addKeyValue("kind", loss.kind())
                .addKeyValue("detail", loss.detail())
                .log("far end passed over");
    }
}
