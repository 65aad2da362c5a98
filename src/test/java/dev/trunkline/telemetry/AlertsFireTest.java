package dev.trunkline.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertsFireTest {

    private static final Path ALERTS = Path.of("deploy/prometheus-alerts.yaml");
    private static final Pattern METRIC = Pattern.compile("trunkline_[a-z_]+");

    @TempDir
    private Path folder;

    @Test
    void everyMetricThatTheyNameExists() throws Exception {
        String metrics = new Metrics().prometheusText();

        assertThat(METRIC.matcher(Files.readString(ALERTS)).results().map(MatchResult::group))
                .isNotEmpty()
                .allSatisfy(name ->
                        assertThat(metrics).contains("# TYPE " + name.replaceAll("_(bucket|sum|count)$", "") + " "));
    }

    @Test
    void aNodeThatIsDownGoneNearlyFullOrHasAnOldCertificateIsTold() throws Exception {
        Path promtool = Path.of("/usr/bin/promtool");
        assumeTrue(Files.isExecutable(promtool), "promtool is not installed; .ci/run installs it");
        Path tests = folder.resolve("alerts-test.yaml");
        Files.writeString(
                tests,
                Files.readString(Path.of("src/test/resources/prometheus/alerts-test.yaml"))
                        .replace("ALERTS", ALERTS.toAbsolutePath().toString()));

        Process process = new ProcessBuilder(promtool.toString(), "test", "rules", tests.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(said).isZero();
    }
}
