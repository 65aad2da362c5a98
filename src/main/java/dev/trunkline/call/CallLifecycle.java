package dev.trunkline.call;

import dev.trunkline.ai.AiConnector;
import dev.trunkline.ai.AiEvents;
import dev.trunkline.ai.AiLeg;
import dev.trunkline.ai.AiLoss;
import dev.trunkline.call.CallState.Connecting;
import dev.trunkline.call.CallState.Draining;
import dev.trunkline.call.CallState.Ended;
import dev.trunkline.call.CallState.ReconnectWait;
import dev.trunkline.call.CallState.Talking;
import dev.trunkline.call.CallState.Undecided;
import dev.trunkline.phone.CarrierInstruction;
import dev.trunkline.phone.CarrierInstruction.Apologise;
import dev.trunkline.phone.CarrierInstruction.HangUp;
import dev.trunkline.phone.CarrierInstruction.Transfer;
import dev.trunkline.time.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Where a call stands, from the first dialling of its AI to its one end: the only place that changes a {@link CallState}.
 * Confined to the call's loop.
 */
final class CallLifecycle {

    private static final long ATTENDED_PAUSE_NANOS = 5_000_000_000L;
    private static final long JUST_SAID_NANOS = 5_000_000_000L;

    private final CallSetup setup;
    private final CallPorts ports;
    private final Conversation conversation;
    private final AiLine aiLine;
    private final Scheduler scheduler;
    private final LineShare lineShare = new LineShare();
    private CallState state = new ReconnectWait(() -> {});
    private boolean isAttended;

    CallLifecycle(CallSetup setup, CallPorts ports, Conversation conversation, AiLine aiLine) {
        this.setup = setup;
        this.ports = ports;
        this.conversation = conversation;
        this.aiLine = aiLine;
        this.scheduler = ports.scheduler();
    }

    CallState state() {
        return state;
    }

    boolean isOver() {
        return state instanceof Ended;
    }

    /** How caller and agent share the line; told before the end. */
    LineShare lineShare() {
        return lineShare;
    }

    /** Whether only last words are still being heard. */
    boolean isEndDecided() {
        return state instanceof Draining;
    }

    /** Whether a person talks with the caller, who then is not left alone, whatever becomes of the AI. */
    boolean isAttended() {
        return isAttended;
    }

    void attend(boolean byPerson) {
        isAttended = byPerson;
    }

    void connect(AiEvents call) {
        if (state instanceof ReconnectWait waiting) {
            // The answer never comes inside connect(): the connector promises it.
            become(waiting.toConnecting(aiLine.connect(
                    call, conversation.stillHeard(), conversation.resumption().owed(), scheduler.nowNanos())));
        }
    }

    /** A leg hears us; one that comes too late is closed, and this is false. */
    boolean onReady(AiLeg leg) {
        if (state instanceof Connecting connecting) {
            become(connecting.toTalking(leg));
            return true;
        }
        leg.close();
        return false;
    }

    /** The AI was lost or not reached: it is called again, or the call goes without. */
    void onLost(AiLoss loss, AiEvents call) {
        if (state instanceof Draining doubted && doubted.farewell().isInDoubt()) {
            takeBack(doubted.withoutTelling(), doubted.end()); // who is about to say something is not left alone
        }
        if (state instanceof Draining draining) {
            tell(new FarEndEvent.AiGone(loss, false));
            become(draining.withoutAi());
        } else if (!isOver()) {
            callAgain(loss, call);
        }
    }

    private void callAgain(AiLoss loss, AiEvents call) {
        long nowNanos = scheduler.nowNanos();
        long pauseNanos = aiLine.onLost(loss.kind(), conversation.anythingSaid(), idleNanos(nowNanos), nowNanos);
        if (pauseNanos < 0 && isAttended) {
            pauseNanos = ATTENDED_PAUSE_NANOS; // nobody waits for it
        }
        if (pauseNanos >= 0) {
            tell(new FarEndEvent.AiGone(loss, true));
            become(new ReconnectWait(scheduler.after(pauseNanos, () -> connect(call))));
        } else {
            giveUp(loss);
        }
    }

    /** For how long one that stalls has done no work: the caller has not heard it, or it talks without end. */
    private long idleNanos(long nowNanos) {
        long quietNanos = conversation.playout().quietNanos(nowNanos);
        return quietNanos > 0 ? quietNanos : setup.policy().patience().floodNanos();
    }

    /** The AI is to be called again, and a chat is being opened already, or open; false when it is not to be called. */
    boolean goOnWith(AiConnector.Attempt opened) {
        if (state instanceof ReconnectWait waiting) {
            waiting.abandon();
            become(waiting.toConnecting(opened));
            return true;
        }
        return false;
    }

    /** Another leg goes on in the place of the present one. */
    void rollOverTo(AiLeg next) {
        if (state instanceof Talking talking) {
            become(talking.rolledOverTo(next));
            talking.leg().close();
        }
    }

    /** While no AI can be reached by any call, nobody waits for one for long; at every tick. */
    void giveUpInOutage(long nowNanos) {
        if (state.keepsCaller() && !isAttended && aiLine.isHopeless(nowNanos)) {
            state.abandon();
            giveUp(new AiLoss(AiLoss.Kind.DROPPED, 0, null, "no AI can be reached by any call"));
        }
    }

    private void giveUp(AiLoss loss) {
        tell(new FarEndEvent.AiGone(loss, false));
        become(new ReconnectWait(() -> {}));
        CallEnd end = CallEnd.without(loss.kind(), aiLine.everReady());
        drain(end, end.blame() == Blame.AI ? setup.apology() : parting(end), "");
    }

    /** An agent who goes because nobody is heard may have said so: then it is not said again. */
    private CarrierInstruction parting(CallEnd end) {
        boolean isUntold = end == CallEnd.CALLER_SILENT
                && conversation.playout().quietNanos(scheduler.nowNanos()) >= JUST_SAID_NANOS;
        return isUntold ? new Apologise(BridgePhrases.NOT_HEARD) : new HangUp();
    }

    /** Ends the call when the agent's last words have been heard; false when an end was decided before. */
    boolean drain(CallEnd end, CarrierInstruction next, String whisper) {
        if (state instanceof Undecided undecided) {
            CallContinuation left = continuation(next, whisper);
            ports.continuations().decided(callSid(), left);
            become(undecided.toDraining(end, left, farewell()));
            return true;
        }
        return false;
    }

    private Farewell farewell() {
        return new Farewell(conversation.playout(), setup.policy().farewell(), scheduler.nowNanos());
    }

    /** The same when the agent hangs up; asked for twice, it is decided once. */
    boolean hangUp() {
        if (state instanceof Draining draining && draining.end() == CallEnd.AGENT_HUNG_UP) {
            if (draining.farewell().isInDoubt()) {
                become(draining.anew(farewell())); // it has heard the caller, and still wants to go
            }
            return true;
        }
        return drain(CallEnd.AGENT_HUNG_UP, new HangUp(), "");
    }

    /** The agent has more to say, of which the sound follows. */
    void onAgentAnnounced() {
        if (state instanceof Draining draining) {
            draining.farewell().onAnnounced(scheduler.nowNanos());
        }
    }

    /** The agent has said all. */
    void onAgentTurnEnded() {
        if (state instanceof Draining draining) {
            draining.farewell().onTurnEnded();
        }
    }

    /** The AI says that the caller interrupts the last words; what he says decides. */
    void doubt() {
        if (state instanceof Draining draining && draining.leg() != null) {
            draining.farewell().doubt(scheduler.nowNanos());
        }
    }

    /** Whether these words of the caller leave the end as it was decided: he says goodbye as well. */
    boolean isParting(String text) {
        return state instanceof Draining && PartingWords.are(text);
    }

    /** The caller has said what leaves it so. */
    void confirm() {
        if (state instanceof Draining draining) {
            draining.farewell().confirm(scheduler.nowNanos());
        }
    }

    /** The caller speaks into the last words: nothing is decided any more, and the AI is told so. */
    void takeBack() {
        if (state instanceof Draining draining) {
            takeBack(draining.takeBack(), draining.end());
        }
    }

    private void takeBack(@Nullable Talking talking, CallEnd end) {
        if (talking != null) {
            become(talking);
            tell(new CallEvent.TookBack(end));
        }
    }

    /** Ends the call when its last words have been heard; at every tick. Returns whether they have. */
    boolean endIfDrained(long nowNanos) {
        if (state instanceof Draining doubted && doubted.farewell().isDoubtOver(nowNanos)) {
            takeBack();
        }
        if (state instanceof Draining draining && draining.farewell().isOver(nowNanos)) {
            end(draining.end(), draining.continuation());
        }
        return isOver();
    }

    /** Whether another node may go on with it: nothing is decided yet, and nobody here talks with the caller. */
    boolean mayMove() {
        return state instanceof Undecided && !isAttended;
    }

    /** Ends the call at once, though the caller may still be there; where he goes stands if it was decided before. */
    void breakOff(CallEnd end, CarrierInstruction next) {
        end(end, state instanceof Draining draining ? draining.continuation() : continuation(next, ""));
    }

    /** Ends the call at once, whatever was decided before. */
    void end(CallEnd end, CarrierInstruction next) {
        end(end, continuation(next, ""));
    }

    private void end(CallEnd end, CallContinuation left) {
        if (isOver()) {
            return;
        }
        long nowNanos = scheduler.nowNanos();
        EveryStep steps = new EveryStep();
        CutOff cutOff = steps.result(() -> conversation.end(nowNanos));
        CallState last = state;
        steps.take(() -> become(new Ended(end)));
        steps.take(() -> ports.continuations().keep(callSid(), left.cutOff(cutOff)));
        steps.take(last::abandon);
        steps.take(ports.phone()::leave);
        if (left.next() instanceof Transfer transfer) {
            steps.take(() -> report(new OperatorEvent.Escalated(
                    OperatorEvent.Escalated.TRANSFER,
                    transfer.destination(),
                    left.whisper(),
                    conversation.mood().strongest())));
        }
        steps.take(() -> report(lineShare.event()));
        steps.take(() -> report(
                new CallEvent.Ended(end, left.next(), left.transferredTo(), conversation.sinceBeginNanos(nowNanos))));
        steps.tellBug();
    }

    private CallContinuation continuation(CarrierInstruction next, String whisper) {
        return new CallContinuation(next, aiLine.chatGroupId(), whisper);
    }

    private void become(CallState next) {
        CallState last = state;
        state = next; // first, so that it stands there whatever its listeners do
        report(new CallEvent.StateChanged(last.name(), next.name()));
    }

    /** Nothing happens any more after the end. */
    void tell(CallEvent event) {
        if (!isOver()) {
            report(event);
        }
    }

    private void report(CallEvent event) {
        ports.listener().onEvent(callSid(), scheduler.nowNanos(), event);
    }

    private String callSid() {
        return setup.incoming().callSid();
    }

    /** Tells the AI something that it is not to answer; false when there is none. */
    boolean inform(String text) {
        AiLeg ai = state.ai();
        if (ai != null) {
            ai.context(text, false);
            ai.flush();
        }
        return ai != null;
    }
}
