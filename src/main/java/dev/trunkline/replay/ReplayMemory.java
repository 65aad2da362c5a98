package dev.trunkline.replay;

import dev.trunkline.call.CallContinuation;
import dev.trunkline.flight.FlightKind;

/** Takes what a replayed call leaves behind. Confined to one thread. */
record ReplayMemory(ReplayLog log) implements CallContinuation.Keeper {

    @Override
    public void keep(String callSid, CallContinuation continuation) {
        log.add(FlightKind.KEPT, 0, 0, continuation);
    }

    @Override
    public void decided(String callSid, CallContinuation continuation) {
        log.add(FlightKind.DECIDED, 0, 0, continuation);
    }
}
