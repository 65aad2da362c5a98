package dev.trunkline.continuity;

import org.jspecify.annotations.Nullable;

/**
 * What is to be written of one call. Immutable.
 *
 * @param call null when it is over
 * @param isClaim whether a stream of it has begun here
 */
record StateWrite(String callSid, @Nullable RememberedCall call, boolean isClaim) {

    /**
     * One write in the place of both, whichever was put first: one that failed comes back late. What is over stays over. A claim
     * stays a claim, unless its stream has ended meanwhile and has left something behind: who has taken the caller since keeps him.
     */
    static StateWrite both(StateWrite one, StateWrite other) {
        if (one.call == null || other.call == null) {
            return one.call == null ? one : other;
        }
        boolean isOneNewer = one.call.owner().isNewerThan(other.call.owner());
        StateWrite newer = isOneNewer ? one : other;
        StateWrite older = isOneNewer ? other : one;
        return older.isClaim && !older.isEndedBy(newer) ? new StateWrite(newer.callSid, newer.call, true) : newer;
    }

    private boolean isEndedBy(StateWrite later) {
        return call != null
                && later.call != null
                && later.call.continuation() != null
                && !later.call.continuation().equals(call.continuation());
    }
}
