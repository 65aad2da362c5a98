package dev.trunkline.app;

import dev.trunkline.config.ConfigException;
import dev.trunkline.config.OutboundConfig;
import dev.trunkline.config.TrunklineConfig;
import dev.trunkline.net.http.Routes;
import dev.trunkline.ops.AdminGate;
import dev.trunkline.outbound.AnsweredCalls;
import dev.trunkline.outbound.CallingHours;
import dev.trunkline.outbound.DoNotCallList;
import dev.trunkline.outbound.FileOutboundJournal;
import dev.trunkline.outbound.MachineAction;
import dev.trunkline.outbound.NumberingPlan;
import dev.trunkline.outbound.OutboundCalls;
import dev.trunkline.outbound.OutboundJournal;
import dev.trunkline.outbound.OutboundOutcome;
import dev.trunkline.outbound.OutboundPolicy;
import dev.trunkline.outbound.api.OutboundRoutes;
import dev.trunkline.phone.PhoneAddress;
import dev.trunkline.phone.twilio.TwilioOutbound;
import dev.trunkline.record.Erasable;
import dev.trunkline.telemetry.Metrics;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls that we place, as the configuration says, on a thread of their own. Thread-safe. */
final class OutboundWiring implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OutboundWiring.class);
    private static final String FOLDER = "outbound"; // of the data directory
    private static final long STEP_MILLIS = 100;
    private static final long CLOSE_SECONDS = 2;
    private static final String EVERY_OTHER_NUMBER = "*";

    private final OutboundConfig config;
    private final OutboundPolicy policy;
    private final OutboundJournal journal;
    private final AnsweredCalls answered;
    private final Metrics metrics;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(new DefaultThreadFactory("outbound", true));
    private volatile @Nullable OutboundCalls calls; // once the carrier is known

    private OutboundWiring(OutboundConfig config, OutboundPolicy policy, OutboundJournal journal, Metrics metrics) {
        this.config = config;
        this.policy = policy;
        this.journal = journal;
        this.metrics = metrics;
        this.answered = new AnsweredCalls(metrics, config.stopKey());
    }

    /**
     * Reads what an earlier process has left.
     *
     * @return null where nobody is called
     * @throws ConfigException when no route can take the calls
     * @throws IOException when the journal cannot be written
     */
    static @Nullable OutboundWiring open(TrunklineConfig config, Metrics metrics) throws ConfigException, IOException {
        OutboundConfig outbound = config.outbound();
        Path directory = config.state().directory();
        if (!outbound.enabled() || directory == null) {
            return null;
        }
        Map<String, String> callers = callers(config);
        check(config);
        return new OutboundWiring(
                outbound, policy(outbound, callers), FileOutboundJournal.open(directory.resolve(FOLDER)), metrics);
    }

    /** @throws ConfigException when no route can take the calls */
    static void check(TrunklineConfig config) throws ConfigException {
        OutboundConfig outbound = config.outbound();
        if (outbound.enabled() && !callers(config).containsKey(outbound.callerId())) {
            throw new ConfigException(
                    List.of("TRUNKLINE_OUTBOUND_CALLER_ID (outbound.callerId) is a number that no route"
                            + " serves; add it to the numbers of the route that is to take the calls"));
        }
    }

    /** Our numbers, each with the route that takes its calls. */
    private static Map<String, String> callers(TrunklineConfig config) {
        Map<String, String> callers = new HashMap<>();
        String callerId = config.outbound().callerId();
        for (TrunklineConfig.Route route : config.routes()) {
            for (String number : route.numbers()) {
                if (PhoneAddress.of(number).isCallerId()) {
                    callers.putIfAbsent(number, route.name());
                }
            }
        }
        config.routes().stream()
                .filter(route -> route.numbers().contains(EVERY_OTHER_NUMBER))
                .findFirst()
                .ifPresent(route -> callers.putIfAbsent(callerId, route.name()));
        return callers;
    }

    private static OutboundPolicy policy(OutboundConfig config, Map<String, String> callers) {
        OutboundConfig.Limits limits = config.limits();
        OutboundConfig.Hours hours = config.hours();
        Map<String, OutboundPolicy.Machine> machines = new HashMap<>();
        config.routes().forEach((route, machine) -> machines.put(route, machine(machine)));
        return new OutboundPolicy(
                config.countries(),
                callers,
                config.callerId(),
                new OutboundPolicy.Limits(
                        limits.callsPerSecond(), limits.atATime(), limits.perNumberPerDay(), limits.perRoutePerHour()),
                new CallingHours(hours.from(), hours.to(), hours.days()),
                machines,
                Map.of(
                        OutboundOutcome.BUSY, pauses(config.retries().busyMinutes()),
                        OutboundOutcome.NO_ANSWER, pauses(config.retries().noAnswerMinutes()),
                        OutboundOutcome.FAILED, pauses(config.retries().failedMinutes())),
                new OutboundPolicy.Habits(
                        config.ringSeconds(),
                        config.asksCarrier(),
                        machine(config.machine()),
                        config.stopKey(),
                        config.keptHours()));
    }

    private static OutboundPolicy.Machine machine(OutboundConfig.Machine config) {
        MachineAction action = MachineAction.of(config.action());
        return new OutboundPolicy.Machine(action == null ? MachineAction.HANG_UP : action, config.message());
    }

    private static List<Duration> pauses(List<Integer> minutes) {
        return minutes.stream().map(Duration::ofMinutes).toList();
    }

    AnsweredCalls answered() {
        return answered;
    }

    /**
     * Joins the carrier's side and the calls; nothing is placed yet.
     *
     * @param hasRoom whether this node would take so many calls more
     * @param isAttended whether whoever is called now would find an agent, by the name of the route
     */
    void join(TwilioOutbound carrier, IntPredicate hasRoom, Predicate<String> isAttended, Routes.Builder routes) {
        OutboundCalls made = new OutboundCalls(
                policy,
                new OutboundCalls.Parts(
                        carrier,
                        journal,
                        new DoNotCallList(config.doNotCall(), InstantSource.system()),
                        new NumberingPlan(),
                        thread,
                        InstantSource.system(),
                        hasRoom,
                        isAttended,
                        answered,
                        metrics));
        calls = made;
        carrier.tell(made);
        carrier.contribute(routes);
    }

    /** Adds what operators ask; also where nobody is called, so that they are told so. */
    static void contribute(@Nullable OutboundWiring outbound, Routes.Builder routes, AdminGate gate) {
        new OutboundRoutes(outbound == null ? null : outbound.calls).contribute(routes, gate);
    }

    /** The orders of somebody who is to be forgotten. */
    Erasable erasable() {
        return new Erasable() {
            @Override
            public String place() {
                return "outboundOrders";
            }

            @Override
            public long erase(Caller caller) throws IOException {
                OutboundCalls made = calls;
                return made == null ? 0 : made.changes().erase(caller.number());
            }
        };
    }

    /** From now on calls are placed. */
    void start() {
        OutboundCalls made = calls;
        if (made != null) {
            thread.scheduleWithFixedDelay(
                    new RepeatedStep("outbound", made::step), STEP_MILLIS, STEP_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** How many are being called and have not answered yet; none when nobody would hear of it any more. Any thread. */
    int ringing() {
        OutboundCalls made = calls;
        return made == null || thread.isShutdown() ? 0 : made.ringing();
    }

    /** Places nothing more. */
    @Override
    public void close() {
        try {
            OutboundCalls made = calls;
            thread.execute(made == null ? journal::close : made::close);
            thread.shutdown();
            if (!thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.atWarn().log("outbound calls take long to end");
            }
        } catch (RejectedExecutionException e) {
            LOG.atDebug().log("outbound calls have ended already");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
