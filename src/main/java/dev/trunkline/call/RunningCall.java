package dev.trunkline.call;

import dev.trunkline.phone.PhoneEvents;
import java.util.function.BooleanSupplier;

/** A call as everybody but its AI sees it: its phone, operators, the drain, clocks outside of it. On the call's loop. */
public interface RunningCall extends PhoneEvents {

    /** What may be done to it, as tools do. */
    CallActions actions();

    /** What an operator may do to it. */
    Supervision supervision();

    /** Others decided: an operator, a clock outside of the call, or this node, which lets another go on. */
    void onEndOrdered(CallEnd end);

    /**
     * This node drains: the call is to go on on another one, from the next pause between sentences. One whose end is decided
     * comes to it here.
     *
     * @param atMostNanos how long a pause is waited for
     * @param turn whether it may go now, or others go first; asked when it could, until it may
     */
    void onMoveOrdered(long atMostNanos, BooleanSupplier turn);
}
