package dev.trunkline.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.config.ConfigReader;
import dev.trunkline.config.FarEndConfig;
import dev.trunkline.config.TrunklineConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineUnderANameHasItsOwnLimitTest {

    @TempDir
    Path folder;

    /** Its own limit, the engine's without a name, and what the engine bears at all. */
    @ParameterizedTest
    @CsvSource({"0, 1500, 1500", "600, 1500, 600", "0, 600, 600", "1700, 600, 1600", "900, 0, 900", "0, 0, 0"})
    void theEngineUnderANameHasTheLimitThatStandsBesideIt(int own, int withoutAName, int limit) throws Exception {
        String yaml = """
                evi: {maxChatSeconds: %d}
                engine: {maxSeconds: 1600}
                farEnds: {local: {dialect: embedded, maxChatSeconds: %d}}
                """.formatted(withoutAName, own);
        TrunklineConfig config = ConfigReader.read(Map.of(), Files.writeString(folder.resolve("trunkline.yaml"), yaml));
        FarEndConfig local = Objects.requireNonNull(config.farEnds().get("local"));

        assertThat(FarEndWiring.limitNanos(local, config))
                .isEqualTo(Duration.ofSeconds(limit).toNanos());
    }
}
