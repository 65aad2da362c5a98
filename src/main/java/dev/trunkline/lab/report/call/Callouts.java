package dev.trunkline.lab.report.call;

import dev.trunkline.lab.report.call.CallReport.Utterance;
import dev.trunkline.lab.report.call.CallReport.Who;
import dev.trunkline.lab.report.svg.LabelLayout;
import dev.trunkline.lab.report.svg.Svg;
import java.util.List;

/** What was said in one row: the caller's sentences above the voices, the others' below. Immutable. */
final class Callouts {

    private static final double GAP = 7;

    private final Side above;
    private final Side below;

    Callouts(TimelineRow row, List<Utterance> transcript) {
        above = new Side(
                row,
                transcript.stream().filter(said -> said.who() == Who.CALLER).toList());
        below = new Side(
                row,
                transcript.stream().filter(said -> said.who() != Who.CALLER).toList());
    }

    double heightAbove() {
        return above.height();
    }

    double heightBelow() {
        return below.height();
    }

    /** The lines from the callouts to their moments; to be drawn before the callouts, which hide them. */
    void drawPoles(Svg svg, double lanesTop, double lanesBottom) {
        for (int i = 0; i < above.callouts.size(); i++) {
            pole(svg, above.callouts.get(i), lanesTop - above.far(i), lanesTop + Lanes.LANE_HEIGHT);
        }
        for (int i = 0; i < below.callouts.size(); i++) {
            pole(svg, below.callouts.get(i), lanesBottom - Lanes.LANE_HEIGHT, lanesBottom + below.far(i));
        }
    }

    void draw(Svg svg, double lanesTop, double lanesBottom) {
        for (int i = 0; i < above.callouts.size(); i++) {
            above.callouts.get(i).draw(svg, lanesTop - above.far(i));
        }
        for (int i = 0; i < below.callouts.size(); i++) {
            Callout callout = below.callouts.get(i);
            callout.draw(svg, lanesBottom + below.far(i) - callout.height());
        }
    }

    private static void pole(Svg svg, Callout callout, double from, double to) {
        svg.line("pole " + callout.said().who().label(), callout.at() + 0.5, from, callout.at() + 0.5, to);
    }

    /** The callouts on one side of the voices. Immutable. */
    private static final class Side {
        private final List<Callout> callouts;
        private final LabelLayout layout;

        Side(TimelineRow row, List<Utterance> said) {
            callouts = said.stream().map(u -> Callout.of(u, row)).toList();
            layout = new LabelLayout(callouts.stream()
                    .map(callout -> new LabelLayout.Label(callout.left(), callout.width(), callout.height() + GAP))
                    .toList());
        }

        double height() {
            return layout.height() + GAP;
        }

        /** From the voices to the far edge of a callout. */
        double far(int index) {
            return layout.near(index) + GAP + callouts.get(index).height();
        }
    }
}
