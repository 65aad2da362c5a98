package dev.trunkline.call;

import dev.trunkline.phone.CarrierInstruction;
import dev.trunkline.phone.CarrierInstruction.Apologise;
import dev.trunkline.phone.CarrierInstruction.GoOn;
import dev.trunkline.phone.CarrierInstruction.HangUp;
import dev.trunkline.time.Scheduler;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One caller, one AI: what each leg tells is passed to the other, until it is over. Here is heard what the phone tells, the clock, and
 * whoever else may end or move the call; its {@link AgentSide} hears the AI, and its {@link CallLifecycle} knows where it stands.
 * Confined to the call's loop: everything it touches lives there, so it needs no locks.
 */
public final class Call implements RunningCall {

    private final Scheduler scheduler;
    private final Conversation conversation;
    private final CallLifecycle lifecycle;
    private final Keypad keypad;
    private final CallActions actions;
    private final AgentSide agent;
    private final Scheduler.Timer ticker;
    private final Scheduler.Timer maxDuration;
    private @Nullable MoveOrder move;

    private Call(CallSetup setup, CallPorts ports) {
        CallPolicy policy = setup.policy();
        this.scheduler = ports.scheduler();
        this.conversation = new Conversation(setup, ports, this::tell);
        AiLine aiLine = new AiLine(setup, ports.connector(), ports.chats(), scheduler.nowNanos());
        this.lifecycle = new CallLifecycle(setup, ports, conversation, aiLine);
        this.keypad = new Keypad(
                scheduler,
                policy.digitPauseNanos(),
                pressed -> policy.ownKeys().contains(pressed) || lifecycle.inform(BridgePhrases.pressed(pressed)),
                () -> conversation.playout().quietNanos(scheduler.nowNanos()),
                this::tell);
        this.actions = new ToolActions(setup, scheduler, keypad, conversation, lifecycle);
        this.agent = new AgentSide(setup, ports, conversation, aiLine, lifecycle, keypad, actions, this::tell);
        this.ticker = scheduler.everyTick(this::onTick);
        this.maxDuration = scheduler.after(
                policy.limits().maxCallNanos(),
                () -> breakOff(CallEnd.MAX_DURATION, new Apologise(BridgePhrases.LASTED_TOO_LONG)));
    }

    /** The caller's sound flows: calls the AI. On the call's loop. */
    public static Call begin(CallSetup setup, CallPorts ports) {
        Call call = new Call(setup, ports);
        boolean resumed = setup.agent().resumedChatGroupId() != null;
        call.tell(new CallEvent.Answered(setup.incoming(), setup.route(), resumed));
        try {
            call.agent.begin();
        } catch (RuntimeException bug) {
            call.breakOff(CallEnd.BUG, new GoOn()); // nothing of it is left behind
            throw bug;
        }
        return call;
    }

    @Override
    public CallActions actions() {
        return actions;
    }

    @Override
    public Supervision supervision() {
        return agent.supervision();
    }

    // What the phone tells.

    @Override
    public void onCallerAudio(byte[] muLaw, int lengthBytes) {
        if (!agent.intake().onFrame(muLaw, lengthBytes)) {
            tell(new CallEvent.FrameRejected("phone", "early_audio_overflow"));
        }
    }

    @Override
    public void onDigit(char digit) {
        if (!lifecycle.isOver()) {
            boolean answersAgent = keypad.press(digit);
            if (answersAgent) {
                conversation.onKeyPressed();
            }
        }
    }

    @Override
    public void onPlayed(long mark) {
        conversation.playout().ledger().marked(mark);
    }

    @Override
    public void onFrameRejected(String reason) {
        tell(new CallEvent.FrameRejected("phone", reason));
    }

    @Override
    public void onStreamEnded(StreamEnding ending) {
        switch (ending) {
            case STOPPED -> end(CallEnd.CALLER_HUNG_UP, new HangUp());
            case LOST -> breakOff(CallEnd.STREAM_LOST, new GoOn());
            case PROTOCOL_ERROR -> breakOff(CallEnd.PROTOCOL_ERROR, new GoOn());
        }
    }

    @Override
    public void onCallCompleted() {
        end(CallEnd.CARRIER_COMPLETED, new HangUp());
    }

    // What the clock tells.

    private void onTick(long nowNanos) {
        try {
            agent.onTick(nowNanos);
            if (lifecycle.endIfDrained(nowNanos)) {
                release();
            } else if (move != null && lifecycle.mayMove() && move.isDue(agent.isPause(nowNanos), nowNanos)) {
                breakOff(CallEnd.MOVED, new GoOn());
            }
        } catch (RuntimeException e) {
            // One call may die of a bug; the loop and the other calls may not. The scheduler logs it.
            breakOff(CallEnd.BUG, new GoOn());
            throw e;
        }
    }

    // What others order.

    @Override
    public void onEndOrdered(CallEnd end) {
        if (end.goesOn()) {
            breakOff(end, new GoOn()); // it is not the caller's fault
        } else {
            end(end, new HangUp());
        }
    }

    @Override
    public void onMoveOrdered(long atMostNanos, BooleanSupplier turn) {
        if (!lifecycle.isOver()) {
            move = new MoveOrder(scheduler.nowNanos(), atMostNanos, turn);
        }
    }

    // How it ends.

    private void breakOff(CallEnd end, CarrierInstruction next) {
        release();
        lifecycle.breakOff(end, next);
    }

    private void end(CallEnd end, CarrierInstruction next) {
        release();
        lifecycle.end(end, next);
    }

    private void release() {
        ticker.cancel();
        maxDuration.cancel();
        keypad.abandon();
        agent.abandon();
    }

    private void tell(CallEvent event) {
        lifecycle.tell(event);
        keypad.onEvent(event);
        agent.onEvent(event);
    }
}
