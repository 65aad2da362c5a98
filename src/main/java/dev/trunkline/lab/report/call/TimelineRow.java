package dev.trunkline.lab.report.call;

/**
 * A stretch of the call on one line of the drawing. Immutable.
 *
 * @param fromMillis its first moment
 * @param toMillis its end, exclusive
 * @param left where time begins, in pixels
 * @param right where it ends
 * @param limit what a label may reach, at or beyond {@code right}
 */
record TimelineRow(long fromMillis, long toMillis, double left, double right, double limit) {

    private static final int[] TICKS_MILLIS = {1000, 2000, 5000, 10_000, 30_000};
    private static final double MIN_TICK_DISTANCE = 56;

    double x(long millis) {
        double share = (millis - fromMillis) / (double) (toMillis - fromMillis);
        return left + Math.max(0, Math.min(1, share)) * (right - left);
    }

    long millis(double x) {
        return fromMillis + Math.round((x - left) / (right - left) * (toMillis - fromMillis));
    }

    boolean holds(long millis) {
        return millis >= fromMillis && millis < toMillis;
    }

    boolean touches(long beginMillis, long endMillis) {
        return beginMillis < toMillis && endMillis > fromMillis;
    }

    /** Distance of the marks on the time axis. */
    int tickMillis() {
        for (int tick : TICKS_MILLIS) {
            if (x(fromMillis + tick) - left >= MIN_TICK_DISTANCE) {
                return tick;
            }
        }
        return TICKS_MILLIS[TICKS_MILLIS.length - 1];
    }
}
