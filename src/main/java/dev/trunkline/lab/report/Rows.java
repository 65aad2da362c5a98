package dev.trunkline.lab.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds rows for labels so that none covers another. A later label lies nearer to the voices than an earlier one which it
 * would cover: so the line from a label to its moment never crosses another label. Immutable.
 */
final class Rows {

    private static final double GAP = 6;

    /**
     * From one edge to the other, in pixels.
     *
     * @param left inclusive
     * @param right exclusive
     */
    record Span(double left, double right) {}

    private final List<Integer> rowOf;
    private final int count;

    private Rows(List<Integer> rowOf, int count) {
        this.rowOf = rowOf;
        this.count = count;
    }

    /** Places {@code spans}, given in order of their left edges. */
    static Rows of(List<Span> spans) {
        var leftmost = new ArrayList<Double>();
        var rows = new ArrayList<Integer>();
        for (int i = spans.size() - 1; i >= 0; i--) {
            Span span = spans.get(i);
            int row = 0;
            while (row < leftmost.size() && span.right() + GAP > leftmost.get(row)) {
                row++;
            }
            if (row == leftmost.size()) {
                leftmost.add(span.left());
            } else {
                leftmost.set(row, span.left());
            }
            rows.add(0, row);
        }
        return new Rows(rows, leftmost.size());
    }

    int of(int index) {
        return rowOf.get(index);
    }

    int count() {
        return count;
    }
}
