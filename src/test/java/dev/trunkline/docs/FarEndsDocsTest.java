package dev.trunkline.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.trunkline.config.ConfigReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FarEndsDocsTest {

    /** A far end in a line of the text. */
    private static final Pattern FAR_END = Pattern.compile("[a-z][a-z-]*: \\{dialect: [a-z-]+(?:\"[^\"]*\"|[^\"}`])*}");

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_]+)}");

    @TempDir
    Path folder;

    @Test
    void everyFarEndThatIsShownCanBeWrittenAsItStands() throws IOException {
        List<String> shown = new ArrayList<>();
        try (Stream<Path> pages = Files.list(Path.of("src/site/markdown"))) {
            for (Path page :
                    pages.filter(each -> each.toString().endsWith(".md")).toList()) {
                FAR_END.matcher(Files.readString(page))
                        .results()
                        .map(MatchResult::group)
                        .forEach(shown::add);
            }
        }

        assertThat(shown)
                .hasSizeGreaterThan(8)
                .anyMatch(each -> each.startsWith("here: "))
                .allSatisfy(this::isRead);
    }

    private void isRead(String farEnd) throws IOException {
        Map<String, String> environment = new HashMap<>();
        VARIABLE.matcher(farEnd).results().forEach(variable -> environment.put(variable.group(1), "a-key"));
        Path file = Files.writeString(folder.resolve("trunkline.yaml"), "farEnds:\n  " + farEnd + "\n");

        assertThatCode(() -> ConfigReader.read(environment, file)).doesNotThrowAnyException();
    }
}
