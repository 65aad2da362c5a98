package dev.trunkline.lab.fleet.measure;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a bridge held before, at most, and after everybody had hung up. What cannot be seen from here is in none of the maps.
 * Immutable.
 *
 * @param collected whether the bridge's JVM was made to collect its garbage before the first and the last look
 * @param allocatedBytesPerCallSecond in the seconds that count; null when its JVM does not tell
 * @param slope between two numbers of calls; null when there was one number only
 */
public record BridgeMemory(
        Map<MemoryUse, Long> before,
        Map<MemoryUse, Long> most,
        Map<MemoryUse, Long> after,
        boolean collected,
        @Nullable Double allocatedBytesPerCallSecond,
        @Nullable Slope slope) {

    public BridgeMemory {
        before = Map.copyOf(before);
        most = Map.copyOf(most);
        after = Map.copyOf(after);
    }

    /** What two numbers of calls, both held for a while, took. */
    public record Slope(Step from, Step to) {

        /** Resident memory for each call between the two. */
        public double residentBytesPerCall() {
            return (double) (to.residentBytes - from.residentBytes) / (to.calls - from.calls);
        }

        /** Heap without garbage, and socket buffers, for each call between the two; NaN when unknown. */
        public double liveBytesPerCall() {
            return from.liveBytes < 0 || to.liveBytes < 0
                    ? Double.NaN
                    : (double) (to.liveBytes - from.liveBytes) / (to.calls - from.calls);
        }
    }

    /**
     * So many calls, held for a while.
     *
     * @param residentBytes the median of the last seconds
     * @param liveBytes heap after a collection, and socket buffers; -1 when nobody could ask for a collection
     */
    public record Step(int calls, long residentBytes, long liveBytes) {}

    /** How much more there is after than there was before; NaN when unknown. */
    public double left(MemoryUse holding) {
        Long was = before.get(holding);
        Long is = after.get(holding);
        return was == null || is == null ? Double.NaN : is - was;
    }
}
