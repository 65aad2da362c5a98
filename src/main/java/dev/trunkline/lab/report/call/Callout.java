package dev.trunkline.lab.report.call;

import dev.trunkline.lab.report.Texts;
import dev.trunkline.lab.report.call.CallReport.Utterance;
import dev.trunkline.lab.report.svg.Svg;
import dev.trunkline.lab.report.svg.TextLayout;
import dev.trunkline.lab.report.svg.TextLayout.Word;
import java.util.List;

/**
 * The label of one sentence, standing at the moment it began. Immutable.
 *
 * @param said the sentence
 * @param at where its sound begins, in pixels
 * @param left edge of the box, at or before {@code at}
 * @param width of the box
 * @param lines its text
 */
record Callout(Utterance said, double at, double left, double width, List<List<Word>> lines) {

    static final TextLayout TYPE = new TextLayout(12);
    static final double LINE_HEIGHT = 15.5;
    private static final double PADDING = 8;
    private static final double ON_ONE_LINE = 150;
    private static final double WIDEST = 230;
    private static final double NARROWEST_WRAP = 150;
    private static final int MOST_LINES = 4;

    static Callout of(Utterance said, TimelineRow row) {
        double at = row.x(said.startMillis());
        double spoken = row.x(said.endMillis()) - at;
        List<Word> words = HeardText.of(said).words();
        double whole = TYPE.lineWidth(words);
        double room = whole <= Math.max(ON_ONE_LINE, Math.min(WIDEST, spoken) - 2 * PADDING)
                ? whole
                : Math.max(NARROWEST_WRAP, Math.min(WIDEST, spoken)) - 2 * PADDING;
        var lines = TYPE.lines(words, Math.ceil(room) + 1, MOST_LINES);
        double used = lines.stream().mapToDouble(TYPE::lineWidth).max().orElse(0);
        double width = Math.ceil(used) + 2 * PADDING;
        double left = Math.max(0, Math.min(at, row.limit() - width));
        return new Callout(said, at, left, width, lines);
    }

    double height() {
        return lines.size() * LINE_HEIGHT + PADDING;
    }

    void draw(Svg svg, double top) {
        String who = said.who().label();
        svg.open("callout " + who, "data-from=\"" + said.startMillis() + "\" data-to=\"" + said.endMillis() + '"');
        svg.tip(tip());
        svg.rect("box", left, top, width, height(), 5);
        svg.rect("edge", left, top, 3, height(), 1.5);
        double baseline = top + PADDING / 2 + LINE_HEIGHT - 4;
        for (List<Word> line : lines) {
            svg.openText("said", left + PADDING, baseline);
            svg.span("", joined(line, true));
            String lost = joined(line, false);
            if (!lost.isEmpty()) {
                svg.span("", line.get(0).heard() ? " " : "").span("lost", lost);
            }
            svg.closeText();
            baseline += LINE_HEIGHT;
        }
        svg.close();
    }

    private String tip() {
        HeardText heard = HeardText.of(said);
        String when = Texts.fineClock(said.startMillis()) + " " + Texts.DASH + " " + Texts.fineClock(said.endMillis());
        String cut = said.interrupted()
                ? "\nCut after " + Texts.span(said.heardMillis()) + " of " + Texts.span(said.spokenMillis())
                        + "; not heard: " + heard.lost()
                : "";
        return said.who().label() + ", " + when + "\n" + said.text() + cut;
    }

    private static String joined(List<Word> line, boolean heard) {
        return String.join(
                " ",
                line.stream().filter(w -> w.heard() == heard).map(Word::text).toList());
    }
}
