package dev.trunkline.app;

import static dev.trunkline.config.Secret.revealed;

import dev.trunkline.ai.AiConnector;
import dev.trunkline.ai.AiLoss;
import dev.trunkline.ai.Breaker;
import dev.trunkline.ai.ConnectPace;
import dev.trunkline.ai.FarEnds;
import dev.trunkline.ai.ListedFarEnd;
import dev.trunkline.ai.Ungreeted;
import dev.trunkline.ai.evi.EviConnector;
import dev.trunkline.ai.evi.EviSettings;
import dev.trunkline.bridge.FailsafeBreaker;
import dev.trunkline.bridge.SharedBreaker;
import dev.trunkline.call.BridgePhrases;
import dev.trunkline.config.EviAddress;
import dev.trunkline.config.TrunklineConfig;
import dev.trunkline.console.FleetRoutes;
import dev.trunkline.continuity.FarEndOpinions;
import dev.trunkline.net.connection.ClientTls;
import dev.trunkline.net.loop.LoopScheduler;
import dev.trunkline.net.websocket.WebSocketClient;
import dev.trunkline.telemetry.MetricName;
import dev.trunkline.telemetry.Metrics;
import dev.trunkline.time.Scheduler;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The far ends that may answer calls, with what this process thinks of each. Thread-safe. */
final class FarEndWiring {

    private static final Logger LOG = LoggerFactory.getLogger(FarEndWiring.class);

    private final List<ListedFarEnd> farEnds = new ArrayList<>();
    private final Metrics metrics;

    /**
     * Calls nobody yet.
     *
     * @param embedded the engine in this process, when it is one of them
     * @param opinions what other nodes think of those that they can reach, too
     */
    FarEndWiring(
            TrunklineConfig.Evi config, @Nullable EmbeddedEngine embedded, FarEndOpinions opinions, Metrics metrics) {
        this.metrics = metrics;
        AtomicInteger openChats = new AtomicInteger();
        metrics.gauge(MetricName.EVI_CHATS_OPEN, openChats::get);
        ClientTls tls = ClientTls.trusting(config.authorities());
        WebSocketClient client = new WebSocketClient(tls);
        for (EviAddress address : config.addresses()) {
            EviSettings settings = settings(config, address, embedded, tls);
            add(
                    address.name(),
                    address.isEmbedded() ? FarEndOpinions.NONE : opinions,
                    config.connects(),
                    loop -> new Ungreeted(new EviConnector(settings, client, (LoopScheduler) loop, openChats)));
        }
    }

    private static EviSettings settings(
            TrunklineConfig.Evi config, EviAddress address, @Nullable EmbeddedEngine embedded, ClientTls tls) {
        URI url = address.url();
        EviSettings settings;
        if (url != null) {
            if ("wss".equals(url.getScheme())) {
                tls.load();
            }
            settings = EviSettings.of(
                    url, revealed(config.apiKey()), revealed(config.secretKey()), config.tokenInHeader(), tls);
        } else if (embedded != null) {
            settings = EviSettings.of(embedded.uri(), embedded.privateKey(), null, config.tokenInHeader(), tls);
        } else {
            throw new IllegalStateException("the embedded engine was not started");
        }
        return settings.waiting(config.connectTimeoutMillis(), config.readyTimeoutMillis());
    }

    private void add(
            String host,
            FarEndOpinions shared,
            TrunklineConfig.ConnectRate rate,
            Function<Scheduler, AiConnector> connectors) {
        boolean isTaken = farEnds.stream().anyMatch(each -> each.name().equals(host));
        String name = isTaken ? host + "#" + (farEnds.size() + 1) : host;
        Breaker own = new FailsafeBreaker(
                name, FailsafeBreaker.Rules.usual(), isOut -> SharedBreaker.tell(shared, name, isOut));
        Breaker breaker = new SharedBreaker(own, name, shared, System::nanoTime);
        metrics.gauge(MetricName.EVI_BREAKER, () -> breaker.state().gauge(), name);
        farEnds.add(new ListedFarEnd(
                name, breaker, new ConnectPace(rate.perSecond(), rate.perSecondAfterOutage()), connectors));
    }

    /** What calls them for one call. On that call's loop. */
    AiConnector connector(Scheduler loop) {
        return new FarEnds(farEnds, loop, BridgePhrases.GOES_ON, this::onPassedOver);
    }

    /** How each of them stands. */
    List<FleetRoutes.FarEnd> states() {
        return farEnds.stream()
                .map(each -> new FleetRoutes.FarEnd(
                        each.name(), each.breaker().state().name().toLowerCase(Locale.ROOT)))
                .toList();
    }

    /** Whether a call that rang now would find nobody. */
    boolean isDown() {
        return farEnds.stream().noneMatch(each -> each.breaker().lets());
    }

    private void onPassedOver(String callSid, String farEnd, AiLoss loss) {
        metrics.count(MetricName.EVI_PASSED_OVER, farEnd, loss.kind().name().toLowerCase(Locale.ROOT));
        LOG.atWarn()
                .addKeyValue("callSid", callSid)
                .addKeyValue("farEnd", farEnd)
                .addKeyValue("kind", loss.kind())
                .addKeyValue("detail", loss.detail())
                .log("far end passed over");
    }
}
