package dev.trunkline.lab.report.fleet;

import static dev.trunkline.lab.report.Markup.escaped;

import dev.trunkline.lab.fleet.measure.BridgeMemory;
import dev.trunkline.lab.fleet.measure.MemoryUse;
import dev.trunkline.lab.fleet.verdict.FleetReport;
import dev.trunkline.lab.fleet.verdict.KeyFigure;
import dev.trunkline.lab.fleet.verdict.Runs;
import dev.trunkline.lab.report.Texts;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tables of a fleet's page that are not on every page. */
final class FleetTables {

    private static final double KIBIBYTE = 1_024;
    private static final double MEBIBYTE = 1_024 * KIBIBYTE;

    private FleetTables() {}

    /** Every run beside the others; nothing when there was one. */
    static String runs(Runs runs) {
        if (runs.all().size() == 1) {
            return "";
        }
        var html = new StringBuilder("<section class=\"scroll\" tabindex=\"0\">\n<h2>All runs</h2>\n");
        html.append("<p class=\"aside\">The same calls, ").append(runs.all().size());
        html.append(
                " times in a row. The median is what counts; everything else on this page is the run marked *, the one");
        html.append(" in the middle.</p>\n<table><thead><tr><th></th>");
        for (int i = 0; i < runs.all().size(); i++) {
            html.append("<th class=\"number\">run ").append(i + 1);
            html.append(i == runs.typicalIndex() ? "*" : "").append("</th>");
        }
        html.append("<th class=\"number\">median</th></tr></thead>\n<tbody>");
        for (KeyFigure figure : KeyFigure.values()) {
            if (!Double.isNaN(runs.median(figure::of))) {
                row(html, figure, runs);
            }
        }
        return html.append("</tbody></table>\n</section>\n").toString();
    }

    private static void row(StringBuilder html, KeyFigure figure, Runs runs) {
        html.append("<tr><td>").append(escaped(figure.words()));
        html.append(figure.unit().isEmpty() ? "" : ", " + escaped(figure.unit()))
                .append("</td>");
        for (FleetReport report : runs.all()) {
            cell(html, figure.format(figure.of(report)));
        }
        html.append("<td class=\"number\"><b>").append(figure.format(runs.median(figure::of)));
        html.append("</b></td></tr>\n");
    }

    /** What the bridge held; nothing when it cannot be seen. */
    static String memory(FleetReport report) {
        BridgeMemory memory = report.memory();
        if (memory == null) {
            return "";
        }
        var html = new StringBuilder("<section class=\"scroll\" tabindex=\"0\">\n<h2>What the bridge holds</h2>\n");
        html.append("<p class=\"aside\">").append(escaped(words(memory))).append("</p>\n<table><thead><tr><th></th>");
        html.append("<th class=\"number\">before the first call</th><th class=\"number\">at most</th>");
        html.append("<th class=\"number\">after the last call</th><th class=\"number\">difference</th>");
        html.append("</tr></thead>\n<tbody>");
        for (MemoryUse holding : MemoryUse.values()) {
            Long before = memory.before().get(holding);
            if (before == null) {
                continue;
            }
            html.append("<tr><td>").append(escaped(holding.words())).append("</td>");
            cell(html, amount(holding, before, false));
            cell(html, amount(holding, memory.most().get(holding), false));
            cell(html, amount(holding, memory.after().get(holding), false));
            double left = memory.left(holding);
            cell(html, Double.isNaN(left) ? Texts.DASH : amount(holding, Math.round(left), true));
            html.append("</tr>\n");
        }
        return html.append("</tbody></table>\n</section>\n").toString();
    }

    private static String words(BridgeMemory memory) {
        String how = memory.collected()
                ? "The bridge's Java was told to collect its garbage (jcmd GC.run) before the first and after the last call."
                : "Garbage included: nobody could tell the bridge's Java to collect it.";
        Double allocated = memory.allocatedBytesPerCallSecond();
        String rate = allocated == null
                ? ""
                : say(" While calls were up it allocated %,.0f bytes for each second of each call.", allocated);
        BridgeMemory.Slope slope = memory.slope();
        return how + " RAM that Java once had it keeps for the next calls." + rate
                + (slope == null ? "" : words(slope));
    }

    private static String words(BridgeMemory.Slope slope) {
        double live = slope.liveBytesPerCall();
        return say(
                        " From %,d to %,d calls it grew by %,.0f KB for each further call",
                        slope.from().calls(), slope.to().calls(), slope.residentBytesPerCall() / KIBIBYTE)
                + (Double.isNaN(live)
                        ? "."
                        : say(", of which %,.0f KB were in use and the rest garbage.", live / KIBIBYTE));
    }

    private static void cell(StringBuilder html, String text) {
        html.append("<td class=\"number\">").append(escaped(text)).append("</td>");
    }

    private static String amount(MemoryUse holding, @Nullable Long value, boolean signed) {
        if (value == null) {
            return Texts.DASH;
        }
        String sign = signed && value != 0 ? "%+" : "%";
        return holding.isInBytes()
                ? say(sign + ",.1f", value / MEBIBYTE) + Texts.NO_BREAK + "MB"
                : say(sign + ",d", value);
    }

    private static String say(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
