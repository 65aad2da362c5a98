package dev.trunkline.app;

import dev.trunkline.bridge.CallRouter;
import dev.trunkline.bridge.CallWatchdog;
import dev.trunkline.bridge.RunningCalls;
import dev.trunkline.config.TrunklineConfig;
import dev.trunkline.phone.twilio.CallReconciler;
import dev.trunkline.phone.twilio.TwilioRest;
import dev.trunkline.telemetry.MetricName;
import dev.trunkline.telemetry.Metrics;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What ends calls that nobody else would end, and tells the other nodes of those that go on, on threads that no call can hold up.
 * Thread-safe.
 */
final class CallGuards implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CallGuards.class);

    private final ScheduledExecutorService clocks =
            Executors.newSingleThreadScheduledExecutor(new DefaultThreadFactory("money-guard", true));
    private final ScheduledExecutorService asking =
            Executors.newSingleThreadScheduledExecutor(new DefaultThreadFactory("reconciler", true));

    private CallGuards() {}

    /**
     * From now on.
     *
     * @param nextUrl where the carrier asks what comes next for a call
     * @param rest null: the carrier is asked nothing, and told nothing
     */
    static CallGuards start(
            TrunklineConfig.Twilio config,
            CallRouter router,
            Function<String, URI> nextUrl,
            @Nullable TwilioRest rest,
            Metrics metrics) {
        RunningCalls calls = router.running();
        metrics.gauge(MetricName.CALLS_ADMITTED, calls::admitted);
        metrics.gauge(MetricName.CALLS_UNACCOUNTED, calls::unaccounted);
        metrics.gauge(MetricName.TRANSFERS_WAITING, router::waitingForPersons);
        CallGuards guards = new CallGuards();
        CallWatchdog guard = calls.guard(new OverRest(rest, nextUrl));
        everySecond(guards.clocks, "watchdog", () -> guard.look(System.nanoTime()));
        everySecond(guards.clocks, "seats", calls::tellOtherNodes);
        if (rest != null && config.reconcileSeconds() > 0) {
            CallReconciler reconciler = new CallReconciler(
                    rest,
                    new Books(calls, router::completed, outcome -> metrics.count(MetricName.CARRIER_CHECKS, outcome)),
                    new CallReconciler.Settings(
                            TimeUnit.SECONDS.toNanos(config.reconcileSeconds()),
                            config.orphans() != TrunklineConfig.Twilio.Orphans.IGNORE,
                            config.orphans() == TrunklineConfig.Twilio.Orphans.END),
                    System::nanoTime,
                    Clock.systemUTC());
            everySecond(guards.asking, "reconciler", reconciler::step);
        }
        return guards;
    }

    /** Not more often, though a step takes long. */
    private static void everySecond(ScheduledExecutorService thread, String name, Runnable step) {
        thread.scheduleWithFixedDelay(new RepeatedStep(name, step), 1, 1, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        clocks.shutdownNow();
        asking.shutdownNow();
    }

    private record OverRest(@Nullable TwilioRest rest, Function<String, URI> nextUrl)
            implements CallWatchdog.LastResort {

        @Override
        public void goOn(String callSid, BooleanSupplier stillWanted) {
            if (rest != null) {
                told(callSid, rest.redirect(callSid, nextUrl.apply(callSid), stillWanted));
            }
        }

        @Override
        public void hangUp(String callSid) {
            if (rest != null) {
                told(callSid, rest.hangUp(callSid));
            }
        }

        private static void told(String callSid, CompletableFuture<TwilioRest.Outcome> outcome) {
            outcome.whenComplete((done, bug) -> LOG.atWarn()
                    .addKeyValue("callSid", callSid)
                    .addKeyValue("outcome", bug == null ? done : bug)
                    .log("carrier told without the call's stream"));
        }
    }

    private record Books(RunningCalls calls, Consumer<String> over, Consumer<String> outcomes)
            implements CallReconciler.Books {

        @Override
        public List<String> live() {
            return calls.callSids();
        }

        @Override
        public boolean isKnown(String callSid) {
            return calls.isKnown(callSid);
        }

        @Override
        public boolean isOurs(String called) {
            return calls.isOurs(called);
        }

        @Override
        public void completed(String callSid) {
            over.accept(callSid);
        }

        @Override
        public void count(String outcome) {
            outcomes.accept(outcome);
        }
    }
}
