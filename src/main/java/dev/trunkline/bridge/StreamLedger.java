package dev.trunkline.bridge;

import dev.trunkline.ai.AiLoss;
import dev.trunkline.call.CallEnd;
import dev.trunkline.call.CallEvent;
import dev.trunkline.call.CallListener;
import dev.trunkline.call.FarEndEvent;
import dev.trunkline.continuity.CallMemory;
import dev.trunkline.continuity.RememberedCall;
import dev.trunkline.phone.CarrierInstruction;
import dev.trunkline.phone.CarrierInstruction.GoOn;
import dev.trunkline.phone.CarrierInstruction.HangUp;

/**
 * The books of this node's streams. Each that was let in has one end, and gives its seat back once: at the end that its call
 * tells, or at the one that is written here when the call never came into being, or does nothing any more. Thread-safe.
 */
record StreamLedger(LiveCalls live, Admission admission, CallMemory memory, CallListener listener) {

    /** Something happens in a call; called on its loop. */
    void onEvent(LiveStream stream, long atNanos, CallEvent event) {
        String callSid = stream.callSid();
        if (event instanceof CallEvent.Ended ended) {
            end(stream, atNanos, ended);
        } else if (!stream.isOver()) {
            if (event instanceof CallEvent.Answered) {
                stream.answered();
            } else if (event instanceof FarEndEvent.AiGone gone && gone.loss().kind() == AiLoss.Kind.BUSY) {
                admission.farEndIsFull(callSid);
            }
            new StreamNotes(memory, stream.visit()).note(callSid, event);
            listener.onEvent(callSid, atNanos, event);
        }
    }

    /** Writes the end that a call cannot tell; nothing when it has. Any thread. */
    void settle(LiveStream stream, CallEnd end, long nowNanos) {
        CarrierInstruction next = end.goesOn() ? new GoOn() : new HangUp();
        end(stream, nowNanos, new CallEvent.Ended(end, next, null, nowNanos - stream.beganNanos()));
        stream.endTaps();
    }

    /**
     * A call was let in, and has never had a stream.
     *
     * @param reason of {@link CallEvent.Refused}
     */
    void hadNoStream(String callSid, String reason, long nowNanos) {
        RememberedCall known = memory.recall(callSid);
        String from = known == null ? "" : known.from();
        String to = known == null ? "" : known.to();
        listener.onEvent(callSid, nowNanos, new CallEvent.Refused(from, to, reason));
    }

    private void end(LiveStream stream, long atNanos, CallEvent.Ended ended) {
        if (live.end(stream, ended.end())) {
            boolean callerIsGone = ended.end() == CallEnd.CALLER_HUNG_UP || ended.end() == CallEnd.CARRIER_COMPLETED;
            admission.ended(stream.callSid(), stream.streamSid(), !callerIsGone);
            if (!stream.isAnswered()) {
                listener.onEvent(stream.callSid(), atNanos, stream.beginning()); // no end without a beginning
            }
            listener.onEvent(stream.callSid(), atNanos, ended);
        }
    }
}
