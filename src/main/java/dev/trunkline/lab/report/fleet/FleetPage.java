package dev.trunkline.lab.report.fleet;

import static dev.trunkline.lab.report.Markup.escaped;

import dev.trunkline.lab.fleet.measure.Count;
import dev.trunkline.lab.fleet.measure.FleetEvents;
import dev.trunkline.lab.fleet.measure.Measure;
import dev.trunkline.lab.fleet.measure.Spread;
import dev.trunkline.lab.fleet.verdict.FleetReport;
import dev.trunkline.lab.fleet.verdict.Runs;
import dev.trunkline.lab.report.Figure;
import dev.trunkline.lab.report.PageTemplate;
import dev.trunkline.lab.report.Texts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A fleet as one self-contained page, without a script, light and dark. Thread-safe. */
public final class FleetPage {

    private FleetPage() {}

    /** Writes the page. */
    public static void write(Path file, Runs runs, String command) throws IOException {
        Files.writeString(file, html(runs, command));
    }

    static String html(Runs runs, String command) {
        FleetReport report = runs.typical();
        String style = PageTemplate.resource("timeline.css")
                + PageTemplate.resource("call.css")
                + PageTemplate.resource("fleet.css");
        Map<String, String> values = new HashMap<>();
        values.put("style", style);
        values.put("styleFingerprint", PageTemplate.fingerprint(style));
        FleetTexts words = new FleetTexts(report, runs);
        values.put("headline", escaped(words.headline()));
        values.put("judged", runs.isValid() ? "verdict" : "verdict bad");
        values.put("verdict", escaped(words.verdict()));
        values.put("when", escaped(words.when()));
        values.put("machine", escaped(report.machine()));
        values.put("figures", each(words.figures()));
        values.put("intro", escaped(words.intro()));
        values.put("runs", FleetTables.runs(runs));
        values.put("charts", new FleetCharts(report).html());
        values.put("memory", FleetTables.memory(report));
        values.put("latencies", latencies(report));
        values.put("counts", counts(report));
        values.put("events", events(report));
        values.put("command", escaped(command));
        return PageTemplate.filled(PageTemplate.resource("fleet.html"), values);
    }

    private static String each(List<Figure> figures) {
        var html = new StringBuilder();
        for (Figure figure : figures) {
            html.append("<div class=\"figure ")
                    .append(figure.grade().cssClass())
                    .append("\"><dt>")
                    .append(escaped(figure.name()))
                    .append("</dt><dd>")
                    .append(escaped(figure.value()))
                    .append("</dd><small>")
                    .append(escaped(figure.note()))
                    .append("</small></div>\n");
        }
        return html.toString();
    }

    private static String latencies(FleetReport report) {
        var rows = new StringBuilder();
        for (Measure measure : Measure.values()) {
            Spread spread = report.spread(measure);
            if (spread.count() == 0) {
                continue;
            }
            rows.append("<tr><td>").append(escaped(FleetTexts.name(measure))).append("<small>");
            rows.append(escaped(Texts.upper(measure.meaning()))).append("</small></td>");
            for (double millis : new double[] {
                spread.p50Millis(), spread.p90Millis(), spread.p99Millis(), spread.p999Millis(), spread.maxMillis()
            }) {
                rows.append("<td class=\"number\">")
                        .append(FleetTexts.millis(millis))
                        .append("</td>");
            }
            rows.append("<td class=\"number\">")
                    .append(String.format(Locale.ROOT, "%,d", spread.count()))
                    .append("</td></tr>\n");
        }
        return rows.toString();
    }

    private static String counts(FleetReport report) {
        var rows = new StringBuilder();
        for (Count count : Count.values()) {
            if (report.count(count) == 0 && !FleetTexts.isWorthNoughts(count)) {
                continue;
            }
            rows.append("<div><dt>").append(escaped(FleetTexts.name(count))).append("</dt><dd>");
            rows.append(String.format(Locale.ROOT, "%,d", report.count(count))).append("</dd></div>\n");
        }
        return rows.toString();
    }

    private static String events(FleetReport report) {
        var rows = new StringBuilder();
        for (FleetEvents.Event event : report.events()) {
            rows.append("<tr><td><time>")
                    .append(Texts.fineClock(event.atMillis()))
                    .append("</time></td><td>");
            rows.append(escaped(event.what())).append("</td><td class=\"number\">");
            rows.append(event.times() > 1 ? event.times() + " times" : "").append("</td></tr>\n");
        }
        return rows.toString();
    }
}
