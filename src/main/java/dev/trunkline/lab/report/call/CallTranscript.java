package dev.trunkline.lab.report.call;

import dev.trunkline.lab.report.Texts;
import dev.trunkline.lab.report.call.CallReport.Turn;
import dev.trunkline.lab.report.call.CallReport.Utterance;
import dev.trunkline.lab.report.call.CallReport.Who;
import dev.trunkline.lab.report.svg.Svg;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The call to read: who said what, with what happened in between. Immutable. */
final class CallTranscript {

    private static final int SCORES_SHOWN = 3;

    private final CallReport report;

    CallTranscript(CallReport report) {
        this.report = report;
    }

    /**
     * One of the two happened.
     *
     * @param said null when nobody spoke
     * @param moment null when somebody did
     */
    record Line(
            long atMillis, @Nullable Said said, @Nullable Marker moment) {}

    /**
     * Somebody spoke.
     *
     * @param notes about it, "" for none
     * @param unclear whether the agent understood nothing
     * @param scores of expression, the strongest
     */
    record Said(Utterance said, HeardText text, String notes, boolean unclear, List<Score> scores) {}

    /**
     * One expression.
     *
     * @param width of its bar, of 40
     */
    record Score(String name, String width, String value) {}

    List<Line> lines() {
        Stream<Line> said = report.transcript().stream().map(each -> new Line(each.startMillis(), said(each), null));
        Stream<Line> moments = Marker.of(report).stream().map(marker -> new Line(marker.atMillis(), null, marker));
        return Stream.concat(said, moments)
                .sorted(Comparator.comparingLong(Line::atMillis))
                .toList();
    }

    private Said said(Utterance said) {
        String misunderstood = HeardText.misunderstood(said);
        return new Said(
                said,
                HeardText.of(said),
                String.join(Texts.DOT, notes(said)),
                misunderstood != null && !HeardText.isUnderstood(said),
                // The agent's own are in the data; whose mood a call is about is the caller's.
                said.who() == Who.CALLER ? scores(said.scores()) : List.of());
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
        if (misunderstood != null && HeardText.isUnderstood(said)) {
            notes.add("understood as \u201C" + misunderstood + "\u201D");
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

    private static List<Score> scores(Map<String, Double> scores) {
        return scores.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .limit(SCORES_SHOWN)
                .map(score -> new Score(
                        score.getKey(),
                        Svg.number(40 * Math.max(0, Math.min(1, score.getValue()))),
                        String.format(Locale.ROOT, "%.2f", score.getValue())))
                .toList();
    }
}
