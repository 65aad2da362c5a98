package dev.trunkline.cli;

import dev.trunkline.lab.fleet.Count;
import dev.trunkline.lab.fleet.FleetPlan;
import dev.trunkline.lab.fleet.FleetReport;
import dev.trunkline.lab.fleet.Measure;
import dev.trunkline.lab.fleet.Second;
import dev.trunkline.lab.fleet.Spread;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a fleet is doing: one screen that is drawn again every second, or a plain line now and then. One thread. */
final class FleetScreen {

    private static final String CLEAR_LINE = "\u001b[2K";
    private static final long PLAIN_EVERY_MILLIS = 5_000;
    private static final double MEBIBYTE = 1024.0 * 1024;
    private static final List<Measure> SHOWN =
            List.of(Measure.SETUP, Measure.UPLINK, Measure.DOWNLINK, Measure.BARGE_IN, Measure.GAP, Measure.LATENESS);

    private final PrintWriter out;
    private final boolean terminal;
    private final String what;
    private final FleetPlan plan;
    private int drawn;
    private long nextPlainMillis;
    private @Nullable Second before;

    FleetScreen(PrintWriter out, boolean terminal, String what, FleetPlan plan) {
        this.out = out;
        this.terminal = terminal;
        this.what = what;
        this.plan = plan;
    }

    void show(Second now) {
        if (terminal) {
            draw(lines(now));
        } else if (now.atMillis() >= nextPlainMillis) {
            out.println(String.join("  ", plain(now)));
            nextPlainMillis = now.atMillis() + PLAIN_EVERY_MILLIS;
        }
        out.flush();
        before = now;
    }

    void end() {
        out.println();
        out.flush();
    }

    private void draw(List<String> lines) {
        if (drawn > 0) {
            out.print("\u001b[" + drawn + "A");
        }
        lines.forEach(line -> out.println(CLEAR_LINE + line));
        drawn = lines.size();
    }

    private List<String> lines(Second now) {
        List<String> lines = new ArrayList<>();
        lines.add(say("%s at %s", what, plan.to()));
        lines.add(say(
                "%4d of %d calls up   %5.0f s   %s",
                now.callsUp(),
                plan.size().calls(),
                now.atMillis() / 1_000.0,
                now.measured() ? "measuring" : "warming up"));
        lines.add(say(
                "     frames %,.0f/s up, %,.0f/s down   started %d, completed %d, refused %d, FAILED %d",
                rate(now, Count.FRAMES_SENT),
                rate(now, Count.MEDIA_RECEIVED),
                now.count(Count.CALLS_STARTED),
                now.count(Count.CALLS_COMPLETED),
                now.count(Count.CALLS_REFUSED),
                now.count(Count.CALLS_FAILED)));
        lines.add("     " + trouble(now));
        lines.add("     this second, ms      p50       p99       max");
        for (Measure measure : SHOWN) {
            Spread spread = now.spread(measure);
            lines.add(
                    spread.count() == 0
                            ? say("     %-12s        -         -         -", measure.label())
                            : say(
                                    "     %-12s %8.2f  %8.2f  %8.2f",
                                    measure.label(), spread.p50Millis(), spread.p99Millis(), spread.maxMillis()));
        }
        lines.add("     " + use(now));
        return lines;
    }

    private List<String> plain(Second now) {
        Spread gap = now.spread(Measure.GAP);
        return List.of(
                say("%5.0f s", now.atMillis() / 1_000.0),
                say("%d calls up", now.callsUp()),
                say("%,.0f/%,.0f frames/s", rate(now, Count.FRAMES_SENT), rate(now, Count.MEDIA_RECEIVED)),
                say("gap p50 %.1f p99 %.1f ms", gap.p50Millis(), gap.p99Millis()),
                say("failed %d refused %d", now.count(Count.CALLS_FAILED), now.count(Count.CALLS_REFUSED)),
                use(now));
    }

    private double rate(Second now, Count count) {
        long beforeCount = before == null ? 0 : before.count(count);
        return (now.count(count) - beforeCount) * 1_000.0 / Math.max(1, now.spanMillis());
    }

    private static String trouble(Second now) {
        return say(
                "underruns %d, stale audio %d ms, frames discarded %d, unanswered %d",
                now.count(Count.UNDERRUNS),
                now.count(Count.STALE_BYTES) / 8,
                now.count(Count.FRAMES_DISCARDED),
                now.count(Count.UNANSWERED));
    }

    private static String use(Second now) {
        Second.BridgeUse bridge = now.bridge();
        String own = say(
                "generator %.0f %%, machine %.0f %%",
                now.own().cpuPercent(), now.own().machineBusyPercent());
        return bridge == null
                ? own
                : say("CPU: bridge %.0f %% of a core (%.0f MB), ", bridge.cpuPercent(), bridge.rssBytes() / MEBIBYTE)
                        + own;
    }

    /** The result in a few lines. */
    static void summary(PrintWriter out, FleetReport report) {
        out.println(say(
                "%d calls started, %d completed, %d refused, %d failed; at most %d at once",
                report.count(Count.CALLS_STARTED),
                report.count(Count.CALLS_COMPLETED),
                report.count(Count.CALLS_REFUSED),
                report.count(Count.CALLS_FAILED),
                report.peakCalls()));
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
        costs(out, report);
        report.events()
                .forEach(event -> out.println(say(
                        "%7.1f s  %s%s",
                        event.atMillis() / 1_000.0,
                        event.what(),
                        event.times() > 1 ? " (" + event.times() + " times)" : "")));
        out.println(report.isValid() ? "valid" : "NOT VALID: " + String.join("; ", report.invalid()));
    }

    private static void costs(PrintWriter out, FleetReport report) {
        FleetReport.Bridge bridge = report.bridge();
        if (bridge != null) {
            out.println(say(
                    "the bridge: %.3f %% of a core and %.0f KB for each of %.0f calls",
                    bridge.cpuPercentPerCall(), bridge.rssBytesPerCall() / 1_024, bridge.callsUp()));
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

    private static String say(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
