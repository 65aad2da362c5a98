package dev.trunkline.lab.report.fleet;

import static dev.trunkline.lab.report.Texts.say;

import dev.trunkline.lab.fleet.call.FleetPlan;
import dev.trunkline.lab.fleet.measure.BridgeCost;
import dev.trunkline.lab.fleet.measure.BridgeMemory;
import dev.trunkline.lab.fleet.measure.Count;
import dev.trunkline.lab.fleet.measure.Measure;
import dev.trunkline.lab.fleet.measure.Second;
import dev.trunkline.lab.fleet.measure.Spread;
import dev.trunkline.lab.fleet.verdict.FleetReport;
import dev.trunkline.lab.fleet.verdict.KeyFigure;
import dev.trunkline.lab.fleet.verdict.Runs;
import dev.trunkline.lab.report.Figure;
import dev.trunkline.lab.report.Texts;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A fleet's result for people who have never seen one. */
final class FleetTexts {

    private static final double KIBIBYTE = 1_024;
    private static final double FRAME_MILLIS = 20; // what a caller cannot hear
    private static final double NEVER = Double.POSITIVE_INFINITY;
    private static final Set<Count> WORTH_NOUGHTS = EnumSet.of(
            Count.CALLS_STARTED, Count.CALLS_COMPLETED, Count.CALLS_REFUSED, Count.CALLS_FAILED, Count.UNDERRUNS);

    private final FleetReport report;
    private final Runs runs;

    FleetTexts(FleetReport report, Runs runs) {
        this.report = report;
        this.runs = runs;
    }

    /** What this is about, for somebody who has been sent the page. */
    String intro() {
        FleetPlan plan = report.plan();
        return say(
                "Simulated telephone callers rang at a voice bridge (%s), which connects callers with an AI that speaks. %s"
                        + " Every caller sends and expects sound every 20 ms; whatever comes late is heard as a gap.",
                plan.to().getAuthority(),
                plan.counting()
                        ? "They counted aloud and interrupted, while connections broke on purpose."
                        : plan.talkative()
                                ? "They spoke, asked, listened, interrupted, pressed keys and hung up."
                                : "They only held the line.");
    }

    String headline() {
        return (runs.isValid() ? "" : "Not valid. ") + outcome();
    }

    private String outcome() {
        long started = report.count(Count.CALLS_STARTED);
        long failed = report.count(Count.CALLS_FAILED);
        long refused = report.count(Count.CALLS_REFUSED);
        String number = say("%,d call%s", started, started == 1 ? "" : "s");
        String calls = started == 1
                ? number
                : started == report.peakCalls()
                        ? number + " at once"
                        : say("%s, up to %,d at once", number, report.peakCalls());
        List<String> what = new ArrayList<>();
        if (failed > 0) {
            what.add(say("%,d failed", failed));
        } else {
            what.add(anybodyConnected() ? "none failed" : "none got through");
        }
        if (refused > 0) {
            what.add(say("%,d refused", refused));
        }
        return calls + ": " + String.join(", ", what);
    }

    private boolean anybodyConnected() {
        return report.count(Count.CALLS_CONNECTED) > 0;
    }

    String verdict() {
        if (!runs.isValid()) {
            String advice =
                    anybodyConnected() ? " Measure again on a quieter machine." : " Is the bridge running there?";
            return Texts.upper(String.join("; ", runs.invalid())) + "." + advice + refusals();
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
        return heard + refusals() + multiple(" The bridge used %.2f times the CPU of a relay that only forwards.");
    }

    private String refusals() {
        if (report.refusals().isEmpty()) {
            return "";
        }
        String kinds = report.refusals().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(kind -> say("%,d by <%s>", kind.getValue(), kind.getKey().replace(" ", "> <")))
                .collect(Collectors.joining(", "));
        return " The bridge turned callers away with an answer of its own, " + kinds
                + "; all figures are those of the callers it let in.";
    }

    String when() {
        List<Second> seconds = report.seconds();
        long lasted = seconds.isEmpty() ? 0 : seconds.get(seconds.size() - 1).atMillis();
        return Texts.day(report.startedAt().toString()) + ", " + Texts.length(lasted);
    }

    List<Figure> figures() {
        List<Figure> figures = new ArrayList<>();
        figures.add(latency("Caller to AI", Measure.UPLINK, FRAME_MILLIS));
        figures.add(latency("AI to caller", Measure.DOWNLINK, FRAME_MILLIS));
        figures.add(
                report.spread(Measure.BARGE_IN).count() > 0
                        ? latency("Interruption", Measure.BARGE_IN, FRAME_MILLIS)
                        : latency("Interruption", Measure.REACTION, NEVER));
        figures.add(latency("Between frames", Measure.GAP, 2 * FRAME_MILLIS));
        figures.add(lost());
        figures.add(cost());
        return figures;
    }

    private Figure lost() {
        if (!anybodyConnected()) {
            return new Figure("Lost or late", Texts.DASH, "nobody got through", Figure.Grade.PLAIN);
        }
        long lost = report.framesLost() + report.count(Count.UNDERRUNS);
        return new Figure(
                "Lost or late",
                say("%,d", lost),
                say("%,d frames lost, %,d breaks in speech", report.framesLost(), report.count(Count.UNDERRUNS)),
                lost == 0 ? Figure.Grade.GOOD : Figure.Grade.BAD);
    }

    /** @param goalMillis what 99 of 100 are to keep */
    private Figure latency(String name, Measure measure, double goalMillis) {
        Spread spread = report.spread(measure);
        if (spread.count() == 0) {
            return new Figure(name, Texts.DASH, "not measured", Figure.Grade.PLAIN);
        }
        String goal = goalMillis == NEVER ? "" : "; goal " + millis(goalMillis);
        Figure.Grade grade = goalMillis == NEVER
                ? Figure.Grade.PLAIN
                : spread.p99Millis() <= goalMillis ? Figure.Grade.GOOD : Figure.Grade.BAD;
        return new Figure(
                name,
                millis(spread.p99Millis()),
                "99 of 100 within; half within " + millis(spread.p50Millis()) + goal,
                grade);
    }

    private Figure cost() {
        BridgeCost bridge = report.bridge();
        return bridge == null
                ? new Figure("CPU per call", Texts.DASH, "the bridge cannot be seen from here", Figure.Grade.PLAIN)
                : new Figure(
                        "CPU per call",
                        say("%.2f%s%%", bridge.cpuPercentPerCall(), Texts.NO_BREAK),
                        "of one core" + multiple("; %.2f times a bare relay's") + resident(),
                        Figure.Grade.PLAIN);
    }

    private String multiple(String format) {
        double multiple = runs.median(KeyFigure.CPU_MULTIPLE::of);
        return Double.isNaN(multiple) ? "" : say(format, multiple);
    }

    private String resident() {
        BridgeMemory memory = report.memory();
        BridgeMemory.Slope slope = memory == null ? null : memory.slope();
        return slope == null ? "" : say("; %,.0f KB of memory", slope.residentBytesPerCall() / KIBIBYTE);
    }

    /** Whether it is good to know that there were none. */
    static boolean isWorthNoughts(Count count) {
        return WORTH_NOUGHTS.contains(count);
    }

    static String name(Count count) {
        return switch (count) {
            case CALLS_ENDED_BY_BRIDGE -> "calls that the bridge ended";
            case CALLS_REFUSED -> "calls turned away";
            case FRAMES_SENT -> "frames of callers sent";
            case FRAMES_DISCARDED -> "frames of callers the bridge did not read";
            case MEDIA_RECEIVED -> "sound messages received";
            case BYTES_RECEIVED -> "bytes of sound received";
            case MARKS_RECEIVED -> "marks (end of a speech) received";
            case CLEARS_RECEIVED -> "clears (be silent now) received";
            case STALE_BYTES -> "bytes of sound after a clear";
            case UNDERRUNS -> "breaks in the agent's speech";
            case UNANSWERED -> "questions without an answer";
            case UNHEARD -> "questions that the AI's end did not hear";
            default -> Texts.apart(count.label());
        };
    }

    /** 0.41 ms, 12.3 ms, 1.25 s. */
    static String millis(double millis) {
        String format = millis < 10 ? "%.2f" : millis < 100 ? "%.1f" : "%.0f";
        return millis < 10_000
                ? say(format, millis) + Texts.NO_BREAK + "ms"
                : say("%.1f", millis / 1_000) + Texts.NO_BREAK + "s";
    }
}
