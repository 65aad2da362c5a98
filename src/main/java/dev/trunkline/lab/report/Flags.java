package dev.trunkline.lab.report;

import dev.trunkline.lab.report.CallReport.Utterance;
import dev.trunkline.lab.report.CallReport.Who;
import java.util.List;

/** What was said in one strip: the caller's sentences above the voices, the others' below. Immutable. */
final class Flags {

    private static final double GAP = 7;

    private final Side above;
    private final Side below;

    Flags(Strip strip, List<Utterance> transcript) {
        above = new Side(
                strip,
                transcript.stream().filter(said -> said.who() == Who.CALLER).toList());
        below = new Side(
                strip,
                transcript.stream().filter(said -> said.who() != Who.CALLER).toList());
    }

    double heightAbove() {
        return above.height();
    }

    double heightBelow() {
        return below.height();
    }

    /** The lines from the flags to their moments; to be drawn before the flags, which hide them. */
    void drawPoles(Svg svg, double lanesTop, double lanesBottom) {
        for (int i = 0; i < above.flags.size(); i++) {
            pole(svg, above.flags.get(i), lanesTop - above.far(i), lanesTop + Lanes.LANE_HEIGHT);
        }
        for (int i = 0; i < below.flags.size(); i++) {
            pole(svg, below.flags.get(i), lanesBottom - Lanes.LANE_HEIGHT, lanesBottom + below.far(i));
        }
    }

    void draw(Svg svg, double lanesTop, double lanesBottom) {
        for (int i = 0; i < above.flags.size(); i++) {
            above.flags.get(i).draw(svg, lanesTop - above.far(i));
        }
        for (int i = 0; i < below.flags.size(); i++) {
            Flag flag = below.flags.get(i);
            flag.draw(svg, lanesBottom + below.far(i) - flag.height());
        }
    }

    private static void pole(Svg svg, Flag flag, double from, double to) {
        svg.line("pole " + flag.said().who().label(), flag.at() + 0.5, from, flag.at() + 0.5, to);
    }

    /** The flags on one side of the voices, in rows. Immutable. */
    private static final class Side {
        private final List<Flag> flags;
        private final Rows rows;
        private final double[] rowStart;

        Side(Strip strip, List<Utterance> said) {
            flags = said.stream().map(u -> Flag.of(u, strip)).toList();
            rows = Rows.of(flags.stream().map(Flag::span).toList());
            rowStart = new double[rows.count() + 1];
            for (int row = 0; row < rows.count(); row++) {
                double highest = 0;
                for (int i = 0; i < flags.size(); i++) {
                    highest = rows.of(i) == row ? Math.max(highest, flags.get(i).height()) : highest;
                }
                rowStart[row + 1] = rowStart[row] + GAP + highest;
            }
        }

        double height() {
            return rowStart[rows.count()] + (flags.isEmpty() ? GAP : 0);
        }

        /** From the voices to the far edge of a flag. */
        double far(int index) {
            return rowStart[rows.of(index)] + GAP + flags.get(index).height();
        }
    }
}
