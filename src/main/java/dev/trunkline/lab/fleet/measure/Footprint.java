package dev.trunkline.lab.fleet.measure;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes {@link BridgeMemory} out of what was sampled. Confined to one thread. */
public final class Footprint {

    private static final int STEP_SECONDS = 5;
    private static final double MILLIS_PER_SECOND = 1_000;

    private final BridgeWatch bridge;
    private final List<BridgeMemory.Step> steps = new ArrayList<>();

    public Footprint(BridgeWatch bridge) {
        this.bridge = bridge;
    }

    /** So many calls have been up for a while: how much is it now? */
    public void step(int calls, List<Second> seconds) {
        List<Long> last = new ArrayList<>();
        for (Second second : seconds.subList(Math.max(0, seconds.size() - STEP_SECONDS), seconds.size())) {
            Second.BridgeUse use = second.bridge();
            if (use != null) {
                last.add(use.rssBytes());
            }
        }
        if (last.isEmpty()) {
            return;
        }
        last.sort(null);
        long live = -1;
        if (bridge.collect()) {
            Map<MemoryUse, Long> held = bridge.memoryUse();
            Long heap = held.get(MemoryUse.HEAP);
            Long direct = held.get(MemoryUse.DIRECT);
            live = heap == null || direct == null ? -1 : heap + direct;
        }
        steps.add(new BridgeMemory.Step(calls, last.get(last.size() / 2), live));
    }

    /** Whether it has given back what can be counted one by one. */
    public static boolean isBack(Map<MemoryUse, Long> before, Second now) {
        Map<MemoryUse, Long> is = BridgeWatch.memoryUse(now.bridge(), now.jvm());
        return before.entrySet().stream()
                .filter(was -> !was.getKey().isInBytes())
                .allMatch(was -> is.getOrDefault(was.getKey(), 0L) <= was.getValue());
    }

    /** After the last call; null when nothing of the bridge can be seen. */
    @Nullable
    public BridgeMemory memory(Map<MemoryUse, Long> before, List<Second> seconds) {
        if (before.isEmpty()) {
            return null;
        }
        boolean collected = bridge.collect();
        Map<MemoryUse, Long> after = bridge.memoryUse();
        BridgeMemory.Slope slope = steps.size() < 2 ? null : new BridgeMemory.Slope(steps.get(0), steps.get(1));
        return new BridgeMemory(
                before,
                most(before, seconds, after),
                after,
                collected,
                allocated(seconds, bridge.readingCostsBytes()),
                slope);
    }

    /** Looks count, too: a collection may make a process larger than it was between two of them. */
    static Map<MemoryUse, Long> most(Map<MemoryUse, Long> before, List<Second> seconds, Map<MemoryUse, Long> after) {
        Map<MemoryUse, Long> most = new EnumMap<>(before);
        after.forEach((holding, value) -> most.computeIfPresent(holding, (same, was) -> Math.max(was, value)));
        for (Second second : seconds) {
            Map<MemoryUse, Long> held = BridgeWatch.memoryUse(second.bridge(), second.jvm());
            if (held.keySet().equals(before.keySet())) {
                held.forEach((holding, value) -> most.merge(holding, value, Math::max));
            }
        }
        return most;
    }

    /** Bytes for each second of each call, out of the seconds that count, without what the readings cost. */
    static @Nullable Double allocated(List<Second> seconds, long readingCostsBytes) {
        double bytes = 0;
        double callSeconds = 0;
        Second.JvmUse before = null;
        for (Second second : seconds) {
            Second.JvmUse now = second.jvm();
            if (second.measured() && before != null && now != null && now.allocatedBytes() >= before.allocatedBytes()) {
                bytes += now.allocatedBytes() - before.allocatedBytes() - readingCostsBytes;
                callSeconds += second.callsUp() * second.spanMillis() / MILLIS_PER_SECOND;
            }
            before = now;
        }
        return callSeconds == 0 ? null : Math.max(0, bytes) / callSeconds;
    }
}
