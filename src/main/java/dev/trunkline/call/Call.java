package dev.trunkline.call;

import dev.trunkline.ai.AiEvents;
import dev.trunkline.ai.AiLeg;
import dev.trunkline.ai.AiLoss;
import dev.trunkline.ai.AiProblem;
import dev.trunkline.ai.ToolCall;
import dev.trunkline.audio.SoundFormat;
import dev.trunkline.call.CallState.Draining;
import dev.trunkline.call.CallState.Talking;
import dev.trunkline.call.FarEndEvent.RolledOver.Moment;
import dev.trunkline.phone.CarrierInstruction;
import dev.trunkline.phone.CarrierInstruction.GoOn;
import dev.trunkline.phone.CarrierInstruction.HangUp;
import dev.trunkline.time.Scheduler;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One caller, one AI: what each leg tells is passed to the other, until it is over. Its {@link CallLifecycle} knows where it
 * stands. Confined to the call's loop: everything it touches lives there, so it needs no locks.
 */
public final class Call implements RunningCall, AiEvents {

    private final Scheduler scheduler;
    private final Conversation conversation;
    private final AiLine aiLine;
    private final PendingToolCalls tools;
    private final Keypad keypad;
    private final CallLifecycle lifecycle;
    private final CallActions actions;
    private final Lull lull;
    private final LegSwitch legs;
    private final Rollover rollover;
    private final CallSupervision supervision;
    private final CallersWords callersWords;
    private final Attendance attendance;
    private final FrameIntake intake;
    private final Scheduler.Timer ticker;
    private final Scheduler.Timer maxDuration;
    private @Nullable MoveOrder move;

    private Call(CallSetup setup, CallPorts ports) {
        CallPolicy policy = setup.policy();
        this.scheduler = ports.scheduler();
        this.conversation = new Conversation(setup, ports, this::tell);
        this.aiLine = new AiLine(setup, ports.connector(), ports.chats(), scheduler.nowNanos());
        this.lifecycle = new CallLifecycle(setup, ports, conversation, aiLine);
        this.tools = new PendingToolCalls(
                ports.tools(),
                scheduler,
                policy.limits().toolDeadlineNanos(),
                () -> lifecycle.state().ai(),
                conversation.resumption()::answer,
                this::tell);
        this.keypad = new Keypad(
                scheduler,
                policy.digitPauseNanos(),
                pressed -> policy.ownKeys().contains(pressed) || lifecycle.inform(BridgePhrases.pressed(pressed)),
                () -> conversation.playout().quietNanos(scheduler.nowNanos()),
                this::tell);
        this.actions = new ToolActions(setup, scheduler, keypad, conversation, lifecycle);
        this.lull = new Lull(conversation, tools, keypad, scheduler::nowNanos);
        this.supervision = new CallSupervision(setup, ports, this, conversation, lifecycle, this::tell);
        this.callersWords = new CallersWords(conversation, lifecycle, keypad, lull, supervision);
        this.attendance = new Attendance(
                policy, supervision.agent(), conversation, lifecycle, aiLine, tools, scheduler::nowNanos);
        this.legs = new LegSwitch(
                attendance, aiLine, conversation, lifecycle, tools, supervision, scheduler::nowNanos, this::tell);
        this.rollover = new Rollover(policy.maxChatNanos(), aiLine, lull, scheduler, legs);
        this.intake = new FrameIntake(ports, lifecycle, conversation, aiLine, keypad, lull, rollover, attendance);
        this.ticker = scheduler.everyTick(this::onTick);
        this.maxDuration =
                scheduler.after(policy.limits().maxCallNanos(), () -> breakOff(CallEnd.MAX_DURATION, new HangUp()));
    }

    /** The caller's sound flows: calls the AI. On the call's loop. */
    public static Call begin(CallSetup setup, CallPorts ports) {
        Call call = new Call(setup, ports);
        boolean resumed = setup.agent().resumedChatGroupId() != null;
        call.tell(new CallEvent.Answered(setup.incoming(), setup.route(), resumed));
        try {
            call.lifecycle.connect(call.attendance);
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
        return supervision;
    }

    // What the phone tells.

    @Override
    public void onCallerAudio(byte[] muLaw, int lengthBytes) {
        if (!intake.onFrame(muLaw, lengthBytes)) {
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
            AiLeg ai = lifecycle.state().ai();
            if (ai != null) {
                aiLine.uplink().deliver(ai);
                conversation.pace(ai);
            }
            conversation.onTick(nowNanos);
            supervision.onTick(nowNanos);
            rollover.onTick(lifecycle.state() instanceof Talking, nowNanos);
            attendance.look(nowNanos);
            if (lifecycle.endIfDrained(nowNanos)) {
                release();
            } else if (move != null && lifecycle.mayMove() && move.isDue(isPause(nowNanos), nowNanos)) {
                breakOff(CallEnd.MOVED, new GoOn());
            }
        } catch (RuntimeException e) {
            // One call may die of a bug; the loop and the other calls may not. The scheduler logs it.
            breakOff(CallEnd.BUG, new GoOn());
            throw e;
        }
    }

    /** Nobody says or does anything that a move would tear apart. */
    private boolean isPause(long nowNanos) {
        return lifecycle.state() instanceof Talking && lull.at(nowNanos) == Moment.PAUSE;
    }

    @Override
    public void onEndOrdered(CallEnd end) {
        if (end.blame() == Blame.US || end == CallEnd.MOVED) {
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

    // What the AI tells.

    @Override
    public void onReady(AiLeg leg, String chatId, String chatGroupId) {
        if (lifecycle.onReady(leg)) {
            rollover.onOwnLeg(aiLine.ownOpenedNanos());
            legs.begin(leg, chatId, chatGroupId);
            keypad.offerAgain();
        }
    }

    @Override
    public void onCallerHeard(long soundBytes) {
        aiLine.uplink().onHeard(soundBytes);
    }

    @Override
    public void onCallerUnderstood(long soundBytes) {
        lull.onUnderstood(aiLine.uplink().positionBytes(soundBytes));
    }

    @Override
    public void onUserMessage(String text, boolean interim, Map<String, Double> scores) {
        callersWords.onUserMessage(text, interim, scores);
    }

    @Override
    public void onMessageRejected(String reason) {
        tell(new CallEvent.FrameRejected("ai", reason));
    }

    @Override
    public void onAgentMessage(String messageId, String text, Map<String, Double> scores) {
        lull.onAgentSays();
        tools.onAgentSays();
        conversation.onAgentSays(messageId, text, scores);
        lifecycle.onAgentAnnounced();
    }

    @Override
    public void onAgentFiller(String messageId, String text, Map<String, Double> scores) {
        lull.onAgentFills();
        conversation.onAgentFills(messageId, text, scores);
        lifecycle.onAgentAnnounced();
    }

    @Override
    public void onAgentAudio(String messageId, SoundFormat format, byte[] sound, int offset, int lengthBytes) {
        if (lifecycle.state() instanceof Draining draining
                && !draining.farewell().takesMore(scheduler.nowNanos())) {
            conversation.onSoundAfterFarewell();
        } else {
            conversation.onAgentAudio(messageId, format, sound, offset, lengthBytes);
        }
    }

    @Override
    public void onAgentTurnEnded() {
        conversation.onTurnEnded();
        lifecycle.onAgentTurnEnded();
    }

    @Override
    public void onUserInterrupted() {
        callersWords.onInterrupted();
    }

    @Override
    public void onAgentHeld() {
        callersWords.onAgentHeld();
    }

    @Override
    public void onAgentGoesOn() {
        conversation.onAgentGoesOn();
    }

    @Override
    public void onToolCalled(ToolCall tool) {
        AiLeg ai = lifecycle.state().ai();
        if (ai != null) {
            conversation.onToolCalled();
            tools.onCalled(tool, ai, actions);
        }
    }

    @Override
    public void onProblem(AiProblem problem) {
        tell(new FarEndEvent.AiReported(problem));
    }

    @Override
    public void onAgentText(String messageId, String more) {
        lull.onAgentSays();
        tools.onAgentSays();
        boolean opens = conversation.onAgentText(messageId, more);
        if (opens) {
            lifecycle.onAgentAnnounced();
        }
    }

    @Override
    public void onEndsSoon(long remainingNanos) {
        rollover.onEndsSoon(remainingNanos);
    }

    @Override
    public void onTooLong(long limitNanos) {
        rollover.onTooLong(limitNanos);
    }

    @Override
    public void onLost(AiLoss reported) {
        AiLoss loss = conversation.understand(reported);
        tools.forgetAsker();
        conversation.onAiLost(loss.kind());
        NextLeg next = rollover.take();
        lifecycle.onLost(loss, attendance);
        if (next != null) {
            legs.standIn(next);
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
        rollover.callOff();
        supervision.abandon();
        maxDuration.cancel();
        keypad.abandon();
        tools.abandon();
    }

    private void tell(CallEvent event) {
        lifecycle.tell(event);
        keypad.onEvent(event);
        lull.onEvent(event);
        aiLine.heard().onEvent(event);
    }
}
