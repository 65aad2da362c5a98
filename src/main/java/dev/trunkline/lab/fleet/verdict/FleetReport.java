package dev.trunkline.lab.fleet.verdict;

import dev.trunkline.lab.fleet.call.FleetPlan;
import dev.trunkline.lab.fleet.measure.BridgeCost;
import dev.trunkline.lab.fleet.measure.BridgeMemory;
import dev.trunkline.lab.fleet.measure.Count;
import dev.trunkline.lab.fleet.measure.FleetEvents;
import dev.trunkline.lab.fleet.measure.Measure;
import dev.trunkline.lab.fleet.measure.Second;
import dev.trunkline.lab.fleet.measure.Spread;
import dev.trunkline.lab.panel.InteractionPanel;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came of a fleet. Immutable.
 *
 * @param seconds how it went
 * @param latencies of all seconds that count, with curves
 * @param framesLost of callers, thrown away because the bridge did not read; and of agents, missing in answers that are all
 *     the same
 * @param refusals how many callers heard which TwiML instead of a stream, by the names of its verbs
 * @param bridge null when it is not on this machine
 * @param memory null when nothing of the bridge can be seen from here
 * @param baseline null when none was asked for
 * @param panel how callers and agents spoke together, in all calls from their first second
 * @param invalid why nothing of this may be believed; empty: it may
 * @param faults what went wrong on purpose, and what callers noticed; null: nothing
 */
public record FleetReport(
        FleetPlan plan,
        Instant startedAt,
        String machine,
        List<Second> seconds,
        Map<Measure, Spread> latencies,
        Map<Count, Long> counts,
        Map<String, Long> refusals,
        int peakCalls,
        long framesLost,
        @Nullable BridgeCost bridge,
        @Nullable BridgeMemory memory,
        @Nullable Baseline baseline,
        List<FleetEvents.Event> events,
        InteractionPanel panel,
        List<String> invalid,
        @Nullable FaultReport faults) {

    private static final int BYTES_PER_MILLI = 8;

    public FleetReport {
        seconds = List.copyOf(seconds);
        latencies = Map.copyOf(latencies);
        counts = Map.copyOf(counts);
        refusals = Map.copyOf(refusals);
        events = List.copyOf(events);
        invalid = List.copyOf(invalid);
    }

    /**
     * What the same calls cost a bare relay.
     *
     * @param cpuMultiple the bridge's CPU for a call, as a multiple of the relay's; null when the bridge's is not known
     */
    public record Baseline(
            double cpuPercentPerCall,
            double callsUp,
            @Nullable Double cpuMultiple) {}

    /** Whether the generator could keep up. */
    public boolean isValid() {
        return invalid.isEmpty();
    }

    public Spread spread(Measure measure) {
        return latencies.getOrDefault(measure, Spread.NONE);
    }

    public long count(Count what) {
        return counts.getOrDefault(what, 0L);
    }

    /** Agent audio that still came after {@code clear}. */
    public long staleAudioMillis() {
        return count(Count.STALE_BYTES) / BYTES_PER_MILLI;
    }

    /** Underruns in the seconds that count. */
    public long underrunsWhileWarm() {
        long before = 0;
        long warm = 0;
        for (Second second : seconds) {
            long now = second.count(Count.UNDERRUNS);
            warm += second.measured() ? now - before : 0;
            before = now;
        }
        return warm;
    }

    /** The same beside a relay's. */
    public FleetReport withBaseline(FleetReport relay) {
        BridgeCost bare = relay.bridge;
        if (bare == null) {
            return this;
        }
        Double multiple = bridge == null || bare.cpuPercentPerCall() == 0
                ? null
                : bridge.cpuPercentPerCall() / bare.cpuPercentPerCall();
        return new FleetReport(
                plan,
                startedAt,
                machine,
                seconds,
                latencies,
                counts,
                refusals,
                peakCalls,
                framesLost,
                bridge,
                memory,
                new Baseline(bare.cpuPercentPerCall(), bare.callsUp(), multiple),
                events,
                panel,
                invalid,
                faults);
    }

    /** The same with the faults that struck, by name. */
    public FleetReport withStruck(Map<String, Long> struck) {
        return faults == null
                ? this
                : new FleetReport(
                        plan,
                        startedAt,
                        machine,
                        seconds,
                        latencies,
                        counts,
                        refusals,
                        peakCalls,
                        framesLost,
                        bridge,
                        memory,
                        baseline,
                        events,
                        panel,
                        invalid,
                        new FaultReport(
                                faults.continuity(), struck, faults.heapMegabytesPerHour(), faults.heapMegabytes()));
    }
}
