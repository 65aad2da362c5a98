package dev.trunkline.endtoend;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Deque's axe-core, which knows what makes a page hard to use for some: {@code axe.min.js} of the npm package, named by {@code AXE_CORE}. */
final class Axe {

    private final String script;

    private Axe(String script) {
        this.script = script;
    }

    /** Skips the test where it is missing, unless it is required. */
    static Axe installed() throws IOException {
        @Nullable String file = System.getenv("AXE_CORE");
        if (file == null || !Files.isRegularFile(Path.of(file))) {
            String obstacle = "AXE_CORE must name axe.min.js of the npm package axe-core";
            return "required".equals(System.getenv("CONSOLE_TEST")) ? fail(obstacle) : abort(obstacle);
        }
        return new Axe(Files.readString(Path.of(file)));
    }

    /** What it finds on the page as it is, the serious and the critical; a line each. */
    @SuppressWarnings("unchecked")
    List<String> seriousIn(ConsoleBrowser browser) {
        browser.run(script);
        Object found = browser.runLater("const done = arguments[arguments.length - 1];"
                + "axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}).then(result => done("
                + "result.violations.filter(each => ['serious', 'critical'].includes(each.impact))"
                + ".map(each => each.id + ': ' + each.nodes.map(node => node.target.join(' ') + ' ' + node.failureSummary).join('; '))),"
                + " failure => done([String(failure)]))");
        return (List<String>) found;
    }
}
