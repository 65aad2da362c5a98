package dev.trunkline.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.fuzz.FuzzTarget;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What an operator may write as a configuration: one that can be used, or mistakes, each in one line. */
class ConfigFileFuzzTest implements FuzzTarget {

    private final Path file = file();

    private static Path file() {
        try {
            Path file = Files.createTempFile("trunkline", ".yaml");
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void check(byte[] input) throws IOException {
        String text = new String(input, StandardCharsets.ISO_8859_1);
        if (text.contains("bind") || text.contains("/dev") || text.contains("/proc")) {
            return; // names that DNS would be asked for, files that have no end
        }
        Files.write(file, input);
        try {
            TrunklineConfig config = ConfigReader.read(Map.of(), file);
            assertThat(config.server().port()).isBetween(0, 65_535);
        } catch (ConfigException e) {
            assertThat(e.mistakes()).isNotEmpty();
            for (String mistake : e.mistakes()) {
                assertThat(mistake).isNotBlank().hasSizeLessThan(2_000).doesNotContain("\n", "\r", "\u001b");
            }
        }
    }
}
