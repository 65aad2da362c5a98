package dev.trunkline.lab.report.call;

import dev.trunkline.lab.report.Figure;
import dev.trunkline.lab.report.Texts;
import dev.trunkline.lab.report.call.CallReport.BargeIn;
import java.util.List;

/** The few numbers by which a call is judged. */
final class CallFigures {

    private CallFigures() {}

    static List<Figure> of(CallReport report) {
        return List.of(
                understood(report), greeting(report), turns(report), reaction(report), stale(report), lost(report));
    }

    private static Figure understood(CallReport report) {
        if (!report.bridgeRecord() || report.utterances() == 0) {
            return new Figure(
                    "Understood",
                    Texts.DASH,
                    report.bridgeRecord() ? "the caller said nothing" : "the bridge keeps its record",
                    Figure.Grade.PLAIN);
        }
        Figure.Grade grade = report.understood() == report.utterances()
                ? Figure.Grade.GOOD
                : report.understood() == 0 ? Figure.Grade.BAD : Figure.Grade.PLAIN;
        return new Figure("Understood", CallTexts.understood(report), "of the caller's utterances", grade);
    }

    private static Figure greeting(CallReport report) {
        Long greeting = report.greetingMillis();
        return greeting == null
                ? new Figure("Greeting", "none", "the agent was never heard", Figure.Grade.BAD)
                : new Figure("Greeting", Texts.span(greeting), "stream start to first sound", Figure.Grade.PLAIN);
    }

    private static Figure turns(CallReport report) {
        List<Long> turns = report.turnMillis();
        if (turns.isEmpty()) {
            return new Figure("Turn latency", Texts.DASH, "the agent was asked nothing", Figure.Grade.PLAIN);
        }
        String median = Texts.span(Texts.median(turns).orElseThrow());
        long worst = turns.stream().mapToLong(Long::longValue).max().orElseThrow();
        String note = turns.size() == 1 ? "1 turn" : "median of " + turns.size() + ", worst " + Texts.span(worst);
        return new Figure("Turn latency", median, note, Figure.Grade.PLAIN);
    }

    private static Figure reaction(CallReport report) {
        List<Long> reactions =
                report.bargeIns().stream().map(BargeIn::reactionMillis).toList();
        if (reactions.isEmpty()) {
            return new Figure("Barge-in", Texts.DASH, "the caller never interrupted", Figure.Grade.PLAIN);
        }
        String note = reactions.size() == 1 ? "interrupting to silence" : "median of " + reactions.size();
        return new Figure("Barge-in", Texts.span(Texts.median(reactions).orElseThrow()), note, Figure.Grade.PLAIN);
    }

    private static Figure stale(CallReport report) {
        long stale = report.bargeIns().stream()
                .mapToLong(BargeIn::staleAudioMillis)
                .max()
                .orElse(0);
        return new Figure("Stale audio", Texts.span(stale), "played after an interruption", grade(stale));
    }

    private static Figure lost(CallReport report) {
        long lost = report.underruns() + report.framesLost();
        String note = count(report.framesLost(), "frame") + " lost, " + count(report.underruns(), "gap")
                + " inside a sentence";
        return new Figure("Lost or late", Long.toString(lost), note, grade(lost));
    }

    private static String count(long number, String what) {
        return number + Texts.NO_BREAK + what + (number == 1 ? "" : "s");
    }

    private static Figure.Grade grade(long shouldBeZero) {
        return shouldBeZero == 0 ? Figure.Grade.GOOD : Figure.Grade.BAD;
    }
}
