package dev.trunkline.bridge;

import static java.util.Objects.requireNonNull;

import dev.trunkline.ai.AgentDescription;
import dev.trunkline.ai.AiConnector;
import dev.trunkline.call.CallPolicy;
import dev.trunkline.call.CallWitness;
import dev.trunkline.call.OwnVoice;
import dev.trunkline.call.SoundAudience;
import dev.trunkline.call.SoundBudget;
import dev.trunkline.continuity.CallMemory;
import dev.trunkline.continuity.CallStateStore;
import dev.trunkline.control.Toolbox;
import dev.trunkline.phone.IncomingCall;
import dev.trunkline.phone.PhoneEvents;
import dev.trunkline.phone.PhoneLeg;
import dev.trunkline.telemetry.CallMetrics;
import dev.trunkline.telemetry.Load;
import dev.trunkline.telemetry.Metrics;
import dev.trunkline.testing.ManualScheduler;
import dev.trunkline.testing.RecordingAi;
import dev.trunkline.testing.RecordingListener;
import dev.trunkline.testing.RecordingPhone;
import dev.trunkline.time.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A router in virtual time, with a route that serves every number, and one AI for all calls. */
final class RouterScene {

    static final String FROM = "+14155550100";
    static final String TO = "+18005550199";

    final ManualScheduler time = new ManualScheduler();
    final RecordingAi ai = new RecordingAi();
    final RecordingListener heard = new RecordingListener();
    final Admission admission;
    final CallRouter router;
    boolean aiIsDown;
    SoundAudience audience = SoundAudience.NONE;
    PlacedCalls placed = PlacedCalls.NONE;
    PreAnswer preAnswer = (callSid, from, to) -> CompletableFuture.completedFuture(PreAnswer.Verdict.DEFAULTS);

    RouterScene(int maxCalls, Route... routes) {
        this(AdmissionLimits.ofCalls(maxCalls), DialPolicy.unlimited(), routes);
    }

    RouterScene(int maxCalls, DialPolicy dialling, Route... routes) {
        this(AdmissionLimits.ofCalls(maxCalls), dialling, routes);
    }

    RouterScene(AdmissionLimits limits, Route... routes) {
        this(limits, DialPolicy.unlimited(), routes);
    }

    private RouterScene(AdmissionLimits limits, DialPolicy dialling, Route... routes) {
        this(limits, dialling, FleetCounts.ofOneNode(), routes);
    }

    /** One node of several. */
    RouterScene(AdmissionLimits limits, DialPolicy dialling, FleetCounts fleet, Route... routes) {
        this(limits, dialling, fleet, new CallRouter.Carrier(Duration.ofHours(1), false), routes);
    }

    private RouterScene(
            AdmissionLimits limits,
            DialPolicy dialling,
            FleetCounts fleet,
            CallRouter.Carrier carrier,
            Route... routes) {
        admission = new Admission(limits, Load.NONE, fleet, time::nowNanos);
        router = new CallRouter(
                new CallRouter.Plan(
                        List.of(routes),
                        CallPolicy.defaults(),
                        16_000,
                        answering(loop -> ai, () -> aiIsDown),
                        heard,
                        new CallMetrics(new Metrics()),
                        time::nowNanos,
                        (call, route, taps) -> audience.onStream(call, route, taps),
                        callSid -> placed.of(callSid),
                        CallWitness.NOBODY,
                        (callSid, from, to) -> preAnswer.ask(callSid, from, to),
                        loop -> OwnVoice.NONE),
                admission,
                new CallRouter.Known(memory(), fleet),
                dialling,
                carrier,
                SoundBudget.ofThisMachine());
    }

    /** On the same clock. */
    private CallMemory memory() {
        return new CallMemory(CallStateStore.NONE, "here", () -> Instant.ofEpochMilli(1 + time.elapsedMillis()));
    }

    /** Every route's calls are answered by the same. */
    static RoutedFarEnds answering(Function<Scheduler, AiConnector> connectors, BooleanSupplier isDown) {
        return new RoutedFarEnds() {
            @Override
            public AiConnector connector(Route route, String conversationAt, Scheduler loop) {
                return connectors.apply(loop);
            }

            @Override
            public boolean isDown(Route route) {
                return isDown.getAsBoolean();
            }
        };
    }

    static RouterScene serving() {
        return new RouterScene(2, route("*", null));
    }

    /** The same with other nodes where the carrier can be sent. */
    static RouterScene servingBesideOthers() {
        return new RouterScene(
                AdmissionLimits.ofCalls(2),
                DialPolicy.unlimited(),
                FleetCounts.ofOneNode(),
                new CallRouter.Carrier(Duration.ofHours(1), true),
                route("*", null));
    }

    /** @param fallback who is dialled when nobody can serve, or null */
    static Route route(String number, @Nullable String fallback) {
        return route(number, fallback, 0);
    }

    /** @param maxCalls how many calls it has room for, 0 for any number */
    static Route route(String number, @Nullable String fallback, int maxCalls) {
        return new Route(
                "default",
                Set.of(number),
                null,
                null,
                null,
                Map.of("shop", "north"),
                new Toolbox(List.of()),
                new Route.Fallback("Sorry.", fallback, null),
                maxCalls,
                List.of(),
                Map.of(),
                List.of(),
                AgentDescription.NONE);
    }

    /** A call's stream starts, and the AI answers. */
    PhoneEvents talks(String callSid, String streamSid) {
        RecordingPhone phone = new RecordingPhone(time);
        PhoneEvents call = requireNonNull(answers(callSid, streamSid, phone));
        phone.attach(call);
        ai.ready();
        return call;
    }

    /** Null when nobody answers. */
    @Nullable
    PhoneEvents answers(String callSid, String streamSid, PhoneLeg phone) {
        return router.answer(new IncomingCall(callSid, streamSid, FROM, TO, Map.of()), phone, time);
    }
}
