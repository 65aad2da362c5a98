package dev.trunkline.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentOfARouteTest {

    @TempDir
    Path folder;

    @Test
    void whatARouteDoesNotSayIsAsInTheFile() throws Exception {
        TrunklineConfig config = read("""
                agent: {greeting: Hello, voice: one, turns: {silenceMillis: 700}}
                routes:
                  - name: a
                    numbers: ['*']
                    agent: {voice: two, turns: {mode: server_vad}}
                """);

        RouteAgent agent = config.routes().get(0).agent();
        assertThat(agent.greeting()).isEqualTo("Hello");
        assertThat(agent.voice()).isEqualTo("two");
        assertThat(agent.turns().silenceMillis()).isEqualTo(700);
        assertThat(agent.turns().mode()).isEqualTo(RouteAgent.Mode.SERVER_VAD);
    }

    @Test
    void instructionsMayStandInAFile() throws Exception {
        Path file = Files.writeString(folder.resolve("prompt.txt"), "Be brief.\nBe kind.\n");

        RouteAgent agent = read("agent: {instructionsFile: " + file + "}\n")
                .routes()
                .get(0)
                .agent();

        assertThat(agent.instructions()).isEqualTo("Be brief.\nBe kind.");
    }

    @Test
    void theLabHasItToo() throws Exception {
        TrunklineConfig lab = read("agent: {greeting: Hello}\n").inLab();

        assertThat(lab.routes().get(0).agent().greeting()).isEqualTo("Hello");
        assertThat(lab.routes().get(0).destinations()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "instructions: a, instructionsFile: b | agent.instructionsFile stands beside instructions",
                "instructionsFile: /nowhere/at/all | agent.instructionsFile cannot be read; does it exist",
                "temperature: 3 | agent.temperature is not a number from 0 to 2",
                "language: English | agent.language must be a code such as en",
                "turns: {mode: vad} | agent.turns.mode must be one of usual, server_vad, semantic_vad",
                "turns: {mode: semantic_vad, silenceMillis: 500} | agent.turns.mode is semantic_vad, which has eagerness",
                "turns: {mode: server_vad, eagerness: low} | agent.turns.eagerness needs mode: semantic_vad",
                "turns: {eagerness: low} | agent.turns.eagerness needs mode: semantic_vad",
                "turns: {weDecideInterruptions: maybe} | agent.turns.weDecideInterruptions must be true or false",
                "greting: Hello | agent.greting is not a key; did you mean greeting?",
            })
    void eachMistakeIsToldByItsName(String agent, String mistake) {
        assertThatThrownBy(() -> read("agent: {" + agent + "}\n"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(mistake);
    }

    /** What Gemini has, which knows no modes, and whoever is asked to find turns by their meaning. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "turns: {eagerness: low} | ai: [evi] | turns: {mode: semantic_vad} | low",
                "turns: {eagerness: low} | ai: [gemini] | voice: one | low",
                "voice: one | ai: [gemini] | turns: {eagerness: high, silenceMillis: 500} | high",
                "turns: {mode: semantic_vad, eagerness: low} | ai: [evi] | turns: {mode: server_vad} | ",
                "turns: {mode: semantic_vad} | ai: [evi] | turns: {eagerness: high} | high",
            })
    void eagernessIsForWhoeverHasIt(String everyAgent, String ai, String agent, String eagerness) throws Exception {
        assertThat(route(everyAgent, ai, agent).agent().turns().eagerness()).isEqualTo(eagerness);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "turns: {mode: server_vad} | turns: {eagerness: low} | routes[0].agent.turns.eagerness",
                "voice: one | turns: {eagerness: low} | routes[0].agent.turns.eagerness",
                "turns: {eagerness: low} | turns: {mode: usual} | : agent.turns.eagerness",
                "turns: {eagerness: low} | voice: one | : agent.turns.eagerness",
            })
    void eagernessOfWhichNothingComesIsAMistake(String everyAgent, String agent, String where) {
        assertThatThrownBy(() -> route(everyAgent, "ai: [evi]", agent))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(where + " needs mode: semantic_vad");
    }

    @Test
    void aFileThatIsTooLongIsSaidToBeThatWhereverItIsCut() throws Exception {
        Path file = Files.writeString(folder.resolve("prompt.txt"), "é".repeat(40_000));
        Path shifted = Files.writeString(folder.resolve("shifted.txt"), "a" + "é".repeat(40_000));

        for (Path each : List.of(file, shifted)) {
            assertThatThrownBy(() -> read("agent: {instructionsFile: " + each + "}\n"))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("agent.instructionsFile holds more than 65536 bytes");
        }
    }

    @Test
    void aGreetingThatIsTooLongIsToldByTheKeyThatHoldsIt() {
        String words = "a".repeat(1_001);

        assertThatThrownBy(() -> read("agent: {greeting: " + words + "}\n"))
                .hasMessageContaining("agent.greeting has 1001 characters")
                .hasMessageNotContaining("engine.greeting");
        assertThatThrownBy(() -> read("engine: {greeting: " + words + "}\n"))
                .hasMessageContaining("engine.greeting has 1001 characters");
    }

    private TrunklineConfig.Route route(String everyAgent, String ai, String agent)
            throws IOException, ConfigException {
        return read("farEnds: {gemini: {dialect: gemini, key: x}}\nagent: {" + everyAgent
                        + "}\nroutes:\n  - name: a\n    numbers: ['*']\n    " + ai + "\n    agent: {" + agent + "}\n")
                .routes()
                .get(0);
    }

    private TrunklineConfig read(String yaml) throws IOException, ConfigException {
        return ConfigReader.read(Map.of(), Files.writeString(folder.resolve("trunkline.yaml"), yaml));
    }
}
