package dev.trunkline.call;

import dev.trunkline.audio.DtmfTones;
import dev.trunkline.phone.CarrierInstruction.Transfer;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a tool may do to a call. Confined to the call's loop. */
public interface CallActions {

    /** What can be pressed for the far side. */
    String KEYS = DtmfTones.KEYS;

    String callSid();

    /** The keys that the caller has pressed so far. */
    String digits();

    /** Why this may not be dialled for this caller, as far as can be told before it is tried; null when it may. */
    @Nullable
    DialObjection objectionTo(Transfer destination);

    /**
     * Hands the caller to a person, once the agent's last words have been heard.
     *
     * @param whisper what the person hears first; how the caller sounds is added to it
     * @return false when another transfer or a hang-up was decided before
     */
    boolean transfer(Transfer destination, String whisper);

    /**
     * Asks for keys.
     *
     * @param then is told on the call's loop, once, unless the call ends before
     * @return false when some are asked for already
     */
    boolean collectDigits(DigitRequest request, Consumer<DigitRequest.Outcome> then);

    /**
     * Presses keys for the far side, behind what the agent is saying.
     *
     * @param keys of {@link #KEYS}
     * @param then is told on the call's loop which of them were heard, once, unless the call ends before
     * @return false when others are being pressed
     */
    boolean pressKeys(String keys, Consumer<String> then);

    /** Runs tasks on the call's loop. Any thread. */
    Executor loop();

    /**
     * Ends the call, once the agent's goodbye has been heard.
     *
     * @return false when a transfer was decided before
     */
    boolean hangUp();
}
