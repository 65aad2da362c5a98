package dev.trunkline.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeveralFarEndsTest {

    private static final EviAddress ONE = new EviAddress(URI.create("wss://one.example/v0/evi"));
    private static final EviAddress TWO = new EviAddress(URI.create("wss://two.example:8443/v0/evi"));

    @TempDir
    Path folder;

    @Test
    void standInAListWithCommas() throws Exception {
        TrunklineConfig config = ConfigReader.read(
                Map.of("EVI_URL", "wss://one.example/v0/evi, wss://two.example:8443/v0/evi ,embedded"), null);

        assertThat(config.evi().addresses()).containsExactly(ONE, TWO, EviAddress.EMBEDDED);
        assertThat(config.evi().addresses())
                .extracting(EviAddress::name)
                .containsExactly("one.example", "two.example:8443", "embedded");
    }

    @Test
    void orAListOfTheFile() throws Exception {
        Path file = file("evi:\n  url:\n    - wss://one.example/v0/evi\n    - wss://two.example:8443/v0/evi\n");

        assertThat(ConfigReader.read(Map.of(), file).evi().addresses()).containsExactly(ONE, TWO);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "wss://one.example/v0/evi,,wss://two.example/v0/evi | has a comma too many",
                "wss://one.example/v0/evi,wss://one.example/v0/evi | names \"one.example\" twice",
                "embedded,wss://two.example | has no path",
                "embedded,https://two.example/v0/evi | must be a URL that begins with ws:// or wss://",
                "embedded,wss://api.hume.ai/v0/evi | is Hume's, which needs HUME_API_KEY",
            })
    void eachOfThemIsChecked(String urls, String mistake) {
        assertThatThrownBy(() -> ConfigReader.read(Map.of("EVI_URL", urls), null))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("EVI_URL (evi.url) " + mistake);
    }

    @Test
    void noKeyLeavesThisMachineInClearTextToTheSecondEither() {
        Map<String, String> environment =
                Map.of("EVI_URL", "wss://one.example/v0/evi, ws://two.example/v0/evi", "HUME_API_KEY", "k");

        assertThatThrownBy(() -> ConfigReader.read(environment, null))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("everybody on the way could read");
    }

    @Test
    void anyOtherKeyTakesNoList() throws IOException {
        Path file = file("evi:\n  configId: [a, b]\n");

        assertThatThrownBy(() -> ConfigReader.read(Map.of(), file))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("give a single value");
    }

    @Test
    void theToneMayBeSwitchedOff() throws Exception {
        Path file = file("call:\n  comfortToneDb: none\n  comfortWords: none\n");

        CallCare.Comfort comfort =
                ConfigReader.read(Map.of(), file).call().care().comfort();

        assertThat(comfort.toneDb()).isNull();
        assertThat(comfort.words()).isNull();
        assertThat(ConfigReader.read(Map.of(), null).call().care().comfort().toneDb())
                .isEqualTo(-30);
    }

    private Path file(String yaml) throws IOException {
        return Files.writeString(folder.resolve("trunkline.yaml"), yaml);
    }
}
