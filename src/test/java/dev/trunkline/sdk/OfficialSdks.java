package dev.trunkline.sdk;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The SDKs of Hume, OpenAI and Google for Node.js as npm installs them, and the scripts of {@code src/test/sdk} that use them. Immutable. */
public final class OfficialSdks {

    private static final Path SOURCES = Path.of("src", "test", "sdk");
    /** Where scripts run. */
    public static final Path HOME = Path.of("target", "sdk");

    private static final Path INSTALLED = HOME.resolve("installed-lock.json");
    private static final int INSTALL_SECONDS = 600;
    private static final int SCRIPT_SECONDS = 300;
    private static final ObjectMapper JSON = new ObjectMapper();

    private static @Nullable String obstacle;

    /**
     * What a script has to say.
     *
     * @param error null when the check passed
     */
    public record Check(String name, @Nullable String error) {}

    private OfficialSdks() {}

    /**
     * The SDKs of {@code package-lock.json}, fetched once, also where tests run in several processes. Where there is no Node.js or no
     * registry their tests are skipped, unless {@code HUME_SDK_TEST=required} is in the environment, as in CI.
     */
    public static synchronized OfficialSdks installed() throws IOException {
        if (obstacle == null) {
            Files.createDirectories(HOME);
            try (FileChannel alone =
                    FileChannel.open(HOME.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                alone.lock(); // until it is closed
                copySources();
                install();
            }
        }
        if (obstacle == null) {
            return new OfficialSdks();
        }
        return "required".equals(System.getenv("HUME_SDK_TEST")) ? fail(obstacle) : abort(obstacle);
    }

    private static void install() throws IOException {
        Path lock = SOURCES.resolve("package-lock.json");
        if (Files.exists(INSTALLED) && Files.mismatch(lock, INSTALLED) == -1) {
            return;
        }
        Path log = HOME.resolve("npm.log");
        try {
            run(List.of("node", "--version"), Map.of(), log, log, INSTALL_SECONDS);
            int exit = run(List.of("npm", "ci", "--ignore-scripts"), Map.of(), log, log, INSTALL_SECONDS);
            if (exit == 0) {
                Files.copy(lock, INSTALLED, StandardCopyOption.REPLACE_EXISTING);
            } else {
                obstacle = "the official SDKs could not be fetched: npm ci failed with " + exit + ":\n"
                        + Files.readString(log);
            }
        } catch (IOException e) {
            obstacle = "the official SDKs need Node.js 20 or later and npm (Debian's packages nodejs and npm): "
                    + e.getMessage();
        }
    }

    /** Runs a script to its end; that it came to its end is the last check. */
    public List<Check> run(String script, Map<String, String> environment) throws IOException {
        Path out = HOME.resolve(script + ".jsonl");
        Path log = HOME.resolve(script + ".log");
        int exit = run(List.of("node", script + ".mjs"), environment, out, log, SCRIPT_SECONDS);
        List<Check> checks = new ArrayList<>();
        for (String line : Files.readAllLines(out)) {
            JsonNode check = JSON.readTree(line);
            checks.add(new Check(
                    check.path("check").asText(),
                    check.path("error").isNull() ? null : check.path("error").asText()));
        }
        checks.add(new Check(
                "the script ran to its end",
                exit == 0 && !checks.isEmpty() ? null : "exit " + exit + "\n" + Files.readString(log)));
        return checks;
    }

    private static void copySources() throws IOException {
        try (Stream<Path> sources = Files.walk(SOURCES)) {
            for (Path source : sources.filter(OfficialSdks::isSource).toList()) {
                Path copy = HOME.resolve(SOURCES.relativize(source));
                Files.createDirectories(copy.getParent());
                if (!Files.exists(copy) || Files.mismatch(source, copy) != -1) { // others may be reading it
                    Files.copy(source, copy, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    private static boolean isSource(Path file) {
        return Files.isRegularFile(file) && !file.startsWith(SOURCES.resolve("node_modules"));
    }

    private static int run(List<String> command, Map<String, String> environment, Path out, Path log, int seconds)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(HOME.toFile());
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("HUME_") || name.startsWith("OPENAI_") || name.startsWith("GOOGLE_"));
        builder.environment().putAll(environment);
        builder.redirectOutput(out.toFile());
        if (out.equals(log)) {
            builder.redirectErrorStream(true);
        } else {
            builder.redirectError(log.toFile());
        }
        Process process = builder.start();
        process.getOutputStream().close();
        try {
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return fail(command + " was not over after " + seconds + " s");
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(command + " was interrupted");
        }
    }
}
