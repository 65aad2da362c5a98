package dev.trunkline.call;

import dev.trunkline.phone.CarrierInstruction;
import dev.trunkline.phone.CarrierInstruction.GoOn;
import dev.trunkline.phone.CarrierInstruction.Transfer;
import org.jspecify.annotations.Nullable;

/**
 * What remains of a call when a stream has ended: enough to go on with it. Immutable.
 *
 * @param next what the carrier is to do
 * @param chatGroupId names the conversation with the AI, or null when there was none yet
 * @param whisper what a person hears before the caller is put through; "" for nothing
 * @param cutOff where the conversation stood, when it was to go on, or null
 */
public record CallContinuation(
        CarrierInstruction next,
        @Nullable String chatGroupId,
        String whisper,
        @Nullable CutOff cutOff) {

    /** Nothing is left to be said. */
    public CallContinuation(CarrierInstruction next, @Nullable String chatGroupId, String whisper) {
        this(next, chatGroupId, whisper, null);
    }

    /** The same with where the conversation stood, which matters only when it goes on. */
    CallContinuation cutOff(@Nullable CutOff where) {
        return next instanceof GoOn ? new CallContinuation(next, chatGroupId, whisper, where) : this;
    }

    /** The name of the destination that the caller is transferred to, or null. */
    @Nullable
    String transferredTo() {
        return next instanceof Transfer transfer ? transfer.destination() : null;
    }

    /** Keeps them until the carrier asks. Called on the call's loop before the stream is closed; does not block. */
    @FunctionalInterface
    public interface Keeper {
        void keep(String callSid, CallContinuation continuation);

        /**
         * What will be kept is decided, though the agent's last words are still being heard: it stands if this process is killed
         * meanwhile, unless the call takes it back. Likewise.
         */
        default void decided(String callSid, CallContinuation continuation) {}
    }
}
