package dev.trunkline.lab.report.call;

import dev.trunkline.lab.report.Texts;
import dev.trunkline.lab.report.call.CallReport.BargeIn;
import dev.trunkline.lab.report.call.CallReport.Turn;
import dev.trunkline.lab.report.svg.Svg;
import dev.trunkline.lab.report.svg.TextLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Between the two voices: how long the agent took to answer, and how long to fall silent. Immutable. */
final class Handovers {

    private static final TextLayout TYPE = new TextLayout(12); // drawn at 11 and bold
    private static final double GAP = 5;
    private static final double EARLY = 0.32; // of the way down: an interruption and an answer do not run into one line
    private static final double LATE = 0.7;

    private final TimelineRow row;
    private final Lanes lanes;

    Handovers(TimelineRow row, Lanes lanes) {
        this.row = row;
        this.lanes = lanes;
    }

    void draw(Svg svg, List<Turn> turns, List<BargeIn> bargeIns) {
        var steps = new ArrayList<Step>();
        for (BargeIn b : bargeIns) {
            String took = "silent in " + Texts.span(b.reactionMillis());
            String tip = "The caller interrupts; the agent is " + took;
            steps.add(new Step("barge-in", b.atMillis(), b.atMillis() + b.reactionMillis(), EARLY, took, tip));
        }
        for (Turn t : turns) {
            String took = Texts.span(t.tookMillis());
            String tip = "The agent answers " + took + " after the caller's last sound";
            steps.add(new Step("turn", t.callerEndMillis(), t.agentStartMillis(), LATE, took, tip));
        }
        steps.removeIf(step -> !row.holds(step.fromMillis()));
        var taken = new ArrayList<Room>();
        steps.forEach(step -> reserveLine(step, taken));
        for (Step step : steps) {
            draw(svg, step, taken);
        }
    }

    /** A step's level part is at its own depth; one of its two ends crosses the other depth. */
    private void reserveLine(Step step, List<Room> taken) {
        double from = row.x(step.fromMillis());
        double to = row.x(step.toMillis());
        double crossing = step.depth() == EARLY ? to : from;
        taken.add(new Room(step.depth(), Math.min(from, to), Math.max(from, to)));
        taken.add(new Room(step.depth() == EARLY ? LATE : EARLY, crossing, crossing));
    }

    private void draw(Svg svg, Step step, List<Room> taken) {
        double from = row.x(step.fromMillis());
        double to = row.x(step.toMillis());
        double upper = lanes.callerBottom();
        double middle = upper + Lanes.BETWEEN * step.depth();
        String line = "M" + Svg.number(from) + ' ' + Svg.number(upper) + 'V' + Svg.number(middle) + 'H' + Svg.number(to)
                + 'V' + Svg.number(lanes.agentTop());
        svg.open("handover " + step.cssClass(), "").tip(step.tip());
        svg.path("step", line);
        svg.dot("joint", from, upper, 2.4);
        svg.dot("joint", to, lanes.agentTop(), 2.4);
        double width = TYPE.width(step.took());
        double left = Math.min(from, to) - GAP - width;
        double right = Math.max(from, to) + GAP;
        // Where neither side is free there is no label; the tooltip still tells it.
        Stream.of(new Room(step.depth(), right, right + width), new Room(step.depth(), left, left + width))
                .filter(room -> room.left() >= row.left() && room.right() <= row.limit())
                .filter(room -> taken.stream().noneMatch(room::meets))
                .findFirst()
                .ifPresent(room -> {
                    taken.add(room);
                    boolean before = room.right() < from;
                    svg.text(
                            before ? "took before" : "took",
                            before ? room.right() : room.left(),
                            middle + 4,
                            step.took());
                });
        svg.close();
    }

    /** The word, or the silence, passes from one voice to the other. */
    private record Step(String cssClass, long fromMillis, long toMillis, double depth, String took, String tip) {}

    /** Where no other label may stand. */
    private record Room(double depth, double left, double right) {
        boolean meets(Room other) {
            return depth == other.depth && left < other.right && other.left < right;
        }
    }
}
