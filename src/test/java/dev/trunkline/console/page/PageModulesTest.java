package dev.trunkline.console.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page's modules that need no browser: sound, the state of calls, the live socket's messages. Their tests are in {@code src/test/console}. */
class PageModulesTest {

    private static final Path PAGE = Path.of("src", "main", "resources", "dev", "trunkline", "console", "page");
    private static final Path TESTS = Path.of("src", "test", "console");
    private static final int SECONDS = 120;

    @TempDir
    private Path folder;

    @Test
    void theyDoWhatTheirTestsSay() throws IOException, InterruptedException {
        copy(PAGE, folder.resolve("page"));
        copy(TESTS, folder);
        Files.writeString(folder.resolve("package.json"), "{\"type\": \"module\"}");
        Path log = folder.resolve("log");
        Process node;
        try {
            node = new ProcessBuilder(List.of("node", "--test", "--test-reporter=tap"))
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException e) {
            String obstacle = "the page's modules are tested by Node.js 20 or later: " + e.getMessage();
            if ("required".equals(System.getenv("CONSOLE_TEST"))) {
                fail(obstacle);
            }
            abort(obstacle);
            return;
        }
        node.getOutputStream().close();
        if (!node.waitFor(SECONDS, TimeUnit.SECONDS)) {
            node.destroyForcibly();
            fail("the tests were not over after " + SECONDS + " s");
        }

        String said = Files.readString(log);
        assertThat(node.exitValue()).as(said).isZero();
        assertThat(said).contains("# fail 0").doesNotContain("# pass 0");
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".js")).toList()) {
                Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
