package dev.trunkline.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DialledNumbersTest {

    @TempDir
    Path folder;

    private TrunklineConfig config(String destination, String fallback, String further) throws Exception {
        return ConfigReader.read(Map.of(), Files.writeString(folder.resolve("trunkline.yaml"), """
                routes:
                  - name: main
                    numbers: ["*"]
                    destinations: [{name: desk, number: "%s"}]
                    fallback: {number: "%s"}
                %s
                """.formatted(
                        destination, fallback, further)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+19005550100",
                "+1 900 555 0100",
                "+881612345678",
                "+88213000000",
                "+448712345678",
                "+499001234567",
                "sip:+19005550100@carrier.example",
                "sip:911@psap.example",
                "sip:112@psap.example;transport=tls"
            })
    void whatMayBeDearIsWarnedOfByItsPlace(String number) throws Exception {
        assertThat(DialledNumbers.warnings(config(number, number, "")))
                .hasSize(2)
                .anySatisfy(warning -> assertThat(warning).contains("the destination desk of the route main"))
                .anySatisfy(warning -> assertThat(warning).contains("the fallback number of the route main"))
                .noneSatisfy(warning -> assertThat(warning).contains("5550100"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"+15550100001", "+442079460000", "+4930123456", "client:desk", "sip:desk@example.com"})
    void whatIsUsualIsNot(String number) throws Exception {
        assertThat(DialledNumbers.warnings(config(number, number, ""))).isEmpty();
    }

    @Test
    void aNumberThatIsDeniedIsAMistake() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> config("+19005550100", "+15550100009", "transfers: {deniedPrefixes: '+881, +1900'}"))
                .satisfies(refused -> assertThat(refused.mistakes())
                        .singleElement()
                        .asString()
                        .contains("transfers.deniedPrefixes", "the destination desk", "+1900"));
        for (String wrong : List.of("1900", "+", "+19x", "all")) {
            assertThatExceptionOfType(ConfigException.class)
                    .isThrownBy(() ->
                            config("+15550100001", "+15550100009", "transfers: {deniedPrefixes: '" + wrong + "'}"));
        }
    }
}
