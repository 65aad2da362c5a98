package dev.trunkline.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is heard while an answer takes long, and what may be done with keys. */
class FillersAndKeysTest {

    private static final String SECRET = "a-secret-of-more-than-24-characters";

    @TempDir
    Path folder;

    @Test
    void bothAreOnByDefaultAndSendDigitsNowhere() throws Exception {
        TrunklineConfig config = ConfigReader.read(Map.of(), null);

        assertThat(config.engine().talk().waiting().fillers()).hasSize(3).contains("Let me see.");
        assertThat(config.engine().talk().waiting().comfortNoiseDb()).isEqualTo(-40);
        assertThat(config.call().keys()).isEqualTo(new TrunklineConfig.Keys(true, true, null, null));
    }

    @Test
    void eachCanBeSwitchedOff() throws Exception {
        TrunklineConfig config =
                ConfigReader.read(Map.of(), file("engine: {fillers: none, comfortNoiseDb: none}\nkeys: {tools: none}"));

        assertThat(config.engine().talk().waiting().fillers()).isEmpty();
        assertThat(config.engine().talk().waiting().comfortNoiseDb()).isNull();
        assertThat(config.call().keys().collects()).isFalse();
        assertThat(config.call().keys().presses()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    engine: {fillers: ' / '}                                      | engine.fillers holds 0 sentences
                    engine: {comfortNoiseDb: 3}                                   | engine.comfortNoiseDb is not between -70 and -25
                    engine: {fillerAfterMillis: 10}                               | engine.fillerAfterMillis
                    keys: {tools: everything}                                     | keys.tools
                    keys: {deliverTo: 'https://pay.example.com/digits'}           | keys.deliverTo needs TRUNKLINE_KEYS_SECRET
                    """)
    void whatCannotBeIsTold(String yaml, String told) throws Exception {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> ConfigReader.read(Map.of(), file(yaml)))
                .withMessageContaining(told);
    }

    @Test
    void digitsDoNotLeaveThisMachineInClearTextNorWithAWeakSecret() throws Exception {
        Path clear = file("keys: {deliverTo: 'http://pay.example.com/digits'}");
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> ConfigReader.read(Map.of("TRUNKLINE_KEYS_SECRET", SECRET), clear))
                .withMessageContaining("everybody on the way could read")
                .withMessageNotContaining(SECRET);

        Path secure = file("keys: {deliverTo: 'https://pay.example.com/digits'}");
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> ConfigReader.read(Map.of("TRUNKLINE_KEYS_SECRET", "short"), secure))
                .withMessageContaining("TRUNKLINE_KEYS_SECRET")
                .withMessageContaining("can be guessed");
        assertThat(ConfigReader.read(Map.of("TRUNKLINE_KEYS_SECRET", SECRET), secure)
                        .call()
                        .keys()
                        .deliverTo())
                .hasHost("pay.example.com");
    }

    private Path file(String yaml) throws IOException {
        return Files.writeString(folder.resolve("trunkline.yaml"), yaml);
    }
}
