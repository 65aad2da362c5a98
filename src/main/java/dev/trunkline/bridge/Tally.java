package dev.trunkline.bridge;

/**
 * What has become of the streams of a node. Immutable.
 *
 * @param admitted that began
 * @param ended that are over, for whatever reason
 * @param moved of these, went on elsewhere because the node drains
 * @param forced of these, had no time for that
 */
public record Tally(long admitted, long ended, long moved, long forced) {

    /** What has happened since. */
    public Tally since(Tally earlier) {
        return new Tally(
                admitted - earlier.admitted, ended - earlier.ended, moved - earlier.moved, forced - earlier.forced);
    }

    /** How many came to their end by themselves. */
    public long byThemselves() {
        return ended - moved - forced;
    }
}
