package dev.trunkline.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every {@link FuzzTarget} for {@code -Dfuzz.seconds} (600), one after the other, each in a process of its own with Jazzer as
 * its agent: none of our own JVMs is instrumented. What is found goes to the target's corpus, to be mended and to stay there.
 */
@Tag("long")
class FuzzedForMinutesIT {

    private static final Path JARS = Path.of("target", "jazzer");
    private static final Path SOURCES = Path.of("src", "test", "java");
    private static final long SECONDS = Long.getLong("fuzz.seconds", 600);
    private static final String WANTED = System.getProperty("fuzz.only", "");

    static Stream<String> targets() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files
                    .filter(file -> file.toString().endsWith("FuzzTest.java"))
                    .map(file -> SOURCES.relativize(file).toString())
                    .map(name ->
                            name.substring(0, name.length() - ".java".length()).replace(File.separatorChar, '.'))
                    .filter(name -> name.contains(WANTED))
                    .sorted()
                    .toList()
                    .stream(); // of a list: the files are closed
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void nothingIsFound(String target) throws Exception {
        Path corpus = Corpus.folder(Class.forName(target));
        Path folder = Files.createDirectories(Path.of("target", "fuzz", target));
        Path grown = Files.createDirectories(folder.resolve("corpus"));
        Path log = folder.resolve("log.txt");

        Process jazzer = new ProcessBuilder(command(target, List.of(grown, corpus), folder))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertThat(jazzer.waitFor(SECONDS + 120, TimeUnit.SECONDS))
                    .as("ends")
                    .isTrue();
        } finally {
            jazzer.destroyForcibly();
        }

        System.out.println(target + ": " + summary(log));
        for (Path found : found(folder)) {
            Files.copy(found, corpus.resolve(found.getFileName().toString()));
        }
        assertThat(found(folder)).as("inputs found; see %s", log).isEmpty();
        assertThat(jazzer.exitValue()).as("see %s", log).isZero();
    }

    private static List<String> command(String target, List<Path> corpora, Path folder) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-Djava.awt.headless=true",
                "-Dio.netty.leakDetection.level=disabled",
                "-Dfuzz.target=" + target,
                "-cp",
                jars() + File.pathSeparator + System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + JazzerMain.class.getName(),
                "--instrumentation_includes=dev.trunkline.**",
                "--custom_hook_includes=dev.trunkline.**",
                "--reproducer_path=" + folder,
                "-artifact_prefix=" + folder + File.separator,
                "-max_total_time=" + SECONDS,
                "-timeout=20",
                "-rss_limit_mb=0",
                "-max_len=8192",
                "-print_final_stats=1",
                "-use_value_profile=1"));
        corpora.forEach(each -> command.add(each.toString()));
        return command;
    }

    private static String jars() throws IOException {
        if (!Boolean.getBoolean("trunkline.long")) {
            assumeTrue(
                    Files.isDirectory(JARS),
                    "no Jazzer in " + JARS + "; ./mvnw -Plong process-test-classes fetches it");
        }
        try (Stream<Path> files = Files.list(JARS)) {
            return files.map(Path::toString).sorted().collect(Collectors.joining(File.pathSeparator));
        }
    }

    private static List<Path> found(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("(crash|timeout|oom|leak)-.*"))
                    .toList();
        }
    }

    private static String summary(Path log) throws IOException {
        return Files.readAllLines(log).stream()
                .filter(line -> line.contains("number_of_executed_units") || line.contains("cov: "))
                .reduce((first, second) -> second)
                .orElse("no summary");
    }
}
