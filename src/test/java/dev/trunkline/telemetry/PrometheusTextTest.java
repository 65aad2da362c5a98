package dev.trunkline.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.trunkline.call.CallEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PrometheusTextTest {

    private final Metrics meters = new Metrics();

    @Test
    void everyMetricIsDeclaredWithItsMeaning() {
        String text = meters.prometheusText();

        for (MetricName name : MetricName.values()) {
            assertThat(text).contains("# HELP " + name.prometheus() + " " + name.meaning());
            assertThat(text)
                    .contains("# TYPE " + name.prometheus() + " " + name.kind().prometheus());
        }
    }

    @Test
    void durationsBecomeBucketsInSeconds() {
        meters.record(MetricName.MEDIA_UPLINK, 300_000);
        meters.record(MetricName.MEDIA_UPLINK, 700_000_000);

        String text = meters.prometheusText();

        assertThat(text)
                .contains("trunkline_media_uplink_seconds_bucket{le=\"0.00025\"} 0\n")
                .contains("trunkline_media_uplink_seconds_bucket{le=\"0.0005\"} 1\n")
                .contains("trunkline_media_uplink_seconds_bucket{le=\"1\"} 2\n")
                .contains("trunkline_media_uplink_seconds_bucket{le=\"+Inf\"} 2\n")
                .contains("trunkline_media_uplink_seconds_sum 0.7003\n")
                .contains("trunkline_media_uplink_seconds_count 2\n");
    }

    @Test
    void labelsAreEscaped() {
        meters.counter(MetricName.TOOL_CALLS, "a\"b\\c\nd", "ok").inc();

        assertThat(meters.prometheusText())
                .contains("trunkline_tool_calls_total{tool=\"a\\\"b\\\\c\\nd\",outcome=\"ok\"} 1\n");
    }

    @Test
    void aLabelThatGrowsWithoutBoundEndsInOther() {
        for (int i = 0; i < 1_000; i++) {
            meters.counter(MetricName.EVI_ERRORS, "E" + (1_000 + i)).inc();
        }

        long series = meters.prometheusText()
                .lines()
                .filter(line -> line.startsWith("trunkline_evi_errors_total{"))
                .count();
        assertThat(series).isEqualTo(501);
        assertThat(meters.prometheusText()).contains("trunkline_evi_errors_total{code=\"other\"} 500\n");
    }

    @Test
    void wrongLabelsAreABugOfOurs() {
        assertThatThrownBy(() -> meters.counter(MetricName.TOOL_CALLS, "one")).hasMessageContaining("[tool, outcome]");
    }

    @Test
    void prometheusOwnCheckerAcceptsIt() throws IOException, InterruptedException {
        Path promtool = Path.of("/usr/bin/promtool");
        assumeTrue(Files.isExecutable(promtool), "promtool is not installed; .ci/run installs it");
        new CallMetrics(meters).onEvent("CA1", 0, new CallEvent.Refused("+1", "+2", "full"));
        meters.counter(MetricName.CALLS_TOTAL, "transferred", "nobody").inc();
        meters.record(MetricName.TURN, 1_234_567_890L);

        Process process = new ProcessBuilder(promtool.toString(), "check", "metrics")
                .redirectErrorStream(true)
                .start();
        try (var input = process.getOutputStream()) {
            input.write(meters.prometheusText().getBytes(StandardCharsets.UTF_8));
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
    }
}
