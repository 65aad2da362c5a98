package dev.trunkline.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The Autobahn test suite in a process of its own: it is Python 2, run by Jython, and brings libraries of ten years ago, which
 * is why it is not on our class path. Profile {@code long} fetches it to {@code target/autobahn}.
 */
final class Autobahn implements AutoCloseable {

    /** All, or those of {@code -Dautobahn.cases=1.*,2.*}; 9, messages of megabytes, takes most of the time. */
    static final List<String> CASES =
            List.of(System.getProperty("autobahn.cases", "*").split(",", -1));

    private static final Path JARS = Path.of("target", "autobahn");
    private static final Set<String> GOOD = Set.of("OK", "NON-STRICT", "INFORMATIONAL");
    private static final Set<String> GOOD_CLOSE = Set.of("OK", "INFORMATIONAL");
    private static final String START = """
            import sys
            sys.argv = ['wstest', '-m', '%s', '-s', '%s']
            from autobahntestsuite import wstest
            wstest.run()
            """;

    private final Path folder;
    private final Process process;

    /**
     * Starts it.
     *
     * @param mode {@code fuzzingclient}, which ends by itself, or {@code fuzzingserver}
     * @param spec its settings; {@code outdir} is added
     */
    Autobahn(Path folder, String mode, Map<String, Object> spec) throws IOException {
        this.folder = folder;
        Map<String, Object> whole = new TreeMap<>(spec);
        whole.put("outdir", folder.resolve("reports").toString());
        Path specFile = folder.resolve("spec.json");
        Files.writeString(specFile, new JsonMapper().writeValueAsString(whole));
        Path script = Files.writeString(folder.resolve("start.py"), START.formatted(mode, specFile));
        this.process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx1g",
                        "--add-opens=java.base/java.io=ALL-UNNAMED",
                        "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
                        "-cp",
                        jars(),
                        "org.python.util.jython",
                        script.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log.txt").toFile())
                .start();
    }

    /** Whether all of them run. */
    static boolean isWhole() {
        return CASES.contains("*");
    }

    private static String jars() throws IOException {
        boolean isFetched = Files.isDirectory(JARS);
        if (!Boolean.getBoolean("trunkline.long")) {
            assumeTrue(isFetched, "the suite is not in " + JARS + "; ./mvnw -Plong process-test-classes fetches it");
        }
        assertThat(JARS).isDirectory();
        try (Stream<Path> files = Files.list(JARS)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .map(Path::toString)
                    .sorted()
                    .collect(Collectors.joining(File.pathSeparator));
        }
    }

    /** Waits until it ends by itself. */
    void awaitEnd(long minutes) throws Exception {
        assertThat(process.waitFor(minutes, TimeUnit.MINUTES)).as(this::log).isTrue();
        assertThat(process.exitValue()).as(this::log).isZero();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    String log() {
        try {
            return Files.readString(folder.resolve("log.txt"));
        } catch (IOException e) {
            return "no log: " + e;
        }
    }

    /**
     * What it found.
     *
     * @param cases how many there are
     * @param nonStrict those in which something may be done later than it could be
     * @param bad each with what is wrong, by its number
     */
    record Verdict(int cases, int nonStrict, Map<String, String> bad) {}

    /** Whether the report has the case of this number, from 1, in the order of the server's list. */
    boolean isJudged(String agent, int number) throws IOException {
        String list = log().lines()
                .filter(line -> line.startsWith("Cases = "))
                .findFirst()
                .orElseThrow();
        String id = list.replaceAll("[^0-9.,]", "").split(",", -1)[number - 1];
        return new JsonMapper()
                .readTree(folder.resolve("reports").resolve("index.json").toFile())
                .path(agent)
                .has(id);
    }

    /** Of one agent. */
    Verdict verdict(String agent) throws IOException {
        JsonNode report = new JsonMapper()
                .readTree(folder.resolve("reports").resolve("index.json").toFile())
                .path(agent);
        Map<String, String> bad = new TreeMap<>();
        int nonStrict = 0;
        for (Map.Entry<String, JsonNode> each : report.properties()) {
            String behavior = each.getValue().path("behavior").asText();
            String close = each.getValue().path("behaviorClose").asText();
            nonStrict += behavior.equals("NON-STRICT") ? 1 : 0;
            if (!GOOD.contains(behavior) || !GOOD_CLOSE.contains(close)) {
                bad.put(
                        each.getKey(),
                        behavior + ", close " + close + " " + each.getValue().path("remoteCloseCode"));
            }
        }
        return new Verdict(report.size(), nonStrict, bad);
    }

    @Override
    public void close() {
        process.destroy();
    }
}
