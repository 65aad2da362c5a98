package dev.trunkline.lab.report;

import dev.trunkline.lab.report.CallReport.BargeIn;
import dev.trunkline.lab.report.CallReport.Turn;
import java.util.List;

/** Between the two voices: how long the agent took to answer, and how long to fall silent. Immutable. */
final class Handovers {

    private static final Type TYPE = new Type(11);
    private static final double GAP = 5;

    private final Strip strip;
    private final Lanes lanes;

    Handovers(Strip strip, Lanes lanes) {
        this.strip = strip;
        this.lanes = lanes;
    }

    void draw(Svg svg, List<Turn> turns, List<BargeIn> bargeIns) {
        double free = strip.left();
        for (BargeIn bargeIn : bargeIns) {
            if (strip.holds(bargeIn.atMillis())) {
                String took = "silent in " + Words.span(bargeIn.reactionMillis());
                String tip = "The caller interrupts; the agent is " + took;
                long end = bargeIn.atMillis() + bargeIn.reactionMillis();
                svg.open("handover barge-in", "").tip(tip);
                free = bracket(svg, bargeIn.atMillis(), end, 0.3, took, free);
                svg.close();
            }
        }
        free = strip.left();
        for (Turn turn : turns) {
            if (strip.holds(turn.callerEndMillis())) {
                String took = Words.span(turn.tookMillis());
                svg.open("handover turn", "").tip("The agent answers " + took + " after the caller's last sound");
                free = bracket(svg, turn.callerEndMillis(), turn.agentStartMillis(), 0.72, took, free);
                svg.close();
            }
        }
    }

    /** Returns where the next label may begin. */
    private double bracket(Svg svg, long fromMillis, long toMillis, double depth, String label, double free) {
        double from = strip.x(fromMillis);
        double to = strip.x(toMillis);
        double upper = lanes.callerBottom();
        double middle = upper + Lanes.BETWEEN * depth;
        svg.path(
                "step",
                "M" + Svg.number(from) + ' ' + Svg.number(upper) + 'V' + Svg.number(middle) + 'H' + Svg.number(to) + 'V'
                        + Svg.number(lanes.agentTop()));
        svg.dot("joint", from, upper, 2.4);
        svg.dot("joint", to, lanes.agentTop(), 2.4);
        double width = TYPE.width(label);
        double begin = to + GAP;
        if (begin + width > strip.right()) {
            begin = from - GAP - width;
        }
        if (begin < free) {
            return free; // too close to the last one: the tooltip still tells it
        }
        svg.text("took", begin, middle + 4, label);
        return begin + width + GAP;
    }
}
