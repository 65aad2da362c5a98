package dev.trunkline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.ResourceLeakDetector;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class LeakDetectionTest {

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
    void theseTestsSearchForAllOfThemWhateverCommandsTheyRun() {
        TrunklineCommand.run("--version");

        assertThat(ResourceLeakDetector.getLevel()).isEqualTo(ResourceLeakDetector.Level.PARANOID);
    }
}
