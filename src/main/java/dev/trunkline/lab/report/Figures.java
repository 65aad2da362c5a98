package dev.trunkline.lab.report;

import dev.trunkline.lab.report.CallReport.BargeIn;
import java.util.List;
import java.util.Locale;

/** The few numbers by which a call is judged. */
final class Figures {

    private Figures() {}

    /**
     * One number. Immutable.
     *
     * @param name what it is
     * @param value with its unit
     * @param note how it was come by
     * @param grade what to think of it
     */
    record Figure(String name, String value, String note, Grade grade) {
        String sentence() {
            return name.toLowerCase(Locale.ROOT) + " " + value;
        }
    }

    enum Grade {
        /** Just a number. */
        PLAIN,
        /** As it has to be. */
        GOOD,
        /** Something went wrong. */
        BAD;

        String cssClass() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static List<Figure> of(CallReport report) {
        return List.of(
                understood(report), greeting(report), turns(report), reaction(report), stale(report), lost(report));
    }

    private static Figure understood(CallReport report) {
        if (!report.bridgeRecord() || report.utterances() == 0) {
            return new Figure(
                    "Understood",
                    Words.DASH,
                    report.bridgeRecord() ? "the caller said nothing" : "the bridge keeps its record",
                    Grade.PLAIN);
        }
        Grade grade = report.understood() == report.utterances()
                ? Grade.GOOD
                : report.understood() == 0 ? Grade.BAD : Grade.PLAIN;
        return new Figure("Understood", Words.understood(report), "of the caller's utterances", grade);
    }

    private static Figure greeting(CallReport report) {
        Long greeting = report.greetingMillis();
        return greeting == null
                ? new Figure("Greeting", "none", "the agent was never heard", Grade.BAD)
                : new Figure("Greeting", Words.span(greeting), "stream start to first sound", Grade.PLAIN);
    }

    private static Figure turns(CallReport report) {
        List<Long> turns = report.turnMillis();
        if (turns.isEmpty()) {
            return new Figure("Turn latency", Words.DASH, "the agent was asked nothing", Grade.PLAIN);
        }
        String median = Words.span(Words.median(turns).orElseThrow());
        long worst = turns.stream().mapToLong(Long::longValue).max().orElseThrow();
        String note = turns.size() == 1 ? "1 turn" : "median of " + turns.size() + ", worst " + Words.span(worst);
        return new Figure("Turn latency", median, note, Grade.PLAIN);
    }

    private static Figure reaction(CallReport report) {
        List<Long> reactions =
                report.bargeIns().stream().map(BargeIn::reactionMillis).toList();
        if (reactions.isEmpty()) {
            return new Figure("Barge-in", Words.DASH, "the caller never interrupted", Grade.PLAIN);
        }
        String note = reactions.size() == 1 ? "interrupting to silence" : "median of " + reactions.size();
        return new Figure("Barge-in", Words.span(Words.median(reactions).orElseThrow()), note, Grade.PLAIN);
    }

    private static Figure stale(CallReport report) {
        long stale = report.bargeIns().stream()
                .mapToLong(BargeIn::staleAudioMillis)
                .max()
                .orElse(0);
        return new Figure("Stale audio", Words.span(stale), "played after an interruption", grade(stale));
    }

    private static Figure lost(CallReport report) {
        long lost = report.underruns() + report.framesLost();
        String note = count(report.framesLost(), "frame") + " lost, " + count(report.underruns(), "gap")
                + " inside a sentence";
        return new Figure("Lost or late", Long.toString(lost), note, grade(lost));
    }

    private static String count(long number, String what) {
        return number + Words.NO_BREAK + what + (number == 1 ? "" : "s");
    }

    private static Grade grade(long shouldBeZero) {
        return shouldBeZero == 0 ? Grade.GOOD : Grade.BAD;
    }
}
