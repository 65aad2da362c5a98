package dev.trunkline.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every fence that SECURITY.md names has the test that it names. */
class SecurityDocsTest {

    private static final Pattern TEST = Pattern.compile("`([A-Z][A-Za-z]+(?:Test|IT))`");

    @Test
    void theTestsAreThere() throws IOException {
        Set<String> named = new TreeSet<>();
        Matcher tests = TEST.matcher(Files.readString(Path.of("SECURITY.md")));
        while (tests.find()) {
            named.add(tests.group(1));
        }
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            Set<String> there = files.map(file -> file.getFileName().toString().replaceFirst("\\.java$", ""))
                    .collect(Collectors.toSet());

            assertThat(named).hasSizeGreaterThan(15);
            assertThat(there).containsAll(named);
        }
    }
}
