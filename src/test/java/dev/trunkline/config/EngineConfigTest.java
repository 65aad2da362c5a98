package dev.trunkline.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineConfigTest {

    @TempDir
    Path folder;

    @Test
    void withoutAnythingItNeedsNoNetworkAndServesThisMachineOnly() throws Exception {
        EngineConfig engine = read("", Map.of());

        assertThat(engine.mind().kind()).isEqualTo(EngineConfig.Mind.MindKind.SCRIPTED);
        assertThat(engine.voice().kind()).isEqualTo(EngineConfig.Voice.VoiceKind.MARYTTS);
        assertThat(engine.ears().kind()).isEqualTo(EngineConfig.Ears.EarsKind.AUTO);
        assertThat(engine.store().url()).isNull();
        assertThat(engine.access().bind()).isEqualTo("127.0.0.1");
        assertThat(engine.talk().greeting()).startsWith("Hello");
    }

    @Test
    void withKeysItServesEverybodyWhoHasOne() throws Exception {
        EngineConfig engine = read("", Map.of("TRUNKLINE_EVI_API_KEYS", "one, two,,"));

        assertThat(engine.access().apiKeys()).containsExactlyInAnyOrder(new Secret("one"), new Secret("two"));
        assertThat(engine.access().bind()).isEqualTo("0.0.0.0");
        assertThat(engine.toString()).doesNotContain("one", "two");
    }

    @Test
    void partsAreChosenByKind() throws Exception {
        EngineConfig engine = read("""
                engine: {greeting: none, playbackAware: false, speechThreshold: 0.25}
                mind: {kind: openai, url: 'http://localhost:11434/v1', model: llama3.2, temperature: 0.2}
                voice: {kind: command, command: cat  --stdin --stdout}
                ears: {kind: vosk, url: 'ws://localhost:2700'}
                """, Map.of("DATABASE_URL", "postgresql://u:canary@h/db"));

        assertThat(engine.talk().greeting()).isEmpty();
        assertThat(engine.turns().playbackAware()).isFalse();
        assertThat(engine.turns().speechThreshold()).isEqualTo(0.25);
        assertThat(engine.mind().model()).isEqualTo("llama3.2");
        assertThat(engine.mind().temperature()).isEqualTo(0.2);
        assertThat(engine.voice().command()).containsExactly("cat", "--stdin", "--stdout");
        assertThat(engine.ears().url()).hasHost("localhost").hasPort(2_700);
        assertThat(engine.toString()).doesNotContain("canary");
    }

    @Test
    void whatAKindNeedsIsAskedForByName() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> read("""
                        engine: {playbackAware: perhaps, speechThreshold: 2}
                        mind: {kind: openai}
                        voice: {kind: command}
                        ears: {kind: telepathy}
                        store: {url: 'mysql://x'}
                        """, Map.of()))
                .satisfies(refused -> assertThat(refused.mistakes())
                        .map(line -> line.replaceFirst("^.*trunkline.yaml:[0-9]: ", ""))
                        .containsExactlyInAnyOrder(
                                "engine.playbackAware must be one of true, false, not \"perhaps\"",
                                "engine.speechThreshold is not between 0 and 1: \"2\"",
                                "mind.kind is openai, which needs mind.url",
                                "mind.kind is openai, which needs mind.model",
                                "voice.kind is command, which needs voice.command",
                                "ears.kind must be one of auto, moonshine, sphinx, openai, vosk, command, not \"telepathy\"",
                                "DATABASE_URL (store.url) must begin with postgresql:// or jdbc:h2:"));
    }

    private EngineConfig read(String yaml, Map<String, String> environment) throws Exception {
        Path file = folder.resolve("trunkline.yaml");
        Files.writeString(file, yaml);
        return ConfigReader.read(environment, file).engine();
    }
}
