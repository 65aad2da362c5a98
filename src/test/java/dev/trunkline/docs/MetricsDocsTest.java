package dev.trunkline.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.call.CallEnd;
import dev.trunkline.telemetry.MetricName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MetricsDocsTest {

    private final String page = Files.readString(Path.of("src/site/markdown/metrics.md"));

    MetricsDocsTest() throws IOException {}

    @Test
    void everyMetricHasItsRow() {
        for (MetricName name : MetricName.values()) {
            String labels =
                    name.labels().stream().map(label -> "`" + label + "`").collect(Collectors.joining(", "));
            String row = "| `%s` | %s | %s | %s |"
                    .formatted(name.prometheus(), name.kind().prometheus(), labels, name.meaning());
            assertThat(page).contains(row.replace("|  |", "| |"));
        }
    }

    @Test
    void everyEndOfACallHasItsRow() {
        for (CallEnd end : CallEnd.values()) {
            assertThat(page)
                    .contains("| `%s` | %s |".formatted(end.label(), end.blame().label()));
        }
    }

    @Test
    void noRowIsLeftOfAMetricThatIsGone() {
        long rows =
                page.lines().filter(line -> line.startsWith("| `trunkline_")).count();
        assertThat(rows).isEqualTo(MetricName.values().length);
    }
}
