package dev.trunkline.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsStayInThisMachineTest {

    private static final String CANARY = "canary-of-twenty-four-and-more";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "EVI_URL, ws://evi.example/v0/evi, HUME_API_KEY",
        "EVI_URL, ws://10.0.0.1:8090/v0/evi, HUME_API_KEY",
        "EVI_URL, ws://[2001:db8::1]/v0/evi, HUME_API_KEY",
        "EVI_URL, ws://127.0.0.1.example/v0/evi, HUME_API_KEY",
        "EVI_URL, ws://localhost.example/v0/evi, HUME_API_KEY",
        "EVI_URL, WS://evi.example/v0/evi, HUME_API_KEY",
    })
    void aKeyBesideAnAddressWithoutTlsIsRefused(String variable, String url, String secret) throws Exception {
        Map<String, String> environment = new HashMap<>(Map.of(variable, url, secret, CANARY));

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> ConfigReader.read(environment, null))
                .satisfies(refused -> assertThat(refused.mistakes())
                        .singleElement()
                        .asString()
                        .startsWith(variable)
                        .contains(secret, "TRUNKLINE_ALLOW_CLEARTEXT", "wss://")
                        .doesNotContain(CANARY));

        environment.put("TRUNKLINE_ALLOW_CLEARTEXT", "true");
        ConfigReader.read(environment, null);
    }

    @Test
    void everyAddressThatHasAKeyIsLookedAt() throws Exception {
        Path file = Files.writeString(folder.resolve("trunkline.yaml"), """
                mind: {kind: openai, url: 'http://mind.example/v1', model: m, apiKey: %1$s}
                voice: {kind: openai, url: 'http://voice.example/v1', apiKey: %1$s}
                ears: {kind: vosk, url: 'ws://ears.example', apiKey: %1$s}
                twilio: {apiBaseUrl: 'http://twilio.example', authToken: %1$s}
                server: {publicUrl: 'http://voice.example'}
                tools: {webSearch: 'http://search.example', webSearchApiKey: %1$s}
                store: {url: 'postgresql://u:%1$s@db.example/name?sslmode=disable'}
                """.formatted(CANARY));

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> ConfigReader.read(Map.of(), file))
                .satisfies(refused -> assertThat(refused.mistakes())
                        .hasSize(7)
                        .allSatisfy(line -> assertThat(line)
                                .contains("everybody on the way", file + ":")
                                .doesNotContain(CANARY)));
        assertThat(ConfigReader.read(Map.of("TRUNKLINE_ALLOW_CLEARTEXT", "true"), file)
                        .engine())
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ws://localhost:8090/v0/evi",
                "ws://127.0.0.1:8090/v0/evi",
                "ws://127.9.9.9/v0/evi",
                "ws://[::1]:8090/v0/evi",
                "ws://evi.localhost/v0/evi",
                "wss://evi.example/v0/evi",
            })
    void thisMachineAndTlsAreFine(String url) throws Exception {
        assertThat(ConfigReader.read(Map.of("EVI_URL", url, "HUME_API_KEY", CANARY), null)
                        .evi()
                        .addresses())
                .singleElement()
                .hasToString(url);
    }

    @ParameterizedTest
    @CsvSource({
        "postgresql://u:p@db.example/name?sslmode=disable, true",
        "postgresql://u:p@db.example/name?x=y&sslmode=allow, true",
        "'jdbc:postgresql://localhost:1,db.example/name?user=u&password=p&sslmode=disable', true",
        "postgresql://u:p@127.0.0.1:5432/name?sslmode=disable, false",
        "postgresql://u:p@[::1]/name?sslmode=disable, false",
        "postgresql://u@db.example/name?sslmode=disable, false",
        "postgresql://u:p@db.example/name?sslmode=verify-full, false",
    })
    void aDatabasesPasswordGoesOverTls(String url, boolean isReadOnTheWay) {
        assertThat(DatabaseText.isReadOnTheWay(url)).isEqualTo(isReadOnTheWay);
    }

    @Test
    void aKeyOfASearchThatIsNowhere() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> ConfigReader.read(Map.of("TRUNKLINE_WEB_SEARCH_API_KEY", CANARY), null))
                .satisfies(refused -> assertThat(refused.mistakes())
                        .containsExactly("TRUNKLINE_WEB_SEARCH_API_KEY (tools.webSearchApiKey) needs"
                                + " TRUNKLINE_WEB_SEARCH_URL (tools.webSearch)"));
    }

    @Test
    void withoutASecretThereIsNothingToRead() throws Exception {
        assertThat(ConfigReader.read(Map.of("EVI_URL", "ws://evi.example/v0/evi"), null)
                        .evi()
                        .addresses())
                .hasSize(1);
    }

    @Test
    void anAdminTokenThatCanBeGuessedIsRefused() throws Exception {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> ConfigReader.read(Map.of("TRUNKLINE_ADMIN_TOKEN", "x".repeat(23)), null))
                .satisfies(refused -> assertThat(refused.getMessage())
                        .contains("TRUNKLINE_ADMIN_TOKEN", "24 characters", "openssl rand -hex 24")
                        .doesNotContain("xxx"));
        assertThat(ConfigReader.read(Map.of("TRUNKLINE_ADMIN_TOKEN", "x".repeat(24)), null)
                        .server()
                        .adminToken())
                .isNotNull();
    }
}
