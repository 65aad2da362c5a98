package dev.trunkline.bridge;

import dev.trunkline.call.BridgePhrases;
import dev.trunkline.continuity.CallMemory;
import dev.trunkline.phone.CarrierEvents.Waiting;
import dev.trunkline.phone.CarrierInstruction;
import dev.trunkline.phone.CarrierInstruction.GoOn;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Lets new calls in, lets them wait, or turns them away. Thread-safe. */
final class Entrance {

    private final RouteTable routes;
    private final Admission admission;
    private final CallMemory memory;
    private final Refusal refusal;

    /** What a caller gets who is turned away. */
    interface Refusal {
        /**
         * What this caller gets.
         *
         * @param reason null when it was told before: the same caller is asked for again
         */
        CarrierInstruction of(Waiting caller, @Nullable String reason);
    }

    Entrance(RouteTable routes, Admission admission, CallMemory memory, Refusal refusal) {
        this.routes = routes;
        this.admission = admission;
        this.memory = memory;
        this.refusal = refusal;
    }

    CarrierInstruction ask(Waiting caller) {
        boolean isAgain = admission.isTurnedAway(caller.callSid());
        NewCall call = newCall(caller);
        String reason = admission.ring(call);
        if (reason == null) {
            memory.comes(caller.callSid(), caller.from(), caller.to(), BridgePhrases.BACK_FROM_ELSEWHERE);
            return new GoOn();
        }
        CarrierInstruction wait = admission.await(call, reason, Duration.ofMillis(caller.waitedMillis()));
        return wait != null ? wait : refusal.of(caller, isAgain ? null : reason);
    }

    private NewCall newCall(Waiting caller) {
        Route route = routes.of(caller.to());
        return route == null
                ? NewCall.known(caller.callSid())
                : new NewCall(caller.callSid(), route.name(), route.maxCalls(), NewCall.caller(caller.from()));
    }
}
