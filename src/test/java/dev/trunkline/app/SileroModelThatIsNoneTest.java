package dev.trunkline.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.trunkline.config.ConfigException;
import dev.trunkline.config.ConfigReader;
import dev.trunkline.config.TrunklineConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SileroModelThatIsNoneTest {

    @TempDir
    Path folder;

    @Test
    void isAMistakeOfTheConfigurationByName() throws Exception {
        Path model = Files.writeString(folder.resolve("silero.onnx"), "this is no model");
        Path file = Files.writeString(
                folder.resolve("trunkline.yaml"), "engine: {voiceActivity: silero, sileroModel: '" + model + "'}");
        TrunklineConfig config = ConfigReader.read(Map.of("TRUNKLINE_PORT", "0"), file);

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> Trunkline.start(config).close())
                .satisfies(refused -> assertThat(refused.mistakes())
                        .singleElement()
                        .asString()
                        .contains("engine.sileroModel"));
    }
}
