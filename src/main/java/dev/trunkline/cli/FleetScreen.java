package dev.trunkline.cli;

import dev.trunkline.lab.fleet.Count;
import dev.trunkline.lab.fleet.FleetPlan;
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

    private static String say(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
