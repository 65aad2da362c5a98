package dev.trunkline.cli;

import static dev.trunkline.lab.report.Texts.say;

import dev.trunkline.lab.fleet.call.FleetPlan;
import dev.trunkline.lab.fleet.measure.Count;
import dev.trunkline.lab.fleet.measure.Measure;
import dev.trunkline.lab.fleet.measure.Second;
import dev.trunkline.lab.fleet.measure.Spread;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a fleet is doing: one screen that is drawn again every second, or a plain line now and then. One thread. */
final class FleetScreen {

    private static final String CLEAR_LINE = "\u001b[2K";
    private static final int WIDTH = 79;
    private static final long PLAIN_EVERY_MILLIS = 5_000;
    private static final double MEBIBYTE = 1024.0 * 1024;
    private static final List<Measure> SHOWN =
            List.of(Measure.SETUP, Measure.UPLINK, Measure.DOWNLINK, Measure.BARGE_IN, Measure.GAP, Measure.LATENESS);

    private final PrintWriter out;
    private final boolean terminal;
    private final String what;
    private final FleetPlan plan;
    private int drawn;
    private boolean everMeasured;
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
        // A line that wraps is two, and the next picture would stand below this one.
        lines.forEach(line -> out.println(CLEAR_LINE + (line.length() < WIDTH ? line : line.substring(0, WIDTH))));
        drawn = lines.size();
    }

    List<String> lines(Second now) {
        List<String> lines = new ArrayList<>();
        lines.add(say("Trunkline fleet: %s at %s", what, plan.to()));
        lines.add(say("%4d s  %s", now.atMillis() / 1_000, phase(now)));
        lines.add("");
        lines.add(say(
                "  calls     %d up of %d   started %d   completed %d   refused %d   failed %d",
                now.callsUp(),
                plan.size().calls(),
                now.count(Count.CALLS_STARTED),
                now.count(Count.CALLS_COMPLETED) + now.count(Count.CALLS_ENDED_BY_BRIDGE),
                now.count(Count.CALLS_REFUSED),
                now.count(Count.CALLS_FAILED)));
        lines.add(say(
                "  sound     %,.0f frames/s from callers   %,.0f messages/s to callers",
                rate(now, Count.FRAMES_SENT), rate(now, Count.MEDIA_RECEIVED)));
        lines.add(say(
                "  trouble   %d breaks in speech   %d questions unanswered   %d frames dropped",
                now.count(Count.UNDERRUNS), now.count(Count.UNANSWERED), now.count(Count.FRAMES_DISCARDED)));
        lines.add("");
        lines.add("  this second, milliseconds        half within   99 % within       longest");
        for (Measure measure : SHOWN) {
            Spread spread = now.spread(measure);
            lines.add(
                    spread.count() == 0
                            ? say("    %-29s%13s%14s%14s", measure.words(), "-", "-", "-")
                            : say(
                                    "    %-29s%13.2f%14.2f%14.2f",
                                    measure.words(), spread.p50Millis(), spread.p99Millis(), spread.maxMillis()));
        }
        lines.add("");
        lines.add(bridge(now));
        lines.add(say(
                "  here      generator %.0f %% of a core   whole machine %.0f %% busy",
                now.own().cpuPercent(), now.own().machineBusyPercent()));
        return lines;
    }

    private String phase(Second now) {
        everMeasured |= now.measured();
        if (now.measured()) {
            return "measuring";
        }
        if (!everMeasured) {
            return "warming up: this does not count yet";
        }
        return now.callsUp() > 0 ? "callers hang up" : "waiting for the bridge to let go of what it held";
    }

    private static String bridge(Second now) {
        Second.BridgeUse use = now.bridge();
        if (use == null) {
            return "  bridge    not on this machine: what it uses cannot be seen";
        }
        Second.JvmUse jvm = now.jvm();
        return say(
                        "  bridge    %.0f %% of a core   %.0f MB in RAM   %d files and sockets",
                        use.cpuPercent(), use.rssBytes() / MEBIBYTE, use.descriptors())
                + (jvm == null ? "" : say("   heap %.0f MB", jvm.heapBytes() / MEBIBYTE));
    }

    private List<String> plain(Second now) {
        Spread gap = now.spread(Measure.GAP);
        return List.of(
                say("%5.0f s", now.atMillis() / 1_000.0),
                say("%d calls up", now.callsUp()),
                say("%,.0f/%,.0f frames/s", rate(now, Count.FRAMES_SENT), rate(now, Count.MEDIA_RECEIVED)),
                gap.count() == 0 ? "agent silent" : say("gap p50 %.1f p99 %.1f ms", gap.p50Millis(), gap.p99Millis()),
                say("failed %d refused %d", now.count(Count.CALLS_FAILED), now.count(Count.CALLS_REFUSED)),
                use(now));
    }

    private double rate(Second now, Count count) {
        long beforeCount = before == null ? 0 : before.count(count);
        return (now.count(count) - beforeCount) * 1_000.0 / Math.max(1, now.spanMillis());
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
}
