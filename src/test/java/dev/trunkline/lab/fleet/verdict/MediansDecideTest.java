package dev.trunkline.lab.fleet.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.lab.fleet.Fleets;
import dev.trunkline.lab.fleet.measure.Count;
import dev.trunkline.lab.panel.InteractionPanel;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MediansDecideTest {

    @Test
    void theMiddleOneOfAnOddNumberAndTheMeanOfTwo() {
        assertThat(Runs.of(run(3, 1), run(1, 1), run(2, 1)).median(KeyFigure.CPU_MULTIPLE::of))
                .isEqualTo(2);
        assertThat(Runs.of(run(3, 1), run(1, 1)).median(KeyFigure.CPU_MULTIPLE::of))
                .isEqualTo(2);
    }

    @Test
    void whatOneRunLacksHasNoMedian() {
        assertThat(Runs.of(run(3, 1), run(Double.NaN, 1)).median(KeyFigure.CPU_MULTIPLE::of))
                .isNaN();
    }

    @Test
    void limitsHoldForTheMedian() {
        Runs runs = Runs.of(run(1.1, 1), run(9, 1), run(1.2, 1));

        assertThat(new Limit("--max-cpu-multiple", 1.25, KeyFigure.CPU_MULTIPLE::of).broken(runs))
                .isNull();
        assertThat(new Limit("--max-cpu-multiple", 1.15, KeyFigure.CPU_MULTIPLE::of).broken(runs))
                .contains("1.200");
    }

    @Test
    void jsonHasTheTypicalRunOnTopAndAllOfThemBelow() {
        ObjectNode json = FleetJson.of(Runs.of(run(3, 30), run(1, 10), run(2, 20)));

        assertThat(json.at("/baseline/bridgeCpuMultiple").asDouble()).isEqualTo(2);
        assertThat(json.path("callsFailed").asInt()).isEqualTo(20);
        assertThat(json.at("/medians/callsFailed").asInt()).isEqualTo(20);
        assertThat(json.path("runs")).hasSize(3);
        assertThat(json.at("/runs/0/bridgeCpuMultiple").asDouble()).isEqualTo(3);
        assertThat(json.path("valid").asBoolean()).isFalse();
        assertThat(json.path("invalid")).hasSize(3).first().hasToString("\"run 1: busy\"");
    }

    private static FleetReport run(double multiple, long failed) {
        return new FleetReport(
                Fleets.plan(URI.create("http://localhost/voice"), null, 1, 1),
                Instant.EPOCH,
                "",
                List.of(),
                Map.of(),
                Map.of(Count.CALLS_FAILED, failed),
                Map.of(),
                0,
                0,
                null,
                null,
                new FleetReport.Baseline(1, 1, multiple),
                List.of(),
                InteractionPanel.of(List.of()),
                List.of("busy"),
                null);
    }
}
