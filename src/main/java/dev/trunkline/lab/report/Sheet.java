package dev.trunkline.lab.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A width to draw on. A long call is folded into several strips below each other, like music, so that nobody has to scroll
 * sideways and text keeps its size. Immutable.
 *
 * @param width of a strip, in pixels
 * @param gutter of it at the left, for the names of the voices
 * @param mostMillis longest time on one strip
 */
record Sheet(int width, int gutter, int mostMillis) {

    static final Sheet WIDE = new Sheet(1180, 62, 32_000);
    static final Sheet MEDIUM = new Sheet(760, 58, 20_000);
    static final Sheet SMALL = new Sheet(356, 48, 8_000);
    static final Sheet PICTURE = new Sheet(1000, 62, 27_000);

    private static final int WHOLE_MILLIS = 1000;
    private static final int RIGHT_MARGIN = 10;

    List<Strip> strips(long durationMillis) {
        long shown = durationMillis + 1; // a strip does not hold its own end, and the end of the call is shown
        long count = ceilDiv(shown, mostMillis);
        long each = ceilDiv(shown, count * WHOLE_MILLIS) * WHOLE_MILLIS;
        var strips = new ArrayList<Strip>();
        for (int i = 0; i < count; i++) {
            strips.add(new Strip(i * each, (i + 1) * each, gutter, width - RIGHT_MARGIN));
        }
        return strips;
    }

    private static long ceilDiv(long a, long b) {
        return (a + b - 1) / b;
    }
}
