package dev.trunkline.call;

import dev.trunkline.phone.CarrierInstruction.Transfer;

/** What a tool may do to a call. Confined to the call's loop. */
public interface CallActions {

    String callSid();

    /** The keys that the caller has pressed so far. */
    String digits();

    /** Whether the carrier can dial this for this caller, as far as can be told before it tries. */
    boolean canDial(Transfer destination);

    /**
     * Hands the caller to a person, once the agent's last words have been heard.
     *
     * @param whisper what the person hears first
     * @return false when another transfer or a hang-up was decided before
     */
    boolean transfer(Transfer destination, String whisper);

    /**
     * Ends the call, once the agent's goodbye has been heard.
     *
     * @return false when a transfer was decided before
     */
    boolean hangUp();
}
