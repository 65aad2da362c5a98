package dev.trunkline.replay;

import java.util.List;

/**
 * What came of a replay. Immutable.
 *
 * @param isEqual whether this build did all that the recorded one did, in the same moments, to the bit
 * @param recordedBy the program that recorded it
 * @param ending how the flight ends: whole, or why it is but the beginning of its call
 * @param millis how long it is
 * @param moments how many things came from outside
 * @param outputs how many things the recorded call did
 * @param first what the call did first that it had not done, as it stands in the flight; "" when equal
 * @param moreMillis how much the caller would have heard where he heard nothing
 * @param lessMillis nothing where he heard something
 * @param otherMillis something else
 */
public record ReplayResult(
        boolean isEqual,
        String callSid,
        String startedAt,
        String recordedBy,
        String ending,
        long millis,
        long moments,
        long outputs,
        String first,
        long moreMillis,
        long lessMillis,
        long otherMillis,
        List<ReplayDifference> differences) {}
