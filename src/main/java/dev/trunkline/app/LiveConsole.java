package dev.trunkline.app;

import dev.trunkline.bridge.Admission;
import dev.trunkline.bridge.RunningCalls;
import dev.trunkline.call.CallListener;
import dev.trunkline.call.SoundTaps;
import dev.trunkline.call.Supervision;
import dev.trunkline.console.ApiDocument;
import dev.trunkline.console.CallsInReach;
import dev.trunkline.console.EventFeed;
import dev.trunkline.console.FleetRoutes;
import dev.trunkline.console.FleetTally;
import dev.trunkline.console.LiveRoutes;
import dev.trunkline.console.SteeringRoutes;
import dev.trunkline.control.Destination;
import dev.trunkline.control.TransferTool;
import dev.trunkline.net.http.Routes;
import dev.trunkline.net.loop.EventLoops;
import dev.trunkline.net.loop.LoopScheduler;
import dev.trunkline.ops.AdminGate;
import dev.trunkline.phone.CarrierInstruction.Transfer;
import dev.trunkline.record.CallRecorder;
import dev.trunkline.telemetry.MetricName;
import dev.trunkline.telemetry.Metrics;
import io.netty.channel.EventLoop;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What watches and steers live calls, on a loop of its own that has nothing to do with sound. Thread-safe. */
final class LiveConsole implements AutoCloseable {

    private final EventLoops loops = new EventLoops("console", 1);
    private final FleetTally tally = new FleetTally(InstantSource.system());
    private final ApiDocument document = ApiDocument.read();
    private final CallRecorder records;
    private final Supplier<@Nullable Double> costToday;
    private final BooleanSupplier leavesOutSound;
    private final Metrics metrics;
    private final EventFeed feed;

    /**
     * Watches from now on.
     *
     * @param costToday what the calls that have ended today cost, or null when nobody knows
     * @param leavesOutSound whether the process has no time for whoever listens
     */
    LiveConsole(
            CallRecorder records,
            Supplier<@Nullable Double> costToday,
            BooleanSupplier leavesOutSound,
            Metrics metrics) {
        this.records = records;
        this.costToday = costToday;
        this.leavesOutSound = leavesOutSound;
        this.metrics = metrics;
        EventLoop loop = loops.workers().next();
        LoopScheduler scheduler =
                loop.submit(() -> LoopScheduler.of(loop)).syncUninterruptibly().getNow();
        this.feed = new EventFeed(scheduler, records, lost -> metrics.add(MetricName.CONSOLE_EVENTS_LOST, lost));
        metrics.gauge(MetricName.CONSOLE_WATCHERS, feed::watching);
    }

    /** They hear all calls. */
    List<CallListener> listeners() {
        return List.of(feed, tally);
    }

    /**
     * Adds what operators ask.
     *
     * @param publicUrl below which others ask, or null on a port of this machine's own
     */
    void contribute(
            Routes.Builder routes,
            AdminGate gate,
            RunningCalls calls,
            Admission admission,
            FarEndWiring farEnds,
            @Nullable URI publicUrl) {
        CallsInReach reach = new Reach(calls);
        new LiveRoutes(feed, records, reach, publicUrl, System::nanoTime, leavesOutSound).contribute(routes, gate);
        new SteeringRoutes(reach).contribute(routes, gate);
        new FleetRoutes(metrics, tally, () -> standing(calls, admission, farEnds)).contribute(routes, gate);
        document.contribute(routes, gate);
    }

    private FleetRoutes.Standing standing(RunningCalls calls, Admission admission, FarEndWiring farEnds) {
        return new FleetRoutes.Standing(
                calls.callSids().size(),
                admission.maxCalls(),
                admission.waiting(),
                admission.isDraining(),
                farEnds.states(),
                costToday.get());
    }

    /** This node's calls. */
    private record Reach(RunningCalls calls) implements CallsInReach {

        @Override
        public boolean supervise(String callSid, Consumer<Supervision> what) {
            return calls.supervise(callSid, what);
        }

        @Override
        public @Nullable SoundTaps taps(String callSid) {
            return calls.taps(callSid);
        }

        @Override
        public Map<String, Transfer> destinations(String callSid) {
            return calls.destinations(callSid).stream()
                    .collect(Collectors.toMap(Destination::name, Destination::transfer));
        }

        @Override
        public String announcement(String summary) {
            return TransferTool.whisper(List.of(summary), "");
        }
    }

    @Override
    public void close() {
        loops.close();
    }
}
