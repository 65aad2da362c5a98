package dev.trunkline.cli;

import static dev.trunkline.lab.report.Texts.say;

import dev.trunkline.lab.fleet.measure.BridgeCost;
import dev.trunkline.lab.fleet.measure.BridgeMemory;
import dev.trunkline.lab.fleet.measure.Count;
import dev.trunkline.lab.fleet.measure.Measure;
import dev.trunkline.lab.fleet.measure.Spread;
import dev.trunkline.lab.fleet.verdict.FaultReport;
import dev.trunkline.lab.fleet.verdict.FleetReport;
import dev.trunkline.lab.fleet.verdict.Runs;
import dev.trunkline.lab.history.Continuity;
import dev.trunkline.lab.panel.InteractionPanel;
import dev.trunkline.lab.report.fleet.FleetTables;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What came of a fleet, in a few lines. */
final class FleetSummary {

    private static final double KIBIBYTE = 1_024;
    private static final int MOST_VIOLATIONS = 20;

    private FleetSummary() {}

    static void summary(PrintWriter out, FleetReport report) {
        calls(out, report);
        out.println("ms                      p50       p90       p99     p99.9       max     count");
        for (Measure measure : Measure.values()) {
            Spread spread = report.spread(measure);
            if (spread.count() > 0) {
                out.println(say(
                        "%-16s %10.2f%10.2f%10.2f%10.2f%10.2f%10d",
                        measure.label(),
                        spread.p50Millis(),
                        spread.p90Millis(),
                        spread.p99Millis(),
                        spread.p999Millis(),
                        spread.maxMillis(),
                        spread.count()));
            }
        }
        out.println(say(
                "underruns %d (%d after the warm-up), stale audio %d ms, frames lost %d, unanswered %d, unheard %d",
                report.count(Count.UNDERRUNS),
                report.underrunsWhileWarm(),
                report.staleAudioMillis(),
                report.framesLost(),
                report.count(Count.UNANSWERED),
                report.count(Count.UNHEARD)));
        if (report.count(Count.TRUNCATIONS) + report.count(Count.TRUNCATIONS_UNTOLD) > 0) {
            out.println(say(
                    "answers cut off %d, told beyond what was sent %d, not found at the phone %d, not told %d;"
                            + " events refused by the far end %d",
                    report.count(Count.TRUNCATIONS),
                    report.count(Count.TRUNCATIONS_BEYOND),
                    report.count(Count.TRUNCATIONS_UNMATCHED),
                    report.count(Count.TRUNCATIONS_UNTOLD),
                    report.count(Count.EVENTS_REJECTED)));
        }
        panel(out, report.panel());
        costs(out, report);
        memory(out, report.memory());
        faults(out, report.faults());
        report.events()
                .forEach(event -> out.println(say(
                        "%7.1f s  %s%s",
                        event.atMillis() / 1_000.0,
                        ConsoleTranscript.harmless(event.what()),
                        event.times() > 1 ? " (" + event.times() + " times)" : "")));
        out.println(report.isValid() ? "valid" : "NOT VALID: " + String.join("; ", report.invalid()));
    }

    private static void faults(PrintWriter out, @Nullable FaultReport faults) {
        if (faults == null) {
            return;
        }
        Continuity all = faults.continuity();
        Continuity.Words words = all.words();
        out.println("faults: " + faults.words());
        out.println(say(
                "phone legs dropped %d of %d; chats lost %d: resumed %d, in another group %d, not at all %d; greeted again %d",
                all.droppedLegs(),
                all.calls(),
                all.losses(),
                all.resumed(),
                all.wrongGroup(),
                all.abandoned(),
                all.secondGreetings()));
        out.println(say(
                "back after p50 %.0f, p95 %.0f, max %.0f ms; agent silent for p50 %.0f, p95 %.0f, max %.0f ms;"
                        + " above 400 ms %d times, %d of them without a tone",
                all.outages().at(0.5),
                all.outages().at(0.95),
                all.outages().max(),
                all.silences().at(0.5),
                all.silences().at(0.95),
                all.silences().max(),
                all.longSilences(),
                all.toneless()));
        out.println(say(
                "words said %d: lost %d, doubled %d; said while no chat was there %d, of them lost %d; sent again to the next chat %d",
                words.said(), words.lost(), words.doubled(), words.saidInGaps(), words.lostInGaps(), words.repeated()));
        if (!Double.isNaN(faults.heapMegabytesPerHour())) {
            out.println(say("the heap without garbage grows by %.2f MB an hour", faults.heapMegabytesPerHour()));
        }
        out.println(say("invariants violated %d times", all.violations().size()));
        all.violationLines().stream().limit(MOST_VIOLATIONS).forEach(line -> out.println("  " + line));
    }

    private static void panel(PrintWriter out, InteractionPanel panel) {
        out.println(say(
                "turns answered %d of %d (median %s ms), interruptions yielded to %d of %d (median %s ms)",
                panel.response().good(),
                panel.response().total(),
                String.valueOf(panel.responseMillis().median()),
                panel.yield().good(),
                panel.yield().total(),
                String.valueOf(panel.yieldMillis().median())));
    }

    private static void calls(PrintWriter out, FleetReport report) {
        out.println(say(
                "%d calls started, %d completed, %d refused, %d failed; at most %d at once",
                report.count(Count.CALLS_STARTED),
                report.count(Count.CALLS_COMPLETED) + report.count(Count.CALLS_ENDED_BY_BRIDGE),
                report.count(Count.CALLS_REFUSED),
                report.count(Count.CALLS_FAILED),
                report.peakCalls()));
        if (!report.refusals().isEmpty()) {
            String kinds = report.refusals().entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .map(kind -> kind.getValue() + " with <" + kind.getKey().replace(" ", "> <") + ">")
                    .collect(Collectors.joining(", "));
            out.println(say(
                    "refused callers got TwiML: %s; the figures below are those of the %d who were let in",
                    kinds, report.count(Count.CALLS_CONNECTED)));
        }
    }

    private static void costs(PrintWriter out, FleetReport report) {
        BridgeCost bridge = report.bridge();
        if (bridge != null) {
            out.println(say(
                    "the bridge: %.3f %% of a core for each of %.0f calls",
                    bridge.cpuPercentPerCall(), bridge.callsUp()));
        }
        FleetReport.Baseline baseline = report.baseline();
        if (baseline != null) {
            out.println(say(
                    "a bare relay: %.3f %% of a core for each of %.0f calls",
                    baseline.cpuPercentPerCall(), baseline.callsUp()));
            if (baseline.cpuMultiple() != null) {
                out.println(say("the bridge's CPU is %.2f times the bare relay's", baseline.cpuMultiple()));
            }
        }
    }

    private static void memory(PrintWriter out, @Nullable BridgeMemory memory) {
        if (memory == null) {
            return;
        }
        Double allocated = memory.allocatedBytesPerCallSecond();
        if (allocated != null) {
            out.println(say("the bridge allocates %.0f bytes for each second of a call", allocated));
        }
        BridgeMemory.Slope slope = memory.slope();
        if (slope != null) {
            double live = slope.liveBytesPerCall();
            out.println(say(
                    "from %d to %d calls the bridge grew by %.0f KB for each%s",
                    slope.from().calls(),
                    slope.to().calls(),
                    slope.residentBytesPerCall() / KIBIBYTE,
                    Double.isNaN(live) ? "" : say("; a call itself keeps %.0f KB", live / KIBIBYTE)));
        }
        out.println(line(
                "the bridge held " + (memory.collected() ? "(garbage collected)" : "(garbage included)"),
                List.of("before", "at most", "after", "difference")));
        FleetTables.memory(memory).forEach(row -> out.println(line("  " + row.name(), row.cells())));
    }

    /** Each run and the median, a line per figure. */
    static void medians(PrintWriter out, Runs runs) {
        out.println(line("all runs", FleetTables.runHeads(runs)));
        FleetTables.runs(runs).forEach(row -> out.println(line(row.name(), row.cells())));
        out.println(runs.isValid() ? "valid" : "NOT VALID: " + String.join("; ", runs.invalid()));
    }

    private static String line(String name, List<String> cells) {
        return say("%-41s", name)
                + cells.stream().map(cell -> say("%11s", cell)).collect(Collectors.joining());
    }
}
