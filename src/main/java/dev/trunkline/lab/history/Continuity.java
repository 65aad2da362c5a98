package dev.trunkline.lab.history;

import java.util.List;

/**
 * What callers noticed of lost chats. Immutable.
 *
 * @param calls that had a stream
 * @param droppedLegs streams that ended though nobody wanted to hang up
 * @param losses chats that were lost while the caller was there, and stayed for three seconds at least
 * @param resumed of them, by how many the same conversation went on
 * @param wrongGroup of them, by how many another conversation began
 * @param abandoned of them, by how many nothing followed
 * @param outages from a chat's loss to the next one's opening
 * @param silences from the last of the old chat's sound to the first of the new one's, but for those in which the caller
 *     interrupted
 * @param longSilences of more than {@link #TONE_DUE_MILLIS} before the next chat opened
 * @param toneless of them, those in which nothing else was heard either
 * @param secondGreetings how often a caller was greeted again
 * @param words what callers said, but for their last second
 * @param violations where invariants did not hold
 * @param originNanos from which their times are counted
 */
public record Continuity(
        int calls,
        int droppedLegs,
        int losses,
        int resumed,
        int wrongGroup,
        int abandoned,
        Gaps outages,
        Gaps silences,
        int longSilences,
        int toneless,
        int secondGreetings,
        Words words,
        List<Violation> violations,
        long originNanos) {

    /** Comfort tone is due after 400 ms; it takes a frame or two more to be heard, and to be known for one. */
    public static final long TONE_DUE_MILLIS = 460;

    /**
     * Words of callers.
     *
     * @param lost that no chat heard
     * @param saidInGaps while there was no chat
     * @param lostInGaps of these, that no chat heard later
     * @param repeated that two chats heard: what the first may not have read was sent again
     * @param doubled that one chat heard twice
     */
    public record Words(long said, long lost, long saidInGaps, long lostInGaps, long repeated, long doubled) {}

    public Continuity {
        violations = List.copyOf(violations);
    }

    /** What a history comes to. */
    public static Continuity of(CallHistory history) {
        return new ContinuityCount(history).total();
    }

    /** The violations for people, each a line. */
    public List<String> violationLines() {
        return violations.stream().map(violation -> violation.line(originNanos)).toList();
    }
}
