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
import dev.trunkline.time.Scheduler;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The agent's side of a call: what becomes of all that the AI tells. It is told through {@link LegEvents}, which know whether a leg is
 * still the call's own, {@link Attendance}, which sees whether it does its work, and {@link SilencedAgent}, which keeps it silent
 * when an operator wants it so. Confined to the call's loop.
 */
final class AgentSide implements AiEvents {

    private final Conversation conversation;
    private final AiLine aiLine;
    private final CallLifecycle lifecycle;
    private final Keypad keypad;
    private final CallActions actions;
    private final Scheduler scheduler;
    private final Consumer<CallEvent> events;
    private final ToolCallDispatcher tools;
    private final Lull lull;
    private final CallSupervision supervision;
    private final CallersWords callersWords;
    private final Attendance attendance;
    private final LegSwitch legs;
    private final Rollover rollover;
    private final FrameIntake intake;

    /**
     * @param actions what the agent may do to the call, by its tools
     * @param events the call's, which gives back to {@link #onEvent} what it hears
     */
    AgentSide(
            CallSetup setup,
            CallPorts ports,
            Conversation conversation,
            AiLine aiLine,
            CallLifecycle lifecycle,
            Keypad keypad,
            CallActions actions,
            Consumer<CallEvent> events) {
        CallPolicy policy = setup.policy();
        this.conversation = conversation;
        this.aiLine = aiLine;
        this.lifecycle = lifecycle;
        this.keypad = keypad;
        this.actions = actions;
        this.scheduler = ports.scheduler();
        this.events = events;
        this.tools = new ToolCallDispatcher(
                ports.tools(),
                scheduler,
                policy.limits().toolDeadlineNanos(),
                () -> lifecycle.state().ai(),
                conversation.resumption()::answer,
                events);
        this.lull = new Lull(conversation, tools, keypad, scheduler::nowNanos);
        this.supervision = new CallSupervision(setup, ports, this, conversation, lifecycle, events);
        this.callersWords = new CallersWords(conversation, lifecycle, keypad, lull, supervision);
        this.attendance = new Attendance(
                policy, supervision.agent(), conversation, lifecycle, aiLine, tools, scheduler::nowNanos);
        this.legs = new LegSwitch(
                attendance, aiLine, conversation, lifecycle, tools, supervision, scheduler::nowNanos, events);
        this.rollover = new Rollover(policy.maxChatNanos(), aiLine, lull, scheduler, legs);
        this.intake = new FrameIntake(ports, lifecycle, conversation, aiLine, keypad, lull, rollover, attendance);
    }

    /** Calls the AI for the first time. */
    void begin() {
        lifecycle.connect(attendance);
    }

    /** The way of the caller's sound to it. */
    FrameIntake intake() {
        return intake;
    }

    /** What operators do to it. */
    Supervision supervision() {
        return supervision;
    }

    /** Nobody says or does anything that would be torn apart if the call went elsewhere. */
    boolean isPause(long nowNanos) {
        return lifecycle.state() instanceof Talking && lull.at(nowNanos) == Moment.PAUSE;
    }

    /** At every tick: what was said is heard, and there is an agent who says it. */
    void onTick(long nowNanos) {
        AiLeg ai = lifecycle.state().ai();
        if (ai != null) {
            aiLine.uplink().deliver(ai);
            conversation.pace(ai);
        }
        conversation.onTick(nowNanos);
        supervision.onTick(nowNanos);
        rollover.onTick(lifecycle.state() instanceof Talking, nowNanos);
        attendance.look(nowNanos);
    }

    /** Something happened in the call. */
    void onEvent(CallEvent event) {
        lull.onEvent(event);
        aiLine.heard().onEvent(event);
    }

    /** The call is over. */
    void abandon() {
        rollover.callOff();
        supervision.abandon();
        tools.abandon();
    }

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
        events.accept(new CallEvent.FrameRejected("ai", reason));
    }

    @Override
    public void onAgentMessage(String messageId, String text, Map<String, Double> scores) {
        lull.onAgentSays();
        tools.onAgentSays(messageId);
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
    public void onAgentText(String messageId, String more) {
        lull.onAgentSays();
        tools.onAgentSays(messageId);
        boolean opens = conversation.onAgentText(messageId, more);
        if (opens) {
            lifecycle.onAgentAnnounced();
        }
    }

    @Override
    public void onAgentAudio(String messageId, SoundFormat format, byte[] sound, int offset, int lengthBytes) {
        tools.onAgentSounds(messageId);
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
        events.accept(new FarEndEvent.AiReported(problem));
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
}
