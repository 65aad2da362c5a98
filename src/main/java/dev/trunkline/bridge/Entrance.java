package dev.trunkline.bridge;

import dev.trunkline.bridge.PreAnswer.Refusal;
import dev.trunkline.call.BridgePhrases;
import dev.trunkline.call.CallEvent;
import dev.trunkline.continuity.CallMemory;
import dev.trunkline.phone.CarrierEvents.Waiting;
import dev.trunkline.phone.CarrierInstruction;
import dev.trunkline.phone.CarrierInstruction.Apologise;
import dev.trunkline.phone.CarrierInstruction.GoOn;
import dev.trunkline.phone.CarrierInstruction.HangUp;
import dev.trunkline.phone.CarrierInstruction.Reject;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Lets new calls in, lets them wait, or turns them away; asks before what that depends on. Thread-safe. */
final class Entrance {

    private final CallRouter.Plan plan;
    private final Briefings briefings;
    private final Admission admission;
    private final CallMemory memory;
    private final Transfers transfers;
    private final Apology apology;

    /** What a caller gets whom nobody can serve. */
    interface Apology {
        CarrierInstruction to(String callSid, String from, String to);
    }

    Entrance(
            CallRouter.Plan plan,
            Briefings briefings,
            Admission admission,
            CallMemory memory,
            Transfers transfers,
            Apology apology) {
        this.plan = plan;
        this.briefings = briefings;
        this.admission = admission;
        this.memory = memory;
        this.transfers = transfers;
        this.apology = apology;
    }

    /** Finds out what other nodes know of a call, and in case that it is new what it has to do with others of its caller. */
    CompletionStage<Void> recollect(String callSid, String from) {
        return recollect(new NewCall(callSid, "", 0, NewCall.caller(from)));
    }

    /** The same of a call that is about to ring, and of its route's; and what others say of the caller. */
    CompletionStage<Void> comes(String callSid, String from, String to) {
        NewCall expected = briefings.newCall(callSid, from, to);
        return recollect(expected)
                .thenCompose(known -> briefings.ask(callSid, from, to))
                .thenCompose(said -> {
                    NewCall call = briefings.newCall(callSid, from, to); // perhaps on another route
                    return call.equals(expected) ? CompletableFuture.completedFuture(null) : recollect(call);
                });
    }

    private CompletionStage<Void> recollect(NewCall call) {
        CompletionStage<Void> known = memory.recollect(call.callSid());
        if (memory.recall(call.callSid()) != null) {
            return known;
        }
        CompletionStage<Void> others = admission.recollect(call);
        return known.thenCompose(done -> others);
    }

    /** A call rings. */
    CarrierInstruction ring(Waiting caller) {
        String callSid = caller.callSid();
        if (admission.isOver(callSid)) {
            return new HangUp();
        }
        Route route = briefings.route(callSid, caller.to());
        if (route == null) {
            refused(caller, "no_route");
            return new Apologise(BridgePhrases.NOT_IN_SERVICE);
        }
        if (memory.recall(callSid) != null) {
            admission.expectStream(callSid); // a running call is let in whoever else is here
            memory.comes(callSid, caller.from(), caller.to(), BridgePhrases.BACK_FROM_ELSEWHERE);
            return new GoOn();
        }
        CarrierInstruction otherwise = instead(caller);
        if (otherwise != null) {
            return otherwise;
        }
        if (plan.farEnds().isDown(route)) {
            refused(caller, CallEvent.Refused.AI_DOWN);
            return apology.to(callSid, caller.from(), caller.to());
        }
        if (plan.placed().has(callSid)) {
            // whom we have called is not turned away
            admission.expectStream(briefings.newCall(callSid, caller.from(), caller.to()));
        }
        return ask(caller);
    }

    /** What the operator's systems want a caller to get instead of the agent; null when the call is to be answered. */
    private @Nullable CarrierInstruction instead(Waiting caller) {
        PreAnswer.Verdict verdict = briefings.of(caller.callSid());
        Refusal refusal = verdict == null ? null : verdict.refusal();
        if (refusal instanceof Refusal.PutThrough through) {
            return transfers.atOnce(caller, through.destination());
        }
        if (refusal == null) {
            return null;
        }
        refused(caller, "pre_answer");
        return refusal instanceof Refusal.Words said
                ? new Apologise(said.words())
                : new Reject(refusal instanceof Refusal.Reject reject && reject.busy());
    }

    /** A caller wants in, for the first time or while he waits. */
    CarrierInstruction ask(Waiting caller) {
        boolean isAgain = admission.isTurnedAway(caller.callSid());
        NewCall call = briefings.newCall(caller.callSid(), caller.from(), caller.to());
        String reason = admission.ring(call);
        if (reason == null) {
            memory.comes(caller.callSid(), caller.from(), caller.to(), BridgePhrases.BACK_FROM_ELSEWHERE);
            briefings.letIn(caller.callSid());
            return new GoOn();
        }
        CarrierInstruction wait = admission.await(call, reason, Duration.ofMillis(caller.waitedMillis()));
        if (wait != null) {
            return wait;
        }
        if (!isAgain) {
            refused(caller, reason);
        }
        return apology.to(caller.callSid(), caller.from(), caller.to());
    }

    private void refused(Waiting caller, String reason) {
        plan.listener()
                .onEvent(
                        caller.callSid(),
                        plan.nanoTime().getAsLong(),
                        new CallEvent.Refused(caller.from(), caller.to(), reason));
    }
}
