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

/** The page about the engine names its classes as they are named. */
class HowAChatWorksDocsTest {

    private static final Path PAGE = Path.of("src/site/markdown/how-a-chat-works.md");
    private static final Path ENGINE = Path.of("src/main/java/dev/trunkline/engine");
    private static final Set<String> OF_TESTS = Set.of("ChatScene");
    private static final Pattern CLASS_NAME = Pattern.compile("`([A-Z][a-z]+(?:[A-Z][a-z]+)*)`");

    @Test
    void everyClassOnThePageExists() throws IOException {
        Set<String> named = new TreeSet<>();
        Matcher name = CLASS_NAME.matcher(Files.readString(PAGE));
        while (name.find()) {
            named.add(name.group(1));
        }

        named.removeAll(OF_TESTS);
        assertThat(named).hasSizeGreaterThan(10).isSubsetOf(classes());
    }

    @Test
    void everyStateIsInThePicture() throws IOException {
        String states = Files.readString(ENGINE.resolve("turns/TurnState.java"));
        Matcher state = Pattern.compile("record (\\w+)\\(").matcher(states);
        String page = Files.readString(PAGE);

        while (state.find()) {
            assertThat(page).contains(state.group(1));
        }
    }

    private static Set<String> classes() throws IOException {
        try (Stream<Path> files = Files.walk(ENGINE)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".java"))
                    .map(file -> file.substring(0, file.length() - ".java".length()))
                    .collect(Collectors.toSet());
        }
    }
}
