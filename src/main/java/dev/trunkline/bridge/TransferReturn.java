package dev.trunkline.bridge;

import dev.trunkline.call.BridgePhrases;
import dev.trunkline.call.CallContinuation;
import dev.trunkline.continuity.CallStateStore;
import dev.trunkline.continuity.CallStateStore.Remembered;
import dev.trunkline.phone.CarrierEvents.Dialed;
import dev.trunkline.phone.CarrierInstruction.Transfer;
import org.jspecify.annotations.Nullable;

/** The way back from a transfer that came to nothing: the caller goes on with the agent, who is told why. Thread-safe. */
final class TransferReturn {

    private final CallStateStore store;

    TransferReturn(CallStateStore store) {
        this.store = store;
    }

    /** A person was dialled, and did not talk with the caller: nobody answered, or somebody did and hung up. */
    void onNotTaken(Dialed dialed) {
        String callSid = dialed.callSid();
        Remembered known = store.recall(callSid);
        String news = BridgePhrases.transferFailed(destination(known), dialed.outcome());
        if (known == null) {
            // A node that was restarted meanwhile knows nothing of the call; the caller is there all the same.
            store.comesOver(callSid, dialed.from(), dialed.to(), null, news);
        } else {
            store.goesOn(callSid, news);
        }
    }

    /** A person cannot be dialled: the carrier would refuse to. */
    void onImpossible(String callSid, Remembered known) {
        store.goesOn(callSid, BridgePhrases.transferImpossible(destination(known)));
    }

    private static @Nullable String destination(@Nullable Remembered known) {
        CallContinuation left = known == null ? null : known.continuation();
        return left != null && left.next() instanceof Transfer transfer ? transfer.destination() : null;
    }
}
