package dev.trunkline.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trunkline.config.FarEndConfig.Dialect;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FarEndsByNameTest {

    private static final String CANARY = "canary-of-a-key";
    private static final String LEAST = """
            farEnds:
              openai:
                dialect: openai
                key: ${OPENAI_API_KEY}
            routes:
              - name: default
                numbers: ['*']
                ai: [openai, embedded]
            """;

    @TempDir
    Path folder;

    @Test
    void theLeastIsADialectAndAKey() throws Exception {
        TrunklineConfig config = read(LEAST, Map.of("OPENAI_API_KEY", CANARY));

        FarEndConfig openai = Objects.requireNonNull(config.farEnds().get("openai"));
        assertThat(openai.dialect()).isEqualTo(Dialect.OPENAI);
        assertThat(openai.url()).isEqualTo(URI.create("wss://api.openai.com/v1/realtime"));
        assertThat(openai.key()).isEqualTo(new Secret(CANARY));
        assertThat(openai.dialect().usualModel()).isEqualTo("gpt-realtime");
        assertThat(config.routes().get(0).farEnds()).containsExactly("openai", "embedded");
        assertThat(config.toString()).doesNotContain(CANARY);
    }

    @Test
    void withoutThemARouteAsksWhatEviUrlLists() throws Exception {
        assertThat(read("", Map.of()).routes().get(0).farEnds()).containsExactly("evi");
    }

    /** It takes seconds and memory to load, and is not loaded for nobody. */
    @Test
    void theEngineIsWantedWhereARouteListsItAlone() throws Exception {
        Map<String, String> key = Map.of("OPENAI_API_KEY", CANARY);
        TrunklineConfig last = read(LEAST, key);
        TrunklineConfig without = read(LEAST.replace(", embedded", ""), key);
        TrunklineConfig first = read(LEAST.replace("openai, embedded", "evi, openai"), key);

        assertThat(last.hasEmbedded()).isTrue();
        assertThat(last.isEmbeddedFirst()).isFalse();
        assertThat(without.hasEmbedded()).isFalse();
        assertThat(first.isEmbeddedFirst()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dialect: opnai | farEnds.one.dialect \"opnai\" is no dialect; did you mean openai?",
                "key: x | farEnds.one.dialect is missing; known are evi, openai",
                "dialect: openai | farEnds.one.key is missing; write key: ${OPENAI_API_KEY}",
                "dialect: openai, key: '${NOT_THERE}' | farEnds.one.key names a variable that is not set: NOT_THERE",
                "dialect: openai, key: 'a ${B}' | farEnds.one.key must be ${NAME} alone",
                "dialect: azure-openai, key: x | farEnds.one.url is missing; write wss://RESOURCE.openai.azure.com/",
                "dialect: realtime, url: 'https://x.example/v1/realtime' | farEnds.one.url must be a URL that begins with wss://",
                "dialect: realtime, url: 'wss://x.example/v1/realtime?api-key=k' | farEnds.one.url must hold no key",
                "dialect: realtime, key: x, url: 'ws://x.example/v1/realtime' | farEnds.one.url is ws://, so that everybody",
                "dialect: azure-openai, key: x, url: 'wss://x.example/openai' | farEnds.one.model is missing; write the name",
                "dialect: xai, key: x, url: 'wss://x.example/v1/realtime?model=grok' | farEnds.one.url must not say the model; write",
                "dialect: xai | farEnds.one.key is missing; write key: ${XAI_API_KEY}",
                "dialect: gemini | farEnds.one.key is missing; write key: ${GEMINI_API_KEY}",
                "dialect: azure-voice-live | farEnds.one.key is missing; write key: ${AZURE_VOICELIVE_API_KEY}",
                "dialect: azure-voice-live, key: x | farEnds.one.url is missing; write wss://RESOURCE.services.ai.azure.com/",
                "dialect: grok, key: x | farEnds.one.dialect \"grok\" is no dialect; known are evi, openai",
                "dialect: gemini, key: x, url: 'wss://x.example/a?b=c' | farEnds.one.url must have no ?",
                "dialect: embedded, key: x | farEnds.one.key is not a key",
                "dialect: openai, key: x, secretKey: y | farEnds.one.secretKey is for dialect: evi alone",
                "dialect: openai, key: x, maxChatSeconds: -1 | farEnds.one.maxChatSeconds is not between 0 and 86400",
                "dialect: openai, key: x, voise: y | farEnds.one.voise is not a key; did you mean voice?",
            })
    void eachMistakeIsToldByItsName(String entry, String mistake) {
        assertThatThrownBy(() -> read("farEnds:\n  one: {" + entry + "}\n", Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(mistake);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[openia] | \"openia\" is no far end; did you mean openai?",
                "[openai, openai] | names \"openai\" twice",
                "[] | is empty",
                "{a: b} | is keys and values",
            })
    void aRouteListsThoseThatAreThere(String ai, String mistake) {
        assertThatThrownBy(() -> read(LEAST.replace("[openai, embedded]", ai), Map.of("OPENAI_API_KEY", CANARY)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("routes[0].ai " + mistake);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"evi | stands for what EVI_URL", "embedded | stands for the engine", "Open AI | is no name"})
    void someNamesAreNone(String name, String mistake) {
        assertThatThrownBy(() -> read(LEAST.replace("  openai:", "  " + name + ":"), Map.of("OPENAI_API_KEY", CANARY)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(mistake);
    }

    @Test
    void allMistakesAreToldAtOnceAndNoKeyAmongThem() {
        String yaml = "farEnds:\n  one: {dialect: nonsense, key: " + CANARY + ", url: nowhere}\n"
                + "  two: {dialect: gemini, key: 'a " + CANARY + "'}\n";

        assertThatThrownBy(() -> read(yaml, Map.of()))
                .hasMessageContaining("farEnds.one.dialect")
                .hasMessageContaining("farEnds.one.url")
                .hasMessageContaining("farEnds.two.key holds a space")
                .hasMessageNotContaining(CANARY);
    }

    @Test
    void everyKeyAndDialectStandsInTheDocument() throws Exception {
        String page = Files.readString(Path.of("src/site/markdown/configuration.md"));
        String example = Files.readString(Path.of("deploy/trunkline.yaml"));

        assertThat(Entries.FAR_END.names()).allSatisfy(key -> assertThat(page).contains("`" + key + "`"));
        assertThat(Entries.AGENT.names()).allSatisfy(key -> assertThat(page).contains("`" + key + "`"));
        assertThat(Entries.TURNS.names()).allSatisfy(key -> assertThat(page).contains("`" + key + "`"));
        assertThat(Dialect.words()).allSatisfy(word -> assertThat(page).contains("`" + word + "`"));
        assertThat(example).contains("ai: [evi, embedded]");
    }

    /** What is commented out in the example, read as if it were not. */
    @Test
    void theExampleIsTrue() throws Exception {
        String example = Files.readString(Path.of("deploy/trunkline.yaml"));
        String part = example.substring(example.indexOf("# Far ends by name"), example.indexOf("# Who answers which"));
        String yaml = Arrays.stream(part.split("\n"))
                .filter(line -> line.startsWith("#   "))
                .map(line -> line.substring(4))
                .collect(Collectors.joining("\n"));

        TrunklineConfig config = read(yaml, Map.of("OPENAI_API_KEY", CANARY));

        assertThat(config.farEnds()).containsOnlyKeys("openai", "own-server");
        assertThat(config.routes().get(0).agent().turns().silenceMillis()).isEqualTo(500);
    }

    private TrunklineConfig read(String yaml, Map<String, String> environment) throws IOException, ConfigException {
        return ConfigReader.read(environment, Files.writeString(folder.resolve("trunkline.yaml"), yaml));
    }
}
