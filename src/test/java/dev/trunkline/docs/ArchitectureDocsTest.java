package dev.trunkline.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The map and the words that newcomers are given, against the tree of the code. */
class ArchitectureDocsTest {

    private static final Path CODE = Path.of("src/main/java/dev/trunkline");
    private static final Path DOCUMENTS = Path.of("src/site/markdown");
    private static final Pattern CODE_WORD = Pattern.compile("`([^`\n]+)`");

    @Test
    void theMapShowsEveryPackageAndNoOther() throws IOException {
        Set<String> mapped = firstColumns("architecture.md");

        assertThat(mapped).containsExactlyInAnyOrderElementsOf(packages());
    }

    @Test
    void everyPackageSaysWhatItIs() throws IOException {
        for (String name : packages()) {
            Path info = CODE.resolve(name.replace('.', '/')).resolve("package-info.java");
            assertThat(Files.readString(info)).as(name).contains("/**");
        }
    }

    @Test
    void everyWordOfTheGlossaryIsWhereItSays() throws IOException {
        List<String> places = Files.readAllLines(DOCUMENTS.resolve("glossary.md")).stream()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| word"))
                .map(line -> line.split("\\|", -1)[2])
                .flatMap(ArchitectureDocsTest::codeWords)
                .toList();

        assertThat(places).hasSizeGreaterThan(40).allSatisfy(place -> {
            Path path = CODE.resolve(place.replace('.', '/'));
            assertThat(Files.isDirectory(path) || Files.exists(Path.of(path + ".java")))
                    .isTrue();
        });
    }

    private static Set<String> firstColumns(String document) throws IOException {
        return Files.readAllLines(DOCUMENTS.resolve(document)).stream()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.split("\\|", -1)[1])
                .flatMap(ArchitectureDocsTest::codeWords)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> codeWords(String text) {
        return CODE_WORD.matcher(text).results().map(ArchitectureDocsTest::word);
    }

    private static String word(MatchResult match) {
        return match.group(1);
    }

    private static Set<String> packages() throws IOException {
        try (Stream<Path> files = Files.walk(CODE)) {
            return files.filter(file -> file.endsWith("package-info.java"))
                    .map(file -> CODE.relativize(file.getParent()).toString().replace('/', '.'))
                    .filter(name -> !name.isEmpty())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
