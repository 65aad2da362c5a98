package dev.trunkline.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesThatCannotBeTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    mind: {kind: openai, model: m, url: 'http://localhost:1/v1?key=canary'}   | mind.url must have no ?
                    mind: {kind: openai, model: m, url: 'http://localhost:1/v1#canary'}       | mind.url must have no #
                    mind: {kind: clm, url: 'https://host/chat#canary'}                        | mind.url must have no #
                    voice: {kind: openai, url: 'http://localhost:1/v1?key=canary'}            | voice.url must have no ?
                    voice: {kind: openai, url: 'http://localhost:1/v1#canary'}                | voice.url must have no #
                    ears: {kind: openai, url: 'http://localhost:1/v1?key=canary'}             | ears.url must have no ?
                    ears: {kind: vosk, url: 'ws://localhost:2700/#canary'}                    | ears.url must have no #
                    expression: {url: 'http://localhost:1/#canary'}                           | expression.url must have no #
                    tools: {webSearch: 'http://localhost:1/#canary'}                          | (tools.webSearch) must have no #
                    twilio: {apiBaseUrl: 'https://host/?canary'}                              | (twilio.apiBaseUrl) must have no ?
                    twilio: {apiBaseUrl: 'https://host/#canary'}                              | (twilio.apiBaseUrl) must have no #
                    """)
    void aBaseWithAQueryOrAnyAddressWithAFragment(String yaml, String told) throws Exception {
        assertThat(mistakes(Map.of(), yaml))
                .singleElement()
                .asString()
                .contains(told)
                .doesNotContain("canary");
    }

    @Test
    void aModelOfOnesOwnMayHaveAQuery() throws Exception {
        TrunklineConfig config = ConfigReader.read(Map.of(), file("mind: {kind: clm, url: 'https://host/chat?a=b'}"));

        assertThat(config.engine().mind().url()).hasQuery("a=b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://voice.example.com",
                "http://192.0.2.1:8080",
                "https://voice.example.com/base",
                "http://x.localhost"
            })
    void aPublicUrlWhereNobodyCouldBeLetIn(String url) {
        assertThat(mistakes(Map.of("TRUNKLINE_PUBLIC_URL", url), null))
                .singleElement()
                .asString()
                .startsWith("TRUNKLINE_PUBLIC_URL (server.publicUrl) needs TWILIO_AUTH_TOKEN (twilio.authToken)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:8080", "http://127.0.0.1:8080", "http://[::1]:8080"})
    void aPublicUrlOfThisMachineNeedsNoToken(String url) throws Exception {
        assertThat(ConfigReader.read(Map.of("TRUNKLINE_PUBLIC_URL", url), null)
                        .server()
                        .publicUrl())
                .hasToString(url);
    }

    @Test
    void theLabIsThisMachineWhateverIsConfigured() throws Exception {
        TrunklineConfig config = ConfigReader.read(
                Map.of("TWILIO_AUTH_TOKEN", "t", "TRUNKLINE_BIND", "127.0.0.1"),
                file("server: {publicUrl: 'https://voice.example.com'}"));

        assertThat(config.onThisMachine().server().publicUrl()).isNull();
        assertThat(config.onThisMachine().server().localUrl(1)).hasToString("http://localhost:1");
    }

    @ParameterizedTest
    @CsvSource({
        "::1, http://[::1]:1",
        "[::1], http://[::1]:1",
        "::, http://localhost:1",
        "127.0.0.1, http://localhost:1"
    })
    void ipv6StandsInBracketsInAnAddress(String bind, String url) throws Exception {
        assertThat(ConfigReader.read(Map.of("TRUNKLINE_BIND", bind), null)
                        .server()
                        .localUrl(1))
                .hasToString(url);
        assertThat(TrunklineConfig.Server.inUrl("::1")).isEqualTo("[::1]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0.15", "1"})
    void aThresholdThatSileroCannotHave(String threshold) throws Exception {
        Path model = Files.write(folder.resolve("silero.onnx"), new byte[] {8});

        assertThat(mistakes(
                        Map.of(),
                        "engine: {voiceActivity: silero, sileroModel: '" + model + "', speechThreshold: " + threshold
                                + "}"))
                .singleElement()
                .asString()
                .contains("engine.speechThreshold must be more than 0.15 and less than 1 for silero");
    }

    private List<String> mistakes(Map<String, String> environment, @Nullable String yaml) {
        List<String> told = new ArrayList<>();
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> ConfigReader.read(environment, yaml == null ? null : file(yaml)))
                .satisfies(refused -> told.addAll(refused.mistakes()));
        return told;
    }

    private Path file(String yaml) throws Exception {
        return Files.writeString(folder.resolve("trunkline.yaml"), yaml);
    }
}
