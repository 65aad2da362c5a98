package dev.trunkline.lab.report.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.lab.fleet.call.FleetPlan;
import dev.trunkline.lab.fleet.measure.BridgeCost;
import dev.trunkline.lab.fleet.measure.BridgeMemory;
import dev.trunkline.lab.fleet.measure.Count;
import dev.trunkline.lab.fleet.measure.FleetEvents;
import dev.trunkline.lab.fleet.measure.Measure;
import dev.trunkline.lab.fleet.measure.MemoryUse;
import dev.trunkline.lab.fleet.measure.Second;
import dev.trunkline.lab.fleet.measure.Spread;
import dev.trunkline.lab.fleet.verdict.FleetReport;
import dev.trunkline.lab.fleet.verdict.Runs;
import dev.trunkline.lab.panel.InteractionPanel;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FleetPageTest {

    private static final Spread GAP =
            new Spread(9_000, 20, 21, 23.4, 40, 55, List.of(new Spread.Point(0.5, 20), new Spread.Point(1, 55)));

    @Test
    void theHeadlineAndTheVerdictAreWords() {
        String html = FleetPage.html(
                Runs.of(report(List.of(), Map.of(Count.CALLS_STARTED, 20L, Count.CALLS_CONNECTED, 20L))),
                "trunkline fleet");

        assertThat(html)
                .contains(
                        "<h1>20 calls at once: none failed</h1>",
                        "Callers heard the agent without a break",
                        "within 23.4\u00A0ms",
                        "1.25 times the CPU of a relay")
                .doesNotContain("{{", "NaN", "http://www", "<script");
    }

    @Test
    void failuresAndStarvationStandAtTheTop() {
        String html = FleetPage.html(
                Runs.of(report(
                        List.of("too slow"),
                        Map.of(Count.CALLS_STARTED, 20L, Count.CALLS_CONNECTED, 17L, Count.CALLS_FAILED, 3L))),
                "");

        assertThat(html).contains("<h1>Not valid. 20 calls at once: 3 failed</h1>", ">Too slow. Measure again");
    }

    @Test
    void whatABridgeSaysCannotBeMarkup() {
        String html = FleetPage.html(Runs.of(report(List.of(), Map.of())), "<img src=x>");

        assertThat(html).contains("&lt;b&gt;closed&lt;/b&gt;").doesNotContain("<b>closed", "<img src=x>");
    }

    @Test
    void everyPictureIsDrawn() {
        String html = FleetPage.html(Runs.of(report(List.of(), Map.of())), "");

        assertThat(html)
                .contains(
                        "aria-label=\"Calls\"",
                        "aria-label=\"Between two frames of the agent&#39;s speech, ms\"",
                        "aria-label=\"How many took at most how long, ms\"",
                        "aria-label=\"CPU, % of one core\"",
                        "aria-label=\"Memory of the bridge, MB\"",
                        "aria-label=\"Files, sockets and threads of the bridge\"");
    }

    @Test
    void whatTheBridgeHeldStandsBesideWhatItHeldBefore() {
        String html = FleetPage.html(Runs.of(report(List.of(), Map.of())), "");

        assertThat(html)
                .contains(
                        "told to collect its garbage (jcmd GC.run)",
                        "812 bytes for each second of each call",
                        "From 200 to 400 calls it grew by 120 KB for each further call, of which 40 KB",
                        "<td>Threads</td><td class=\"number\">18</td><td class=\"number\">20</td>"
                                + "<td class=\"number\">19</td><td class=\"number\">+1</td>");
    }

    @Test
    void whoWasTurnedAwayIsSaidInWords() {
        assertThat(FleetPage.html(Runs.of(report(List.of(), Map.of())), ""))
                .contains("turned callers away with an answer of its own, 2 by &lt;Say&gt; &lt;Hangup&gt;");
    }

    @Test
    void severalRunsStandSideBySideWithTheirMedian() {
        FleetReport one = report(List.of(), Map.of());

        assertThat(FleetPage.html(Runs.of(one, one, one), ""))
                .contains("<h2>All runs</h2>", "3 times in a row", "<b>1.25</b>");
        assertThat(FleetPage.html(Runs.of(one), "")).doesNotContain("All runs");
    }

    private static final BridgeMemory MEMORY = new BridgeMemory(
            Map.of(MemoryUse.THREADS, 18L, MemoryUse.HEAP, 30L << 20),
            Map.of(MemoryUse.THREADS, 20L, MemoryUse.HEAP, 90L << 20),
            Map.of(MemoryUse.THREADS, 19L, MemoryUse.HEAP, 31L << 20),
            true,
            812.0,
            new BridgeMemory.Slope(
                    new BridgeMemory.Step(200, 0, 0), new BridgeMemory.Step(400, 200 * 120 * 1_024, 200 * 40 * 1_024)));

    private static FleetReport report(List<String> invalid, Map<Count, Long> counts) {
        FleetPlan plan = new FleetPlan(
                URI.create("http://localhost/voice"), null, null, new FleetPlan.Size(20, 10, 30, 0, 0), 1, true);
        Second.OwnUse own = new Second.OwnUse(10, 5, 20, 0);
        List<Second> seconds = List.of(
                new Second(1_000, 1_000, false, 10, Map.of(), Map.of(), null, null, own),
                new Second(
                        2_000,
                        1_000,
                        true,
                        20,
                        counts,
                        Map.of(Measure.GAP, GAP),
                        new Second.BridgeUse(4, 200_000_000, 20, 90),
                        new Second.JvmUse(50_000_000, 8_000_000, 18, 90, 1_000_000),
                        own));
        return new FleetReport(
                plan,
                Instant.EPOCH,
                "2 cores",
                seconds,
                Map.of(Measure.GAP, GAP),
                counts,
                Map.of("Say Hangup", 2L),
                20,
                0,
                new BridgeCost(0.2, 250_000, 20),
                MEMORY,
                new FleetReport.Baseline(0.16, 20, 1.25),
                List.of(new FleetEvents.Event(900, "<b>closed</b>", 2)),
                InteractionPanel.of(List.of()),
                invalid,
                null);
    }
}
