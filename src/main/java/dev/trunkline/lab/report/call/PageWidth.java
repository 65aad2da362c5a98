package dev.trunkline.lab.report.call;

import dev.trunkline.lab.report.call.CallReport.Utterance;
import java.util.ArrayList;
import java.util.List;

/**
 * A width to draw on. A long call is folded into several rows below each other, like music, so that nobody has to scroll
 * sideways and text keeps its size. Immutable.
 *
 * @param width of a row, in pixels
 * @param gutter of it at the left, for the names of the voices
 * @param mostMillis longest time on one row
 */
record PageWidth(int width, int gutter, int mostMillis) {

    static final PageWidth WIDE = new PageWidth(1180, 62, 40_000);
    static final PageWidth MEDIUM = new PageWidth(760, 58, 22_000);
    static final PageWidth SMALL = new PageWidth(356, 48, 8_000);
    /** Narrow, so that it can be read in a document on a telephone. */
    static final PageWidth PICTURE = new PageWidth(640, 56, 14_000);

    private static final int WHOLE_MILLIS = 1000;
    private static final int RIGHT_MARGIN = 10;

    /** Rows of one scale; where it can be, a new one begins while nobody speaks. */
    List<TimelineRow> rows(long durationMillis, List<Utterance> transcript) {
        long shown = durationMillis + 1; // a row does not hold its own end, and the end of the call is shown
        long count = ceilDiv(shown, mostMillis);
        long each = ceilDiv(shown, count * WHOLE_MILLIS) * WHOLE_MILLIS;
        var breaks = new ArrayList<Long>(List.of(0L));
        for (long i = 1; i < count; i++) {
            breaks.add(quietNear(i * each, each / 3, transcript));
        }
        breaks.add(Math.max(count * each, WHOLE_MILLIS));
        long longest = 0;
        for (int i = 1; i < breaks.size(); i++) {
            longest = Math.max(longest, breaks.get(i) - breaks.get(i - 1));
        }
        var rows = new ArrayList<TimelineRow>();
        for (int i = 1; i < breaks.size(); i++) {
            double share = (breaks.get(i) - breaks.get(i - 1)) / (double) longest;
            double right = gutter + share * (width - RIGHT_MARGIN - gutter);
            rows.add(new TimelineRow(breaks.get(i - 1), breaks.get(i), gutter, right, width - 2));
        }
        return rows;
    }

    /** The whole second nearest to {@code ideal} at which nobody speaks, or {@code ideal} if there is none near. */
    private static long quietNear(long ideal, long reachMillis, List<Utterance> transcript) {
        for (long off = 0; off <= reachMillis; off += WHOLE_MILLIS) {
            for (long at : new long[] {ideal - off, ideal + off}) {
                if (transcript.stream().noneMatch(said -> said.startMillis() < at && said.endMillis() > at)) {
                    return at;
                }
            }
        }
        return ideal;
    }

    private static long ceilDiv(long a, long b) {
        return (a + b - 1) / b;
    }
}
