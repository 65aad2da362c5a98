package dev.trunkline.lab.report.fleet;

import dev.trunkline.lab.fleet.measure.BridgeMemory;
import dev.trunkline.lab.fleet.verdict.FaultReport;
import dev.trunkline.lab.fleet.verdict.FleetReport;
import dev.trunkline.lab.fleet.verdict.Runs;
import dev.trunkline.lab.report.PageTemplate;
import dev.trunkline.lab.report.panel.PanelTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A fleet as one self-contained page, without a script, light and dark. Thread-safe. */
public final class FleetPage {

    private FleetPage() {}

    public static void write(Path file, Runs runs, String command) throws IOException {
        Files.writeString(file, html(runs, command));
    }

    static String html(Runs runs, String command) {
        FleetReport report = runs.typical();
        FleetTexts texts = new FleetTexts(report, runs);
        Map<String, Object> values = new HashMap<>();
        values.put("report", report);
        values.put("headline", texts.headline());
        values.put("valid", runs.isValid());
        values.put("verdict", texts.verdict());
        values.put("when", texts.when());
        values.put("intro", texts.intro());
        values.put("figures", texts.figures());
        values.put("runs", runs.all().size() > 1);
        values.put("runCount", runs.all().size());
        values.put("heads", FleetTables.runHeads(runs));
        values.put("rows", FleetTables.runs(runs));
        values.put("charts", new FleetCharts(report).all());
        values.put("panelHeads", PanelTable.HEADS);
        values.put("panel", PanelTable.rows(report.panel()));
        values.put("faults", faults(report.faults()));
        values.put("memory", memory(report.memory()));
        values.put("latencies", FleetTables.latencies(report));
        values.put("counts", FleetTables.counts(report).entrySet());
        values.put("command", command);
        return PageTemplate.page(
                "fleet.html", values, PageTemplate.resource("timeline.css", "call.css", "fleet.css"), null);
    }

    /** False when nothing went wrong on purpose. */
    private static Object faults(@Nullable FaultReport faults) {
        return faults == null
                ? false
                : Map.of(
                        "words",
                        FaultTable.words(faults),
                        "rows",
                        FaultTable.rows(faults.continuity()),
                        "violations",
                        FaultTable.violations(faults.continuity()));
    }

    /** False when nothing is known of it. */
    private static Object memory(@Nullable BridgeMemory memory) {
        return memory == null ? false : Map.of("words", FleetTables.words(memory), "rows", FleetTables.memory(memory));
    }
}
