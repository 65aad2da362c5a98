package dev.trunkline.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.engine.wire.Problem;
import dev.trunkline.testing.Exercises;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds three lists together: EVI's surface, the table of what the engine has of it, and the tests that exercise it. */
class EngineProtocolDocsTest {

    private static final Path CLASSES = Path.of("target", "test-classes");
    private static final Pattern ROW = Pattern.compile("\\| `([^`]+)` \\| (yes|partly|no) \\| (.+) \\|");
    private static final Set<String> TESTS = Set.of("Test", "TestFactory", "ParameterizedTest", "RepeatedTest");

    /**
     * A row of the table.
     *
     * @param how it is implemented, or why it is not
     */
    private record Row(String name, String implemented, String how) {}

    private final List<String> surface = Files.readAllLines(Path.of("src/test/resources/evi-surface.txt"));
    private final String page = Files.readString(Path.of("src/site/markdown/engine-protocol.md"));
    private final List<Row> rows = page.lines()
            .map(ROW::matcher)
            .filter(Matcher::matches)
            .map(row -> new Row(row.group(1), row.group(2), row.group(3)))
            .toList();

    EngineProtocolDocsTest() throws IOException {}

    @Test
    void everyNameOfTheSurfaceHasOneRow() {
        assertThat(surface).hasSizeGreaterThan(200).doesNotHaveDuplicates();
        assertThat(rows).extracting(Row::name).containsExactlyInAnyOrderElementsOf(surface);
    }

    @Test
    void whatIsNotImplementedHasAReason() {
        assertThat(rows)
                .filteredOn(row -> row.implemented().equals("no"))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.how()).hasSizeGreaterThan(20));
    }

    @Test
    void whatIsImplementedIsExercisedByATest() throws IOException {
        Set<String> unproven = rows.stream()
                .filter(row -> !row.implemented().equals("no"))
                .map(Row::name)
                .collect(Collectors.toCollection(TreeSet::new));

        unproven.removeAll(exercised());

        assertThat(unproven).isEmpty();
    }

    @Test
    void testsExerciseOnlyWhatThereIs() throws IOException {
        Set<String> unknown = exercised();

        surface.forEach(unknown::remove);

        assertThat(unknown).isEmpty();
    }

    @Test
    void everyErrorHasItsRow() {
        assertThat(page.lines())
                .containsAll(Stream.of(Problem.values())
                        .map(problem -> "| %s | `%s` | %s |"
                                .formatted(problem.code(), problem.slug(), problem.endsChat() ? "yes" : "no"))
                        .toList());
    }

    /** The names that test methods carry; on a method that is no test they count for nothing. */
    private static Set<String> exercised() throws IOException {
        try (Stream<Path> files = Files.walk(CLASSES)) {
            return files.filter(file -> file.toString().endsWith(".class"))
                    .flatMap(file -> Stream.of(load(file).getDeclaredMethods()))
                    .filter(EngineProtocolDocsTest::isTest)
                    .map(method -> method.getAnnotation(Exercises.class))
                    .filter(Objects::nonNull)
                    .flatMap(exercises -> Stream.of(exercises.value()))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static Class<?> load(Path file) {
        String path = CLASSES.relativize(file).toString();
        String name = path.substring(0, path.length() - ".class".length()).replace(File.separatorChar, '.');
        try {
            return Class.forName(name, false, EngineProtocolDocsTest.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isTest(Method method) {
        return Stream.of(method.getAnnotations())
                .anyMatch(
                        annotation -> TESTS.contains(annotation.annotationType().getSimpleName()));
    }
}
