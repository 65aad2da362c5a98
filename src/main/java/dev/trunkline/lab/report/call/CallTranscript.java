package dev.trunkline.lab.report.call;

import static dev.trunkline.lab.report.Markup.escaped;

import dev.trunkline.lab.report.Texts;
import dev.trunkline.lab.report.call.CallReport.Turn;
import dev.trunkline.lab.report.call.CallReport.Utterance;
import dev.trunkline.lab.report.call.CallReport.Who;
import dev.trunkline.lab.report.call.Marker.Kind;
import dev.trunkline.lab.report.svg.Svg;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The call to read: who said what, with what happened in between. Immutable. */
final class CallTranscript {

    private static final int SCORES_SHOWN = 3;

    private final CallReport report;

    CallTranscript(CallReport report) {
        this.report = report;
    }

    String html() {
        record Line(long atMillis, String html) {}
        var lines = new ArrayList<Line>();
        for (Utterance said : report.transcript()) {
            lines.add(new Line(said.startMillis(), sentence(said)));
        }
        for (Marker marker : Marker.of(report)) {
            lines.add(new Line(marker.atMillis(), moment(marker)));
        }
        lines.sort(Comparator.comparingLong(Line::atMillis));
        return String.join("\n", lines.stream().map(Line::html).toList());
    }

    private String sentence(Utterance said) {
        String who = said.who().label();
        HeardText heard = HeardText.of(said);
        var html = new StringBuilder();
        html.append("<li class=\"says ").append(who).append("\" data-from=\"").append(said.startMillis());
        html.append("\" data-to=\"").append(said.endMillis()).append("\">");
        html.append(time(said.startMillis())).append("<b>").append(who).append("</b><div><p>");
        html.append(escaped(heard.heard()));
        if (!heard.lost().isEmpty()) {
            html.append(" <s>").append(escaped(heard.lost())).append("</s>");
        }
        html.append("</p>");
        List<String> notes = notes(said);
        if (!notes.isEmpty()) {
            html.append("<small>").append(String.join(Texts.DOT, notes)).append("</small>");
        }
        // The agent's own are in the data; whose mood a call is about is the caller's.
        return html.append(said.who() == Who.CALLER ? scores(said.scores()) : "")
                .append("</div></li>")
                .toString();
    }

    private List<String> notes(Utterance said) {
        var notes = new ArrayList<String>();
        if (said.who() == Who.AGENT) {
            report.turns().stream()
                    .filter(turn -> isAnswer(turn, said))
                    .findFirst()
                    .ifPresent(turn -> notes.add(Texts.span(turn.tookMillis()) + " after the caller"));
        }
        if (said.interrupted()) {
            notes.add("cut after " + Texts.span(said.heardMillis()) + " of " + Texts.span(said.spokenMillis()));
        }
        String misunderstood = HeardText.misunderstood(said);
        if (misunderstood != null && !HeardText.isUnderstood(said)) {
            notes.add("<em>not understood</em>");
        } else if (misunderstood != null) {
            notes.add("understood as \u201C" + escaped(misunderstood) + "\u201D");
        }
        return notes;
    }

    /** The first sentence that sounds when, or after, the agent begins: its file may begin with a little silence. */
    private boolean isAnswer(Turn turn, Utterance said) {
        return report.transcript().stream()
                .filter(one -> one.who() == Who.AGENT && one.endMillis() > turn.agentStartMillis())
                .findFirst()
                .filter(said::equals)
                .isPresent();
    }

    private static String scores(Map<String, Double> scores) {
        var strongest = scores.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .limit(SCORES_SHOWN)
                .toList();
        var html = new StringBuilder();
        for (var score : strongest) {
            double share = Math.max(0, Math.min(1, score.getValue()));
            html.append("<span class=\"score\">").append(escaped(score.getKey()));
            html.append(
                    "<svg viewBox=\"0 0 40 5\" aria-hidden=\"true\"><rect class=\"all\" width=\"40\" height=\"5\" rx=\"2.5\"/>");
            html.append("<rect class=\"part\" width=\"").append(Svg.number(40 * share));
            html.append("\" height=\"5\" rx=\"2.5\"/></svg>");
            html.append(String.format(Locale.ROOT, "%.2f", score.getValue())).append("</span>");
        }
        return html.isEmpty() ? "" : "<div class=\"scores\">" + html + "</div>";
    }

    private static String moment(Marker marker) {
        String text = marker.kind() == Kind.END ? Texts.upper(marker.tip()) : marker.tip();
        return "<li class=\"moment " + marker.kind().cssClass() + "\">" + time(marker.atMillis()) + "<i></i><p>"
                + escaped(text) + "</p></li>";
    }

    private static String time(long millis) {
        return "<time>" + Texts.fineClock(millis) + "</time>";
    }
}
