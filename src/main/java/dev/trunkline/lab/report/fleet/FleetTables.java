package dev.trunkline.lab.report.fleet;

import static dev.trunkline.lab.report.Texts.say;

import dev.trunkline.lab.fleet.measure.BridgeMemory;
import dev.trunkline.lab.fleet.measure.Count;
import dev.trunkline.lab.fleet.measure.Measure;
import dev.trunkline.lab.fleet.measure.MemoryUse;
import dev.trunkline.lab.fleet.measure.Spread;
import dev.trunkline.lab.fleet.verdict.FleetReport;
import dev.trunkline.lab.fleet.verdict.KeyFigure;
import dev.trunkline.lab.fleet.verdict.Runs;
import dev.trunkline.lab.report.Texts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/** What stands in the tables of a fleet's page and summary. */
public final class FleetTables {

    private static final double KIBIBYTE = 1_024;
    private static final double MEBIBYTE = 1_024 * KIBIBYTE;

    private FleetTables() {}

    /**
     * A row.
     *
     * @param note about its name, "" for none
     */
    public record Row(String name, String note, List<String> cells) {}

    /** Above {@link #runs}. */
    public static List<String> runHeads(Runs runs) {
        List<String> heads = new ArrayList<>();
        for (int i = 0; i < runs.all().size(); i++) {
            heads.add("run " + (i + 1) + (i == runs.typicalIndex() ? "*" : ""));
        }
        heads.add("median");
        return heads;
    }

    /** Every run beside the others, and their median. */
    public static List<Row> runs(Runs runs) {
        List<Row> rows = new ArrayList<>();
        for (KeyFigure figure : KeyFigure.values()) {
            double median = runs.median(figure::of);
            if (!Double.isNaN(median)) {
                List<String> cells = new ArrayList<>();
                runs.all().forEach(report -> cells.add(figure.format(figure.of(report))));
                cells.add(figure.format(median));
                String unit = figure.unit().isEmpty() ? "" : ", " + figure.unit();
                rows.add(new Row(figure.words() + unit, "", cells));
            }
        }
        return rows;
    }

    /** What was measured in time. */
    static List<Row> latencies(FleetReport report) {
        List<Row> rows = new ArrayList<>();
        for (Measure measure : Measure.values()) {
            Spread spread = report.spread(measure);
            if (spread.count() > 0) {
                List<String> cells = new ArrayList<>();
                DoubleStream.of(
                                spread.p50Millis(),
                                spread.p90Millis(),
                                spread.p99Millis(),
                                spread.p999Millis(),
                                spread.maxMillis())
                        .forEach(millis -> cells.add(FleetTexts.millis(millis)));
                cells.add(say("%,d", spread.count()));
                rows.add(new Row(measure.words(), Texts.upper(measure.meaning()), cells));
            }
        }
        return rows;
    }

    /** What was counted, by name. */
    static Map<String, String> counts(FleetReport report) {
        Map<String, String> counts = new LinkedHashMap<>();
        for (Count count : Count.values()) {
            if (report.count(count) > 0 || FleetTexts.isWorthNoughts(count)) {
                counts.put(FleetTexts.name(count), say("%,d", report.count(count)));
            }
        }
        return counts;
    }

    /** What the bridge held: before, at most, after, and the difference. */
    public static List<Row> memory(BridgeMemory memory) {
        List<Row> rows = new ArrayList<>();
        for (MemoryUse use : MemoryUse.values()) {
            Long before = memory.before().get(use);
            if (before != null) {
                double left = memory.left(use);
                rows.add(new Row(
                        use.words(),
                        "",
                        List.of(
                                amount(use, before, false),
                                amount(use, memory.most().get(use), false),
                                amount(use, memory.after().get(use), false),
                                Double.isNaN(left) ? Texts.DASH : amount(use, Math.round(left), true))));
            }
        }
        return rows;
    }

    /** How the bridge was looked at, and what a call took. */
    static String words(BridgeMemory memory) {
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

    private static String amount(MemoryUse use, @Nullable Long value, boolean signed) {
        if (value == null) {
            return Texts.DASH;
        }
        String sign = signed && value != 0 ? "%+" : "%";
        return use.isInBytes() ? say(sign + ",.1f", value / MEBIBYTE) + Texts.NO_BREAK + "MB" : say(sign + ",d", value);
    }
}
