package dev.trunkline.lab.report;

import dev.trunkline.lab.report.Timeline.Drawing;
import java.util.Map;

/** The time line of a call as one SVG file, for documents: follows the reader's light or dark colours. Thread-safe. */
public final class CallPicture {

    private static final int MARGIN = 24;
    private static final int HEADING = 64;
    private static final int BETWEEN = 18;

    private CallPicture() {}

    /**
     * Draws the call.
     *
     * @param caller what the caller said, from the start of the call
     * @param agent what the phone played
     */
    public static String svg(CallReport report, short[] caller, short[] agent, int sampleRateHz) {
        var body = new StringBuilder();
        int y = HEADING + MARGIN;
        for (Drawing drawing : new Timeline(report, caller, agent, sampleRateHz).draw(Sheet.PICTURE)) {
            body.append("<g transform=\"translate(")
                    .append(MARGIN)
                    .append(' ')
                    .append(y)
                    .append(")\">\n");
            body.append(drawing.body()).append("</g>\n");
            y += drawing.height() + BETWEEN;
        }
        String facts = String.join(
                Words.DOT,
                Figures.of(report).stream().map(Figures.Figure::sentence).toList());
        return Template.filled(
                Template.resource("picture.svg"),
                Map.of(
                        "width", Integer.toString(Sheet.PICTURE.width() + 2 * MARGIN),
                        "height", Integer.toString(y - BETWEEN + MARGIN),
                        "style", Template.resource("timeline.css"),
                        "headline", Markup.escaped(Words.headline(report)),
                        "ending", Markup.escaped(Words.length(report.durationMillis()) + ", " + Words.ending(report)),
                        "facts", Markup.escaped(facts),
                        "body", body.toString()));
    }
}
