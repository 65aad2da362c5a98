package dev.trunkline.engine.endofturn;

/**
 * How much silence ends a turn: between the two bounds, the less the more complete is what was said. Immutable.
 *
 * @param leastMillis after what is surely over
 * @param mostMillis after what is surely not; when it is the same, nothing is weighed and every turn ends after so much
 */
public record EndOfTurnSilence(int leastMillis, int mostMillis) {

    /** What was said decides. */
    public static final EndOfTurnSilence ADAPTIVE = new EndOfTurnSilence(300, 1_800);

    /** What EVI documents as its own, and what a config shows where silence is adaptive. */
    public static final int USUAL_MILLIS = 800;

    public EndOfTurnSilence {
        if (leastMillis < 300 || mostMillis > 3_000 || leastMillis > mostMillis) {
            throw new IllegalArgumentException("the end of turn silence must be between 300 and 3000 ms, not "
                    + leastMillis + " to " + mostMillis);
        }
    }

    /** Always the same. */
    public static EndOfTurnSilence fixed(int millis) {
        return new EndOfTurnSilence(millis, millis);
    }

    public boolean isFixed() {
        return leastMillis == mostMillis;
    }

    /** The one length when it is fixed, else {@link #USUAL_MILLIS}. */
    public int nominalMillis() {
        return isFixed() ? leastMillis : USUAL_MILLIS;
    }
}
