package dev.trunkline.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigReaderTest {

    @TempDir
    Path folder;

    @Test
    void nothingGivenServesThisMachineAloneAndDialsNobody() throws ConfigException {
        TrunklineConfig config = ConfigReader.read(Map.of(), null);

        assertThat(config.server().port()).isEqualTo(8_080);
        assertThat(config.server().bind()).isEqualTo("127.0.0.1");
        assertThat(config.evi().addresses()).containsExactly(EviAddress.EMBEDDED);
        assertThat(config.routes())
                .singleElement()
                .satisfies(route -> assertThat(route.destinations()).isEmpty());
        assertThat(config.engine().mind().invents()).isFalse();
    }

    @Test
    void aCustomLanguageModelMayBeAWebSocketAndAnotherMindMayNot() throws Exception {
        Path socket = file("mind: {kind: clm, url: 'ws://127.0.0.1:9999/llm'}\n");

        assertThat(ConfigReader.read(Map.of(), socket).engine().mind().url()).hasScheme("ws");
        Path other = file("mind: {kind: openai, model: m, url: 'ws://127.0.0.1:9999/v1'}\n");
        assertThatThrownBy(() -> ConfigReader.read(Map.of(), other))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("mind.url");
    }

    @Test
    void theLabHasDesksAndACompanyThatAreMadeUp() throws ConfigException {
        TrunklineConfig lab = ConfigReader.read(Map.of(), null).inLab();

        assertThat(lab.routes().get(0).destinations())
                .extracting(TrunklineConfig.Destination::name)
                .containsExactly("billing", "support");
        assertThat(lab.engine().mind().invents()).isTrue();
    }

    @Test
    void withATokenEverybodyIsListenedTo() throws ConfigException {
        assertThat(ConfigReader.read(
                                Map.of("TWILIO_AUTH_TOKEN", "t", "TRUNKLINE_PUBLIC_URL", "https://voice.example.com"),
                                null)
                        .server()
                        .bind())
                .isEqualTo("0.0.0.0");
    }

    @Test
    void theEnvironmentWinsOverTheFile() throws Exception {
        Path file = file("server: {port: 9000}\nevi: {url: 'wss://file.example/v0/evi'}\n");

        TrunklineConfig config = ConfigReader.read(Map.of("TRUNKLINE_PORT", "9001"), file);

        assertThat(config.server().port()).isEqualTo(9_001);
        assertThat(config.evi().addresses()).containsExactly(new EviAddress(URI.create("wss://file.example/v0/evi")));
    }

    @Test
    void allMistakesAreToldAtOnceByNameAndSecretsNever() throws Exception {
        Path file = file("""
                server: {port: eighty, portt: 1}
                twilio: {accountSid: AC1, apiKey: SK1}
                evi: {url: 'https://wrong', inputSampleRateHz: 11025}
                call: {playoutLeadMillis: 5}
                colour: red
                routes:
                  - name: Sales Desk
                    numbers: ["020 7946 0000"]
                    destinations: [{name: x, number: 12345, ring: 3}]
                """);

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> ConfigReader.read(Map.of("HUME_SECRET_KEY", "canary-secret"), file))
                .satisfies(refused -> {
                    assertThat(refused.mistakes()).hasSize(13);
                    assertThat(refused.getMessage())
                            .contains("TRUNKLINE_PORT (server.port) is not a whole number")
                            .contains("server.portt is not a key")
                            .contains("TWILIO_ACCOUNT_SID (twilio.accountSid) must be AC and 32 hex digits")
                            .contains("TWILIO_API_KEY (twilio.apiKey) and TWILIO_API_SECRET")
                            .contains("EVI_URL (evi.url) must be a URL that begins with ws:// or wss://")
                            .contains("HUME_SECRET_KEY (evi.secretKey) needs HUME_API_KEY")
                            .contains("evi.inputSampleRateHz must be one of")
                            .contains("call.playoutLeadMillis is not between 40 and 1000")
                            .contains("colour is not a key")
                            .contains("routes[0].name must be lower-case")
                            .contains("routes[0].numbers \"020 7946 0000\" is not a phone number")
                            .contains("routes[0].destinations[0].ring is not a key")
                            .contains("routes[0].destinations[0].number \"12345\" is not a phone number")
                            .doesNotContain("canary-secret");
                });
    }

    @Test
    void twoRoutesMayNotClaimOneNumber() throws Exception {
        Path file = file("""
                routes:
                  - {name: a, numbers: ["+14155550100"]}
                  - {name: a, numbers: ["+14155550100"]}
                """);

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> ConfigReader.read(Map.of(), file))
                .satisfies(refused -> assertThat(refused.mistakes())
                        .isEqualTo(List.of(
                                file + ":3: routes[1].name \"a\" is taken by routes[0].name",
                                file + ":3: routes[1].numbers \"+14155550100\" is taken by routes[0].numbers")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'server: [1, 2'            | is not YAML: look at line",
                "'- a\n- b'                 | must hold keys and values",
                "'routes: []'               | routes must be a list with at least one route",
                "'routes: yes'              | routes must be a list with at least one route",
                "'server: {port: 70000}'    | is not between 0 and 65535",
                "'server: {publicUrl: x y}' | is not a URL",
            })
    void aFileThatCannotBeUsedSaysWhy(String yaml, String why) throws Exception {
        Path file = file(yaml);

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> ConfigReader.read(Map.of(), file))
                .withMessageContaining(why);
    }

    @Test
    void aFileThatIsNotThereIsAMistakeToo() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> ConfigReader.read(Map.of(), folder.resolve("none.yaml")))
                .withMessageContaining("none.yaml cannot be read; does it exist?");
    }

    @Test
    void aSecretPrintsAsStars() throws ConfigException {
        TrunklineConfig config = ConfigReader.read(
                Map.of("TWILIO_AUTH_TOKEN", "canary", "TRUNKLINE_BIND", "::1", "HUME_API_KEY", "canary"), null);

        assertThat(config.toString()).contains("***").doesNotContain("canary");
    }

    @Test
    void everyFormOfANumberCanBeWrittenAndIsReadAsOne() throws Exception {
        Path file = file("""
                routes:
                  - name: a
                    numbers: ["+44 (0)20 7946 0000", 14155550100, "sip:Desk@Example.com:5060;transport=tls",
                      "client:Alice", "whatsapp:+442079460001", "12345"]
                    callerId: 0044 20 7946 0000
                    destinations:
                      - {name: desk, number: "+1 (415) 555-0101"}
                      - {name: pbx, number: "sip:Desk@pbx.example.com;transport=tls", callerId: "+1 415 555 0102"}
                      - {name: app, number: "client:Bob"}
                    fallback: {number: 1-415-555-0103, callerId: 14155550104}
                """);

        TrunklineConfig.Route route = ConfigReader.read(Map.of(), file).routes().get(0);

        assertThat(route.numbers())
                .containsExactly(
                        "+442079460000",
                        "+14155550100",
                        "sip:desk@example.com",
                        "client:alice",
                        "whatsapp:+442079460001",
                        "12345");
        assertThat(route.callerId()).isEqualTo("+442079460000");
        assertThat(route.destinations())
                .extracting(TrunklineConfig.Destination::number)
                .containsExactly("+14155550101", "sip:Desk@pbx.example.com;transport=tls", "client:Bob");
        assertThat(route.destinations().get(1).callerId()).isEqualTo("+14155550102");
        assertThat(route.fallback().number()).isEqualTo("+14155550103");
        assertThat(route.fallback().callerId()).isEqualTo("+14155550104");
    }

    @ParameterizedTest
    @CsvSource({
        "+44 20 7946 0000, 00442079460000",
        "sip:Desk@Example.com, sip:desk@example.com:5060;transport=udp",
        "client:Alice, client:alice"
    })
    void theSameNumberWrittenOtherwiseIsTaken(String first, String second) throws Exception {
        Path file = file("""
                routes:
                  - {name: a, numbers: ["%s"]}
                  - {name: b, numbers: ["%s"]}
                """.formatted(first, second));

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> ConfigReader.read(Map.of(), file))
                .satisfies(wrong -> assertThat(wrong.getMessage())
                        .contains("routes[1].numbers")
                        .contains("is taken by routes[0].numbers"));
    }

    @ParameterizedTest
    @CsvSource({"client:alice", "sip:desk@example.com", "12345", "anonymous", "ACME"})
    void aCallerIdIsATelephoneNumber(String callerId) throws Exception {
        Path file = file("routes: [{name: a, numbers: ['*'], callerId: '" + callerId + "'}]\n");

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> ConfigReader.read(Map.of(), file))
                .satisfies(wrong -> assertThat(wrong.getMessage()).contains("routes[0].callerId \"" + callerId));
    }

    private Path file(String yaml) throws IOException {
        return Files.writeString(folder.resolve("trunkline.yaml"), yaml);
    }
}
