package dev.trunkline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.testing.NotedLeaks;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class LeakDetectionTest {

    private static final int LOST = 64;

    @Test
    void leaksAreNotSearchedForUnlessSomebodyAsks() {
        Properties properties = new Properties();

        LeakDetection.offUnlessAskedFor(properties);

        assertThat(properties).containsExactly(Map.entry("io.netty.leakDetection.level", "disabled"));
    }

    @Test
    void whoAsksIsHeard() {
        Properties properties = new Properties();
        properties.setProperty("io.netty.leakDetection.level", "advanced");
        Properties asOfOld = new Properties();
        asOfOld.setProperty("io.netty.leakDetectionLevel", "simple");

        LeakDetection.offUnlessAskedFor(properties);
        LeakDetection.offUnlessAskedFor(asOfOld);

        assertThat(properties).containsExactly(Map.entry("io.netty.leakDetection.level", "advanced"));
        assertThat(asOfOld).containsExactly(Map.entry("io.netty.leakDetectionLevel", "simple"));
    }

    @Test
    void theseTestsFindEveryLostBufferWhateverCommandsTheyRun() {
        TrunklineCommand.run("--version");
        Set<String> found = ConcurrentHashMap.newKeySet();
        ByteBufUtil.setLeakListener((resource, records) -> found.add(records));
        try {
            for (int depth = 1; depth <= LOST; depth++) {
                loseOnPurpose(depth);
            }

            await().until(() -> {
                System.gc();
                UnpooledByteBufAllocator.DEFAULT.buffer(1).release(); // which is when the lost ones are looked for
                return foundOnPurpose(found) == LOST;
            });
        } finally {
            ByteBufUtil.setLeakListener(null);
        }
    }

    /** Each at another depth: Netty tells of one place only once. */
    private static void loseOnPurpose(int depth) {
        if (depth > 1) {
            loseOnPurpose(depth - 1);
        } else {
            PooledByteBufAllocator.DEFAULT.buffer(16).writeByte(1);
        }
    }

    private static long foundOnPurpose(Set<String> found) {
        return found.stream()
                .filter(records -> records.contains(NotedLeaks.ON_PURPOSE))
                .count();
    }
}
