package dev.trunkline.app;

import static dev.trunkline.config.Secret.revealed;

import dev.trunkline.ai.Ungreeted;
import dev.trunkline.ai.evi.EviConnector;
import dev.trunkline.ai.evi.EviSettings;
import dev.trunkline.bridge.Admission;
import dev.trunkline.bridge.AdmissionLimits;
import dev.trunkline.bridge.CallListeners;
import dev.trunkline.bridge.CallRouter;
import dev.trunkline.bridge.DialPolicy;
import dev.trunkline.bridge.Route;
import dev.trunkline.call.CallPolicy;
import dev.trunkline.call.SoundBudget;
import dev.trunkline.config.Secret;
import dev.trunkline.config.TrunklineConfig;
import dev.trunkline.continuity.CallMemory;
import dev.trunkline.control.CallTool;
import dev.trunkline.control.CollectDigitsTool;
import dev.trunkline.control.Destination;
import dev.trunkline.control.DigitDelivery;
import dev.trunkline.control.HangUpTool;
import dev.trunkline.control.PressKeysTool;
import dev.trunkline.control.Toolbox;
import dev.trunkline.control.TransferTool;
import dev.trunkline.net.connection.ClientTls;
import dev.trunkline.net.loop.LoopScheduler;
import dev.trunkline.net.websocket.WebSocketClient;
import dev.trunkline.phone.twilio.TwilioSettings;
import dev.trunkline.record.CallRecorder;
import dev.trunkline.telemetry.AuditedTransfers;
import dev.trunkline.telemetry.CallLog;
import dev.trunkline.telemetry.CallMetrics;
import dev.trunkline.telemetry.Load;
import dev.trunkline.telemetry.MetricName;
import dev.trunkline.telemetry.Metrics;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What every call is made of, as the configuration says. */
final class CallWiring {

    private static final int MUSIC_SECONDS = 15; // at most, of the piece that is heard between two questions

    private CallWiring() {}

    /**
     * Who takes the calls.
     *
     * @param eviUrl who answers them
     * @param eviKey opens it instead of the configured one; or null
     * @param memory what is known of calls between their streams
     */
    static CallRouter router(
            TrunklineConfig config,
            URI eviUrl,
            @Nullable String eviKey,
            Admission admission,
            Load load,
            CallMemory memory,
            Metrics metrics,
            CallRecorder recorder) {
        TrunklineConfig.Evi evi = config.evi();
        ClientTls tls = ClientTls.trusting(evi.authorities());
        if ("wss".equals(eviUrl.getScheme())) {
            tls.load();
        }
        EviSettings settings = (eviKey == null
                        ? EviSettings.of(
                                eviUrl, revealed(evi.apiKey()), revealed(evi.secretKey()), evi.tokenInHeader(), tls)
                        : EviSettings.of(eviUrl, eviKey, null, evi.tokenInHeader(), tls))
                .waiting(evi.connectTimeoutMillis(), evi.readyTimeoutMillis());
        WebSocketClient client = new WebSocketClient(tls);
        CallMetrics callMetrics = new CallMetrics(metrics);
        AtomicInteger openChats = new AtomicInteger();
        metrics.gauge(MetricName.EVI_CHATS_OPEN, openChats::get);
        TrunklineConfig.Keys keys = config.call().keys();
        DigitDelivery delivery = delivery(keys);
        return new CallRouter(
                new CallRouter.Plan(
                        config.routes().stream()
                                .map(route -> route(route, evi, keys, delivery))
                                .toList(),
                        policy(config.call()).chattingFor(Duration.ofSeconds(config.maxChatSeconds())),
                        evi.inputSampleRateHz(),
                        loop -> new Ungreeted(new EviConnector(settings, client, (LoopScheduler) loop, openChats)),
                        new CallListeners(List.of(callMetrics, recorder, new CallLog(), new AuditedTransfers())),
                        callMetrics,
                        System::nanoTime),
                admission,
                memory,
                dialling(config.security().transfers()),
                new CallRouter.Carrier(
                        Duration.ofSeconds(config.call().maxTransferSeconds()),
                        config.server().drain().to() != null),
                SoundBudget.ofThisMachine(load::isCritical));
    }

    private static DialPolicy dialling(TrunklineConfig.Transfers limits) {
        return new DialPolicy(
                limits.enabled(),
                limits.perCall(),
                limits.perCallerInTenMinutes(),
                limits.perDestinationPerHour(),
                limits.minutesPerDestinationPerHour(),
                limits.perRoutePerHour());
    }

    /** Who is let in. */
    static AdmissionLimits limits(TrunklineConfig config) {
        TrunklineConfig.Overload overload = config.overload();
        TrunklineConfig.Overload.Waiting waiting = overload.waiting();
        Integer reserved = overload.reservedChats();
        return new AdmissionLimits(
                config.server().maxCalls(),
                overload.maxChats(),
                reserved == null ? AdmissionLimits.usualReserve(overload.maxChats()) : reserved,
                overload.callsPerCaller(),
                overload.callsPerCallerInTenMinutes(),
                waiting == null
                        ? null
                        : new AdmissionLimits.Line(
                                waiting.places(),
                                Duration.ofSeconds(waiting.seconds()),
                                Duration.ofSeconds(
                                        waiting.music() == null
                                                ? TwilioSettings.Hold.SILENT.askEverySeconds()
                                                : MUSIC_SECONDS),
                                waiting.words()));
    }

    /** How the others wait. */
    static TwilioSettings.Hold hold(TrunklineConfig.Overload overload) {
        TrunklineConfig.Overload.Waiting waiting = overload.waiting();
        TwilioSettings.Hold silent = TwilioSettings.Hold.SILENT;
        return waiting == null
                ? silent
                : new TwilioSettings.Hold(waiting.isQueued(), silent.askEverySeconds(), waiting.music());
    }

    private static CallPolicy policy(TrunklineConfig.Call config) {
        CallPolicy policy = CallPolicy.defaults()
                .limitedTo(Duration.ofSeconds(config.maxSeconds()), Duration.ofSeconds(config.toolSeconds()))
                .speaking(Duration.ofMillis(config.playoutLeadMillis()), config.interimWordsToInterrupt())
                .reachingAiWithin(Duration.ofSeconds(config.connectSeconds()));
        return config.protectsGoodbye() ? policy.protectingGoodbye() : policy;
    }

    private static @Nullable DigitDelivery delivery(TrunklineConfig.Keys keys) {
        URI url = keys.deliverTo();
        Secret secret = keys.secret();
        return url == null || secret == null ? null : new SignedDigits(url, secret.reveal(), InstantSource.system());
    }

    private static Route route(
            TrunklineConfig.Route route,
            TrunklineConfig.Evi evi,
            TrunklineConfig.Keys keys,
            @Nullable DigitDelivery delivery) {
        List<CallTool> tools = new ArrayList<>();
        tools.add(new HangUpTool());
        if (keys.collects()) {
            tools.add(new CollectDigitsTool(route.name(), delivery));
        }
        if (keys.presses()) {
            tools.add(new PressKeysTool());
        }
        if (!route.destinations().isEmpty()) {
            tools.add(new TransferTool(route.destinations().stream()
                    .map(each -> new Destination(
                            each.name(), each.number(), each.description(), each.callerId(), each.ringSeconds()))
                    .toList()));
        }
        String configId = route.configId();
        TrunklineConfig.Fallback fallback = route.fallback();
        return new Route(
                route.name(),
                Set.copyOf(route.numbers()),
                route.callerId(),
                configId == null ? evi.configId() : configId,
                configId == null ? evi.configVersion() : route.configVersion(),
                route.variables(),
                new Toolbox(tools),
                new Route.Fallback(fallback.words(), fallback.number(), fallback.callerId()),
                route.maxCalls());
    }
}
