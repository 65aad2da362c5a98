package dev.trunkline.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JvmMetricsTest {

    private final Metrics meters = new Metrics();

    JvmMetricsTest() {
        JvmMetrics.into(meters, () -> -1);
    }

    @Test
    void theJvmTellsWhatItUses() {
        for (MetricName name : List.of(
                MetricName.JVM_HEAP, MetricName.JVM_THREADS, MetricName.JVM_CLASSES, MetricName.JVM_ALLOCATED)) {
            assertThat(value(name)).as(name.prometheus()).isPositive();
        }
        assertThat(value(MetricName.JVM_DIRECT)).isNotNegative();
        assertThat(value(MetricName.JVM_HEAP_LIVE)).isNotNegative();
        assertThat(value(MetricName.JVM_COLLECTION_TIME)).isNotNegative();
    }

    /** In the best of some rounds: a thread of another test that ends in the midst of one takes along what it had allocated. */
    @Test
    void whatIsAllocatedIsCounted() {
        byte[][] kept = new byte[64][];
        double most = 0;
        for (int round = 0; round < 5; round++) {
            double before = value(MetricName.JVM_ALLOCATED);
            for (int i = 0; i < kept.length; i++) {
                kept[i] = new byte[1 << 20];
            }
            most = Math.max(most, value(MetricName.JVM_ALLOCATED) - before);
        }

        assertThat(most).isGreaterThan(kept.length * (double) (1 << 20));
    }

    @Test
    void socketMemoryPastTheBooksOfTheJvmIsTold() {
        Metrics others = new Metrics();
        JvmMetrics.into(others, () -> 1L << 50);

        assertThat(others.prometheusText()).contains("trunkline_jvm_direct_bytes " + (1L << 50) + "\n");
    }

    @Test
    void onlyWhatIsNamedIsWritten() {
        String text = meters.prometheusText(Set.of("trunkline_jvm_threads", "no_such_metric"));

        assertThat(text.lines()).hasSize(3).allMatch(line -> line.contains("trunkline_jvm_threads"));
    }

    private double value(MetricName name) {
        return meters.prometheusText(Set.of(name.prometheus()))
                .lines()
                .filter(line -> line.startsWith(name.prometheus() + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' ') + 1)))
                .findFirst()
                .orElseThrow();
    }
}
