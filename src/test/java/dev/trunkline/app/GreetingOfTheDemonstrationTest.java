package dev.trunkline.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.config.ConfigException;
import dev.trunkline.config.ConfigReader;
import dev.trunkline.config.TrunklineConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first words on a number that anybody may call. */
class GreetingOfTheDemonstrationTest {

    private static final String USUAL = "Hello, thank you for calling. How can I help you?";

    @TempDir
    Path folder;

    private TrunklineConfig config(String yaml) throws IOException, ConfigException {
        return ConfigReader.read(Map.of(), Files.writeString(folder.resolve("trunkline.yaml"), yaml));
    }

    private String greeting(String yaml) throws IOException, ConfigException {
        return EngineMinds.greeting(config(yaml).engine());
    }

    @Test
    void whoeverCallsIsToldWhatItIs() throws Exception {
        assertThat(greeting("")).isEqualTo("Hello, this is a demonstration. How can I help you?");
    }

    @Test
    void theLabHasACompanyOfItsOwn() throws Exception {
        assertThat(EngineMinds.greeting(config("").inLab().engine())).isEqualTo(USUAL);
    }

    @Test
    void aMindOfTheOperatorsIsNoDemonstration() throws Exception {
        assertThat(greeting("mind: {kind: openai, url: 'http://localhost:11434/v1', model: llama3.2}"))
                .isEqualTo(USUAL);
    }

    @Test
    void theWordsOfTheOperatorStand() throws Exception {
        assertThat(greeting("engine: {greeting: Welcome to Acme.}")).isEqualTo("Welcome to Acme.");
        assertThat(greeting("engine: {greeting: none}")).isEmpty();
    }
}
