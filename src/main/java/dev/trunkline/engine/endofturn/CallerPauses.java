package dev.trunkline.engine.endofturn;

/**
 * The pauses that this caller has made in the middle of turns: who needs long to go on gets longer. The newest count most.
 * Confined to the chat's loop.
 */
final class CallerPauses {

    private static final double NEWEST = 0.3; // of the mean: about the last five count
    private static final int LONGEST_MILLIS = 2_500; // longer is not hesitation

    private double meanMillis;
    private int count;

    /** The caller has gone on after {@code millis} of silence. */
    void add(long millis) {
        double pause = Math.min(millis, LONGEST_MILLIS);
        count++;
        meanMillis += Math.max(NEWEST, 1.0 / count) * (pause - meanMillis);
    }

    /** How long this caller's pauses are; 0 when there was none yet. */
    int usualMillis() {
        return (int) meanMillis;
    }
}
