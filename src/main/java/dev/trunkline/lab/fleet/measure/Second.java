package dev.trunkline.lab.fleet.measure;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A fleet at one moment, about every second. Immutable.
 *
 * @param atMillis since the first call was placed
 * @param spanMillis what the latencies were measured in
 * @param measured whether they count for the result, which they do not while programs warm up
 * @param counts since the beginning
 * @param latencies since the last second, without curves
 * @param bridge what the bridge uses; null when it is not on this machine
 * @param jvm what the bridge's JVM says about itself; null when it says nothing
 */
public record Second(
        long atMillis,
        long spanMillis,
        boolean measured,
        int callsUp,
        Map<Count, Long> counts,
        Map<Measure, Spread> latencies,
        @Nullable BridgeUse bridge,
        @Nullable JvmUse jvm,
        OwnUse own) {

    public Second {
        counts = Map.copyOf(counts);
        latencies = Map.copyOf(latencies);
    }

    /**
     * What the bridge uses.
     *
     * @param cpuPercent of one core
     */
    public record BridgeUse(double cpuPercent, long rssBytes, int threads, int descriptors) {}

    /**
     * What the bridge's JVM says about itself at {@code /metrics}.
     *
     * @param heapBytes in use, garbage included
     * @param directBytes of buffers outside the heap
     * @param descriptors -1 when it cannot tell
     * @param allocatedBytes since it began, by all threads; -1 when it cannot tell
     */
    public record JvmUse(long heapBytes, long directBytes, int threads, int descriptors, long allocatedBytes) {}

    /**
     * What the generator uses itself.
     *
     * @param cpuPercent of one core
     * @param busiestLoopPercent of one core, the loop that has the most to do
     * @param machineBusyPercent of all cores, everybody together
     * @param stealPercent of all cores, other guests of the same host
     */
    public record OwnUse(
            double cpuPercent, double busiestLoopPercent, double machineBusyPercent, double stealPercent) {}

    /** How many were counted. */
    public long count(Count what) {
        return counts.getOrDefault(what, 0L);
    }

    /** How they are spread. */
    public Spread spread(Measure measure) {
        return latencies.getOrDefault(measure, Spread.NONE);
    }
}
