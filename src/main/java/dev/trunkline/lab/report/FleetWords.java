package dev.trunkline.lab.report;

import dev.trunkline.lab.fleet.Count;
import dev.trunkline.lab.fleet.FleetReport;
import dev.trunkline.lab.fleet.Measure;
import dev.trunkline.lab.fleet.Second;
import dev.trunkline.lab.fleet.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A fleet's result for people who have never seen one. */
final class FleetWords {

    private static final double KIBIBYTE = 1_024;

    private final FleetReport report;

    FleetWords(FleetReport report) {
        this.report = report;
    }

    String headline() {
        long started = report.count(Count.CALLS_STARTED);
        long failed = report.count(Count.CALLS_FAILED);
        long refused = report.count(Count.CALLS_REFUSED);
        String calls = started == report.peakCalls()
                ? say("%,d calls at once", started)
                : say("%,d calls, up to %,d at once", started, report.peakCalls());
        if (failed == 0 && refused == 0) {
            return calls + ": none failed";
        }
        String bad = failed == 0 ? "none failed" : say("%,d failed", failed);
        return calls + ": " + bad + (refused == 0 ? "" : say(", %,d refused", refused));
    }

    String verdict() {
        if (!report.isValid()) {
            return "Not valid: " + String.join("; ", report.invalid()) + ". Measure again on a quieter machine.";
        }
        Spread gap = report.spread(Measure.GAP);
        String heard = gap.count() == 0
                ? "The agent was never heard."
                : say(
                        "Callers heard the agent %s; 99 of 100 of its frames came within %s of the one before.",
                        report.count(Count.UNDERRUNS) == 0
                                ? "without a break"
                                : say("with %,d breaks", report.count(Count.UNDERRUNS)),
                        millis(gap.p99Millis()));
        FleetReport.Baseline baseline = report.baseline();
        return baseline == null || baseline.cpuMultiple() == null
                ? heard
                : heard
                        + say(
                                " The bridge used %.2f times the CPU of a relay that only forwards.",
                                baseline.cpuMultiple());
    }

    String when() {
        List<Second> seconds = report.seconds();
        long lasted = seconds.isEmpty() ? 0 : seconds.get(seconds.size() - 1).atMillis();
        return Words.day(report.startedAt().toString()) + ", " + Words.length(lasted);
    }

    List<Figures.Figure> figures() {
        List<Figures.Figure> figures = new ArrayList<>();
        figures.add(latency("Caller to AI", Measure.UPLINK));
        figures.add(latency("AI to caller", Measure.DOWNLINK));
        figures.add(
                report.spread(Measure.BARGE_IN).count() > 0
                        ? latency("Interruption", Measure.BARGE_IN)
                        : latency("Interruption", Measure.REACTION));
        figures.add(latency("Frame gap", Measure.GAP));
        long lost = report.framesLost() + report.count(Count.UNDERRUNS);
        figures.add(new Figures.Figure(
                "Lost or late",
                say("%,d", lost),
                say("%,d frames lost, %,d underruns", report.framesLost(), report.count(Count.UNDERRUNS)),
                lost == 0 ? Figures.Grade.GOOD : Figures.Grade.BAD));
        figures.add(cost());
        return figures;
    }

    private Figures.Figure latency(String name, Measure measure) {
        Spread spread = report.spread(measure);
        return spread.count() == 0
                ? new Figures.Figure(name, Words.DASH, "not measured", Figures.Grade.PLAIN)
                : new Figures.Figure(
                        name,
                        millis(spread.p99Millis()),
                        "99th percentile; median " + millis(spread.p50Millis()),
                        Figures.Grade.PLAIN);
    }

    private Figures.Figure cost() {
        FleetReport.Bridge bridge = report.bridge();
        return bridge == null
                ? new Figures.Figure("CPU per call", Words.DASH, "the bridge is elsewhere", Figures.Grade.PLAIN)
                : new Figures.Figure(
                        "CPU per call",
                        say("%.2f%s%%", bridge.cpuPercentPerCall(), Words.NO_BREAK),
                        say("of a core; %.0f KB of memory", bridge.rssBytesPerCall() / KIBIBYTE),
                        Figures.Grade.PLAIN);
    }

    /** 0.41 ms, 12.3 ms, 1.25 s. */
    static String millis(double millis) {
        String format = millis < 10 ? "%.2f" : millis < 100 ? "%.1f" : "%.0f";
        return millis < 10_000
                ? say(format, millis) + Words.NO_BREAK + "ms"
                : say("%.1f", millis / 1_000) + Words.NO_BREAK + "s";
    }

    private static String say(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
