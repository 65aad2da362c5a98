package dev.trunkline.console;

import dev.trunkline.call.SoundTaps;
import dev.trunkline.call.Supervision;
import dev.trunkline.phone.CarrierInstruction.Transfer;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The live calls of this node, as an operator reaches them. Thread-safe. */
public interface CallsInReach {

    /**
     * Does something to a call, on its loop, soon.
     *
     * @return false when it has no sound here; then nothing is done
     */
    boolean supervise(String callSid, Consumer<Supervision> what);

    /** Where its sound can be listened to, or null when it has none here. */
    @Nullable
    SoundTaps taps(String callSid);

    /** Where its callers may be put through, by name. */
    Map<String, Transfer> destinations(String callSid);

    /** What a person hears first to whom a caller is put through. */
    String announcement(String summary);
}
