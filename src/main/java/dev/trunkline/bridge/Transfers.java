package dev.trunkline.bridge;

import dev.trunkline.bridge.DialGuard.Party;
import dev.trunkline.call.BridgePhrases;
import dev.trunkline.call.CallContinuation;
import dev.trunkline.continuity.CallMemory;
import dev.trunkline.continuity.RememberedCall;
import dev.trunkline.phone.CarrierEvents.Dialed;
import dev.trunkline.phone.CarrierEvents.Held;
import dev.trunkline.phone.CarrierEvents.Waiting;
import dev.trunkline.phone.CarrierInstruction;
import dev.trunkline.phone.CarrierInstruction.GoOn;
import dev.trunkline.phone.CarrierInstruction.Hold;
import dev.trunkline.phone.CarrierInstruction.Transfer;
import dev.trunkline.phone.DialOutcome;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of callers who are to be put through to a person: whether that one may be dialled, who waits for one that is busy, and
 * the way back to the agent. Thread-safe.
 */
final class Transfers {

    private final RouteTable routes;
    private final Briefings briefings;
    private final CallMemory memory;
    private final DialGuard dialling;
    private final TransferReturn returns;
    private final TransferQueues queues;

    Transfers(RouteTable routes, Briefings briefings, CallMemory memory, DialGuard dialling, LongSupplier clockNanos) {
        this.routes = routes;
        this.briefings = briefings;
        this.memory = memory;
        this.dialling = dialling;
        this.returns = new TransferReturn(memory);
        this.queues = new TransferQueues(clockNanos);
    }

    /**
     * The same step, if it can be made. A transfer that the carrier would refuse, for the want of a number to show, or we do, for a
     * limit, is not tried.
     */
    CarrierInstruction dialable(String callSid, RememberedCall known, CarrierInstruction next) {
        Route route = briefings.route(callSid, known.to());
        CarrierInstruction shown =
                route == null ? next : routes.dialable(callSid, route, next, known.from(), known.to());
        shown = dialling.permitted(shown, new Party(callSid, known.from(), known.to()));
        if (next instanceof Transfer && shown instanceof GoOn) {
            returns.onImpossible(callSid, known);
        }
        return shown;
    }

    /** The same for a caller whose stream has ended: nobody overtakes those who wait for the same destination. */
    CarrierInstruction inTurn(String callSid, RememberedCall known, CarrierInstruction next) {
        CarrierInstruction step = dialable(callSid, known, next);
        Hold hold = step instanceof Transfer transfer && queues.isWaitedFor(transfer) ? hold(callSid, known) : null;
        return hold == null ? step : hold;
    }

    /** A place in the queue of the destination that the caller was to be put through to, or null. */
    private @Nullable Hold hold(String callSid, RememberedCall known) {
        Route route = briefings.route(callSid, known.to());
        Transfer transfer = transfer(known);
        QueuePlan queue =
                route == null || transfer == null ? null : route.queues().get(transfer.destination());
        return queue == null || transfer == null ? null : queues.enter(callSid, transfer, queue);
    }

    /**
     * A caller who rings is to be put through without the agent.
     *
     * @return null when there is no such destination, or it may not be dialled: then the agent answers
     */
    @Nullable
    CarrierInstruction atOnce(Waiting caller, String destination) {
        Route route = briefings.route(caller.callSid(), caller.to());
        Transfer wanted = route == null ? null : route.toolbox().destination(destination);
        if (route == null || wanted == null) {
            return null;
        }
        memory.comes(caller.callSid(), caller.from(), caller.to(), BridgePhrases.BACK_FROM_ELSEWHERE);
        briefings.letIn(caller.callSid());
        memory.leaves(caller.callSid(), new CallContinuation(wanted, null, "A caller for you."));
        RememberedCall known = memory.recall(caller.callSid());
        return known == null ? null : inTurn(caller.callSid(), known, wanted);
    }

    private static @Nullable Transfer transfer(@Nullable RememberedCall known) {
        CallContinuation left = known == null ? null : known.continuation();
        return left != null && left.next() instanceof Transfer transfer ? transfer : null;
    }

    /**
     * A person was dialled, and is not any more.
     *
     * @return how the caller waits for the person, who is busy; null when nobody waits
     */
    @Nullable
    Hold dialed(Dialed dialed) {
        RememberedCall known = memory.recall(dialed.callSid());
        Hold hold = dialed.outcome() == DialOutcome.BUSY && known != null ? hold(dialed.callSid(), known) : null;
        if (hold == null) { // else what is dialled again is counted once
            over(dialed.callSid());
            Transfer transfer = transfer(known);
            if (transfer != null) {
                queues.freed(transfer.number());
            }
        }
        return hold;
    }

    /** Nobody talked with the caller: the agent is told why. */
    void notTaken(Dialed dialed) {
        returns.onNotTaken(dialed);
    }

    /** What becomes of a caller who waits. */
    CarrierInstruction holds(Held held) {
        String callSid = held.callSid();
        CarrierInstruction step = queues.ask(callSid, held.key());
        RememberedCall known = memory.recall(callSid);
        if (known != null) {
            if (step instanceof GoOn && known.continuation() != null) {
                returns.onWaitedInVain(callSid, known);
            }
            CarrierInstruction next = step instanceof Transfer ? dialable(callSid, known, step) : step;
            if (next instanceof GoOn) {
                queues.leave(callSid);
            }
            return next;
        }
        if (step instanceof GoOn) {
            CarriedConversation carried = CarriedConversation.read(held.chatGroupId());
            memory.comesOver(
                    callSid,
                    held.from(),
                    held.to(),
                    carried.chatGroupId(),
                    carried.farEnd(),
                    BridgePhrases.waitedInVain(null));
        }
        return step;
    }

    /** Nobody is dialled for this call any more, and it waits for nobody. */
    void over(String callSid) {
        queues.leave(callSid);
        dialling.over(callSid);
    }

    /** The other nodes learn how long those who were dialled have been talked with. */
    void tellOtherNodes() {
        dialling.tellOtherNodes();
    }

    /** How many callers wait for a person. */
    int waiting() {
        return queues.size();
    }
}
