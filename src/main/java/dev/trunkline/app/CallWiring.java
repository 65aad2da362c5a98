package dev.trunkline.app;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.trunkline.ai.AgentDescription;
import dev.trunkline.ai.TurnDetection;
import dev.trunkline.bridge.Admission;
import dev.trunkline.bridge.AdmissionLimits;
import dev.trunkline.bridge.CallListeners;
import dev.trunkline.bridge.CallRouter;
import dev.trunkline.bridge.DialPolicy;
import dev.trunkline.bridge.MaskedCards;
import dev.trunkline.bridge.PlacedCalls;
import dev.trunkline.bridge.QueuePlan;
import dev.trunkline.bridge.Route;
import dev.trunkline.call.CallListener;
import dev.trunkline.call.CallPolicy;
import dev.trunkline.call.CallWitness;
import dev.trunkline.call.ComfortSounds;
import dev.trunkline.call.OwnVoice;
import dev.trunkline.call.SoundAudience;
import dev.trunkline.call.SoundBudget;
import dev.trunkline.config.CallCare;
import dev.trunkline.config.OverloadConfig;
import dev.trunkline.config.RouteAgent;
import dev.trunkline.config.Secret;
import dev.trunkline.config.SecurityConfig;
import dev.trunkline.config.TrunklineConfig;
import dev.trunkline.control.CallTool;
import dev.trunkline.control.CollectDigitsTool;
import dev.trunkline.control.Destination;
import dev.trunkline.control.DigitDelivery;
import dev.trunkline.control.DoNotCallTool;
import dev.trunkline.control.HangUpTool;
import dev.trunkline.control.PressKeysTool;
import dev.trunkline.control.Toolbox;
import dev.trunkline.control.TransferTool;
import dev.trunkline.outbound.AnsweredCalls;
import dev.trunkline.phone.twilio.TwilioSettings;
import dev.trunkline.record.CallRecorder;
import dev.trunkline.recording.CallRecordings;
import dev.trunkline.rules.CallRule;
import dev.trunkline.telemetry.AuditedTransfers;
import dev.trunkline.telemetry.CallLog;
import dev.trunkline.telemetry.CallMetrics;
import dev.trunkline.telemetry.Load;
import dev.trunkline.telemetry.Metrics;
import dev.trunkline.time.Scheduler;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What every call is made of, as the configuration says. */
final class CallWiring {

    private static final int MUSIC_SECONDS = 15; // at most, of the piece that is heard between two questions

    private CallWiring() {}

    /**
     * Who takes the calls.
     *
     * @param voices say what far ends would not say word for word
     * @param known what is known beyond one stream and one node
     * @param placed calls that we place ourselves, or null where we place none
     * @param recordings null where nothing is recorded
     * @param others who hear all calls, beside the metrics, the records and the log
     * @param webhooks who else hears of calls, and is asked about them
     */
    static CallRouter router(
            TrunklineConfig config,
            FarEndWiring farEnds,
            ComfortSounds comfort,
            Function<Scheduler, OwnVoice> voices,
            Admission admission,
            Load load,
            CallRouter.Known known,
            Metrics metrics,
            CallRecorder recorder,
            @Nullable AnsweredCalls placed,
            @Nullable CallRecordings recordings,
            CallWitness witness,
            List<CallListener> others,
            WebhookWiring webhooks) {
        TrunklineConfig.Evi evi = config.evi();
        CallMetrics callMetrics = new CallMetrics(metrics);
        TrunklineConfig.Keys keys = config.call().keys();
        DigitDelivery delivery = delivery(keys);
        List<CallListener> listeners =
                new ArrayList<>(List.of(callMetrics, recorder, new CallLog(), new AuditedTransfers()));
        if (placed != null) {
            listeners.add(placed);
        }
        listeners.addAll(others);
        listeners.addAll(webhooks.subscribers());
        if (recordings != null) {
            listeners.add(recordings);
        }
        CallListener all = new MaskedCards(new CallListeners(listeners));
        if (recordings != null) {
            recordings.tell(all);
        }
        return new CallRouter(
                new CallRouter.Plan(
                        config.routes().stream()
                                .map(route -> route(
                                        route,
                                        evi,
                                        keys,
                                        delivery,
                                        placed,
                                        recordings,
                                        config.automation().rules()))
                                .toList(),
                        policy(config.call(), comfort)
                                .chattingFor(Duration.ofSeconds(config.maxChatSeconds()))
                                .keeping(RecordingWiring.keys(config)),
                        evi.inputSampleRateHz(),
                        farEnds,
                        all,
                        callMetrics,
                        System::nanoTime,
                        recordings == null ? SoundAudience.NONE : recordings,
                        placed == null ? PlacedCalls.NONE : placed,
                        witness,
                        webhooks.preAnswer(),
                        voices),
                admission,
                known,
                dialling(config.security().transfers()),
                new CallRouter.Carrier(
                        Duration.ofSeconds(config.call().maxTransferSeconds()),
                        config.server().drain().to() != null),
                SoundBudget.ofThisMachine(load::isCritical));
    }

    private static DialPolicy dialling(SecurityConfig.Transfers limits) {
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
        OverloadConfig overload = config.overload();
        OverloadConfig.Waiting waiting = overload.waiting();
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
    static TwilioSettings.Hold hold(OverloadConfig overload) {
        OverloadConfig.Waiting waiting = overload.waiting();
        TwilioSettings.Hold silent = TwilioSettings.Hold.SILENT;
        return waiting == null
                ? silent
                : new TwilioSettings.Hold(waiting.isQueued(), silent.askEverySeconds(), waiting.music());
    }

    private static CallPolicy policy(TrunklineConfig.Call config, ComfortSounds sounds) {
        CallCare.Patience waiting = config.care().patience();
        CallPolicy policy = CallPolicy.defaults()
                .limitedTo(Duration.ofSeconds(config.maxSeconds()), Duration.ofSeconds(config.toolSeconds()))
                .speaking(Duration.ofMillis(config.playoutLeadMillis()), config.interimWordsToInterrupt())
                .calling(
                        new CallPolicy.ReconnectPolicy(
                                SECONDS.toNanos(waiting.reconnectSeconds()),
                                SECONDS.toNanos(config.connectSeconds()),
                                SECONDS.toNanos(waiting.outageSeconds())),
                        new CallPolicy.AiPatience(
                                SECONDS.toNanos(waiting.silentSeconds()),
                                SECONDS.toNanos(waiting.stalledSeconds()),
                                SECONDS.toNanos(waiting.floodSeconds()),
                                SECONDS.toNanos(waiting.greetSeconds())));
        CallPolicy.ComfortPolicy usual = policy.comfort();
        policy = policy.comforting(new CallPolicy.ComfortPolicy(
                usual.afterNanos(),
                usual.firstWordNanos(),
                SECONDS.toNanos(config.care().comfort().wordsSeconds()),
                sounds));
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
            @Nullable DigitDelivery delivery,
            @Nullable AnsweredCalls placed,
            @Nullable CallRecordings recordings,
            List<CallRule> rules) {
        List<CallTool> tools = new ArrayList<>(RecordingWiring.tools(route, recordings));
        tools.add(new HangUpTool());
        if (keys.collects()) {
            tools.add(new CollectDigitsTool(route.name(), delivery));
        }
        if (placed != null) {
            tools.add(new DoNotCallTool(placed::doNotCall));
        }
        if (keys.presses()) {
            tools.add(new PressKeysTool());
        }
        if (!route.destinations().isEmpty()) {
            tools.add(new TransferTool(route.destinations().stream()
                    .map(each -> new Destination(
                            each.name(),
                            each.number(),
                            each.description(),
                            each.callerId(),
                            each.ringSeconds(),
                            each.mustAccept()))
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
                route.maxCalls(),
                rules.stream().filter(rule -> rule.watches(route.name())).toList(),
                queues(route),
                route.farEnds(),
                description(route.agent()));
    }

    /** A route's agent, as far ends are told of it. */
    static AgentDescription description(RouteAgent agent) {
        RouteAgent.Turns turns = agent.turns();
        TurnDetection.Mode mode = turns.mode() == null
                ? TurnDetection.Mode.USUAL
                : TurnDetection.Mode.valueOf(turns.mode().name());
        return new AgentDescription(
                agent.instructions(),
                agent.greeting(),
                agent.voice(),
                agent.model(),
                agent.temperature(),
                agent.language(),
                new TurnDetection(
                        mode,
                        turns.silenceMillis(),
                        turns.threshold(),
                        turns.eagerness(),
                        Boolean.TRUE.equals(turns.weDecideInterruptions())));
    }

    private static Map<String, QueuePlan> queues(TrunklineConfig.Route route) {
        Map<String, QueuePlan> queues = new HashMap<>();
        for (TrunklineConfig.Destination each : route.destinations()) {
            TrunklineConfig.Queue queue = each.queue();
            if (queue != null) {
                queues.put(
                        each.name(),
                        new QueuePlan(
                                queue.places(),
                                Duration.ofSeconds(queue.seconds()),
                                Duration.ofSeconds(queue.retrySeconds()),
                                queue.words(),
                                queue.backKey(),
                                queue.music()));
            }
        }
        return queues;
    }
}
