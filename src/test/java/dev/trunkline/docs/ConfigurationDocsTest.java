package dev.trunkline.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.config.ConfigKey;
import dev.trunkline.config.ConfigReader;
import dev.trunkline.config.TrunklineConfig;
import dev.trunkline.lab.tls.SelfMadeCertificate;
import dev.trunkline.testing.Certificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationDocsTest {

    private static final Path EXAMPLE = Path.of("deploy/trunkline.yaml");
    private static final SelfMadeCertificate CERTIFICATE = Certificates.ofThisMachine();

    @TempDir
    Path folder;

    private final String page = Files.readString(Path.of("src/site/markdown/configuration.md"));
    private final String example = Files.readString(EXAMPLE);

    ConfigurationDocsTest() throws IOException {}

    @Test
    void everyKeyHasItsRow() {
        for (ConfigKey key : ConfigKey.all()) {
            String row = "| `%s` | %s | %s | "
                    .formatted(
                            key.path(),
                            key.variable() == null ? "" : "`" + key.variable() + "`",
                            key.defaultText() == null ? "" : "`" + key.defaultText() + "`");
            assertThat(page.lines().filter(line -> line.startsWith(row)))
                    .as(row)
                    .singleElement()
                    .asString()
                    .matches(line -> key.meaning() == null
                            ? line.length() > row.length() + 10
                            : line.equals(row + key.meaning() + " |"));
        }
        assertThat(page.lines().filter(line -> line.matches("\\| `[a-zA-Z]+\\.[A-Za-z]+` \\|.*")))
                .hasSize(ConfigKey.all().size());
    }

    @Test
    void theCommentedExampleHasEveryKey() {
        for (ConfigKey key : ConfigKey.all()) {
            String name = key.path().substring(key.path().indexOf('.') + 1);
            assertThat(example).containsPattern("(?m)^  (# )?" + name + ":");
            if (key.variable() != null) {
                assertThat(example).contains(key.variable());
            }
        }
    }

    @Test
    void theCommentedExampleIsWhatIsUsedWithoutAFile() throws Exception {
        TrunklineConfig withFile = ConfigReader.read(Map.of(), EXAMPLE);
        TrunklineConfig without = ConfigReader.read(Map.of(), null);

        assertThat(withFile.server()).isEqualTo(without.server());
        assertThat(withFile.evi()).isEqualTo(without.evi());
        assertThat(withFile.call()).isEqualTo(without.call());
        assertThat(withFile.engine()).isEqualTo(without.engine());
        assertThat(withFile.routes().get(0).destinations())
                .isEqualTo(without.routes().get(0).destinations());
    }

    @Test
    void everythingThatIsCommentedOutIsAKeyToo() throws Exception {
        String uncommented = example.lines()
                .map(line -> line.matches("\\s*# [a-z][a-zA-Z]*: .*") ? line.replaceFirst("# ", "") : line)
                .collect(Collectors.joining("\n"))
                .replace("/var/lib/trunkline/recordings", folder.toString())
                .replace("/etc/trunkline/script.yaml", "deploy/trunkline.yaml")
                .replace("/etc/trunkline/tls.crt", CERTIFICATE.certificate().toString())
                .replace("/etc/trunkline/tls.key", CERTIFICATE.key().toString())
                .replace("/etc/trunkline/evi-ca.crt", CERTIFICATE.certificate().toString())
                .replace("url: keep-it-in-the-environment", "url: redis://127.0.0.1:6379")
                .replace(
                        "/etc/trunkline/redis-ca.crt", CERTIFICATE.certificate().toString());
        Path file = Files.writeString(folder.resolve("trunkline.yaml"), uncommented);

        TrunklineConfig config = ConfigReader.read(Map.of(), file);

        assertThat(config.server().publicUrl()).hasHost("voice.example.com");
        assertThat(config.server().identity()).isNotNull();
        assertThat(config.evi().authorities()).hasSize(1);
        assertThat(config.routes().get(0).fallback().number()).isEqualTo("+15550100009");
    }
}
