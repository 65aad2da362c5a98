package dev.trunkline.bridge;

import dev.trunkline.call.BridgePhrases;
import dev.trunkline.call.CallContinuation;
import dev.trunkline.continuity.CallMemory;
import dev.trunkline.continuity.RememberedCall;
import dev.trunkline.phone.CarrierEvents.Dialed;
import dev.trunkline.phone.CarrierInstruction.Transfer;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a transfer that came to nothing: the caller goes on with the agent, who is told why. Whether he does is decided
 * by {@link CallRouter#dialed}. Thread-safe.
 */
final class TransferReturn {

    private final CallMemory memory;

    TransferReturn(CallMemory memory) {
        this.memory = memory;
    }

    /** A person was dialled, and did not talk with the caller: nobody answered, or somebody did and hung up. */
    void onNotTaken(Dialed dialed) {
        String callSid = dialed.callSid();
        RememberedCall known = memory.recall(callSid);
        String news = BridgePhrases.transferFailed(destination(known), dialed.outcome());
        if (known == null) {
            // Another node, or one that was restarted meanwhile, knows nothing of the call but what its link says.
            CarriedConversation carried = CarriedConversation.read(dialed.chatGroupId());
            memory.comesOver(callSid, dialed.from(), dialed.to(), carried.chatGroupId(), carried.farEnd(), news);
        } else {
            memory.goesOn(callSid, news);
        }
    }

    /** The caller has waited for a person who is busy, and does not any more. */
    void onWaitedInVain(String callSid, RememberedCall known) {
        memory.goesOn(callSid, BridgePhrases.waitedInVain(destination(known)));
    }

    /** A person cannot be dialled: the carrier would refuse to. */
    void onImpossible(String callSid, RememberedCall known) {
        memory.goesOn(callSid, BridgePhrases.transferImpossible(destination(known)));
    }

    private static @Nullable String destination(@Nullable RememberedCall known) {
        CallContinuation left = known == null ? null : known.continuation();
        return left != null && left.next() instanceof Transfer transfer ? transfer.destination() : null;
    }
}
