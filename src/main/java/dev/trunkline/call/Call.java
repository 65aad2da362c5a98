package dev.trunkline.call;

import dev.trunkline.ai.AiEvents;
import dev.trunkline.ai.AiLeg;
import dev.trunkline.ai.AiLoss;
import dev.trunkline.ai.AiProblem;
import dev.trunkline.ai.ToolCall;
import dev.trunkline.call.CallState.Connecting;
import dev.trunkline.call.CallState.Ended;
import dev.trunkline.call.CallState.Leaving;
import dev.trunkline.call.CallState.Talking;
import dev.trunkline.call.CallState.Undecided;
import dev.trunkline.call.CallState.Waiting;
import dev.trunkline.phone.PhoneEvents;
import dev.trunkline.time.Scheduler;
import java.util.Map;

/**
 * One caller, one AI: what each leg tells is passed to the other, until it is over. Only the {@code on...} methods change
 * its {@link CallState}. Confined to the call's loop: everything it touches lives there, so it needs no locks.
 */
public final class Call implements PhoneEvents, AiEvents, CallActions {

    private final CallSetup setup;
    private final CallSetup.Surroundings around;
    private final Scheduler scheduler;
    private final Conversation conversation;
    private final AiLine aiLine;
    private final OpenTools tools;
    private final Digits digits;
    private final Scheduler.Timer ticker;
    private final Scheduler.Timer longest;
    private CallState state;

    private Call(CallSetup setup, CallSetup.Surroundings around) {
        CallPolicy policy = setup.policy();
        this.setup = setup;
        this.around = around;
        this.scheduler = around.scheduler();
        this.conversation = new Conversation(setup, around, this::tell);
        this.aiLine = new AiLine(setup, around.connector(), scheduler.nowNanos());
        this.tools = new OpenTools(around.tools(), scheduler, policy.toolDeadlineNanos(), this::tell);
        this.digits = new Digits(scheduler, policy.digitPauseNanos(), this::onDigitsEntered);
        this.ticker = scheduler.everyTick(this::onTick);
        this.longest = scheduler.after(policy.maxCallNanos(), this::onTooLong);
        this.state = new Waiting(() -> {});
    }

    /** The caller's sound flows: calls the AI. On the call's loop. */
    public static Call begin(CallSetup setup, CallSetup.Surroundings around) {
        Call call = new Call(setup, around);
        boolean resumed = setup.agent().resumedChatGroupId() != null;
        call.tell(new CallEvent.Answered(setup.incoming(), setup.route(), resumed));
        call.connect();
        return call;
    }

    // What the phone tells.

    @Override
    public void onCallerAudio(byte[] muLaw, int lengthBytes) {
        long readNanos = scheduler.nowNanos();
        AiLeg ai = state.ai();
        boolean whole = true;
        if (ai != null) {
            whole = state.isProtected()
                    ? aiLine.uplink().hearSilence(ai, lengthBytes)
                    : aiLine.uplink().hear(ai, muLaw, lengthBytes);
            around.meters().uplink(scheduler.nowNanos() - readNanos);
        } else if (state.keepsCaller()) {
            whole = aiLine.uplink().keep(muLaw, lengthBytes);
        }
        if (!whole) {
            tell(new CallEvent.FrameRejected("phone", "early_audio_overflow"));
        }
    }

    @Override
    public void onDigit(char digit) {
        if (!isOver()) {
            tell(new CallEvent.DigitPressed(digit));
            digits.press(digit);
        }
    }

    private boolean onDigitsEntered(String pressed) {
        AiLeg ai = state.ai();
        if (ai != null) {
            ai.context("The caller pressed " + pressed + " on the keypad.", false);
            ai.flush();
        }
        return ai != null;
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
            case STOPPED -> end(CallEnd.CALLER_HUNG_UP, sequel(new NextStep.HangUp(), ""));
            case LOST -> breakOff(CallEnd.STREAM_LOST, new NextStep.GoOn());
            case PROTOCOL_ERROR -> breakOff(CallEnd.PROTOCOL_ERROR, new NextStep.GoOn());
        }
    }

    @Override
    public void onCallCompleted() {
        end(CallEnd.CARRIER_COMPLETED, sequel(new NextStep.HangUp(), ""));
    }

    // What the clock tells.

    private void onTick(long nowNanos) {
        try {
            AiLeg ai = state.ai();
            if (ai != null) {
                aiLine.uplink().deliver(ai);
                conversation.pace(ai);
            }
            conversation.onTick(nowNanos);
            if (state instanceof Leaving leaving && leaving.farewell().isOver(nowNanos)) {
                end(leaving.end(), leaving.sequel());
            }
        } catch (RuntimeException e) {
            // One call may die of a bug; the loop and the other calls may not. The scheduler logs it.
            breakOff(CallEnd.BUG, new NextStep.GoOn());
            throw e;
        }
    }

    private void onTooLong() {
        breakOff(CallEnd.MAX_DURATION, new NextStep.HangUp());
    }

    /** Others decided: an operator, or this node, which shuts down and lets another go on. */
    public void onEndOrdered(CallEnd end) {
        NextStep next = end == CallEnd.SHUT_DOWN ? new NextStep.GoOn() : new NextStep.HangUp();
        end(end, sequel(next, ""));
    }

    // What the AI tells.

    @Override
    public void onReady(AiLeg leg, String chatId, String chatGroupId) {
        if (!(state instanceof Connecting connecting)) {
            leg.close();
            return;
        }
        boolean again = aiLine.everReady();
        long connectNanos = aiLine.onReady(chatGroupId, scheduler.nowNanos());
        become(connecting.toTalking(leg));
        tell(new CallEvent.AiReady(chatId, chatGroupId, connectNanos, again));
        conversation.goOn(leg, aiLine.uplink().holdsSpeech());
        aiLine.uplink().begin(leg);
        digits.offerAgain();
    }

    @Override
    public void onCallerHeard(long linear16Bytes) {
        aiLine.uplink().onHeard(linear16Bytes);
    }

    @Override
    public void onUserMessage(String text, boolean interim, Map<String, Double> scores) {
        conversation.onCallerSaid(text, interim, scores, !state.isProtected());
        if (conversation.isInterruption(text, interim)) {
            takeBack();
        }
    }

    @Override
    public void onMessageRejected(String reason) {
        tell(new CallEvent.FrameRejected("ai", reason));
    }

    @Override
    public void onAgentMessage(String messageId, String text, Map<String, Double> scores) {
        conversation.onAgentSays(messageId, text, scores);
        if (state instanceof Leaving leaving) {
            leaving.farewell().onAnnounced(scheduler.nowNanos());
        }
    }

    @Override
    public void onAgentAudio(String messageId, int index, byte[] wav, int lengthBytes) {
        if (state instanceof Leaving leaving && !leaving.farewell().takesMore(scheduler.nowNanos())) {
            conversation.onSoundAfterFarewell();
        } else {
            conversation.onAgentAudio(messageId, wav, lengthBytes);
        }
    }

    @Override
    public void onAgentTurnEnded() {
        conversation.onTurnEnded();
        if (state instanceof Leaving leaving) {
            leaving.farewell().onTurnEnded();
        }
    }

    @Override
    public void onUserInterrupted() {
        if (!state.isProtected()) {
            conversation.onInterrupted();
            takeBack();
        }
    }

    @Override
    public void onToolCalled(ToolCall tool) {
        AiLeg ai = state.ai();
        if (ai != null) {
            tools.onCalled(tool, ai, this);
        }
    }

    @Override
    public void onProblem(AiProblem problem) {
        tell(new CallEvent.AiReported(problem));
    }

    @Override
    public void onLost(AiLoss reported) {
        AiLoss loss = conversation.understand(reported);
        tools.forgetAsker();
        conversation.onAiLost(loss.kind());
        if (state instanceof Leaving leaving) {
            tell(new CallEvent.AiGone(loss, false));
            become(leaving.withoutAi());
        } else if (!isOver()) {
            callAgain(loss);
        }
    }

    private void callAgain(AiLoss loss) {
        long pauseNanos = aiLine.onLost(loss.kind(), conversation.anythingSaid(), scheduler.nowNanos());
        tell(new CallEvent.AiGone(loss, pauseNanos >= 0));
        become(new Waiting(pauseNanos < 0 ? () -> {} : scheduler.after(pauseNanos, this::connect)));
        if (pauseNanos < 0) {
            CallEnd end = CallEnd.without(loss.kind(), aiLine.everReady());
            leave(end, sequel(end.blame() == Blame.AI ? setup.apology() : new NextStep.HangUp(), ""));
        }
    }

    private void connect() {
        if (state instanceof Waiting waiting) {
            // The answer never comes inside connect(): the connector promises it.
            become(waiting.toConnecting(aiLine.connect(this)));
        }
    }

    // What tools ask.

    @Override
    public String callSid() {
        return setup.incoming().callSid();
    }

    @Override
    public String digits() {
        return digits.all();
    }

    @Override
    public boolean canDial(NextStep.Transfer destination) {
        return setup.dialable().test(destination);
    }

    @Override
    public boolean transfer(NextStep.Transfer destination, String whisper) {
        return leave(CallEnd.TRANSFERRED, sequel(destination, whisper));
    }

    @Override
    public boolean hangUp() {
        boolean decided = state instanceof Leaving leaving && leaving.end() == CallEnd.AGENT_HUNG_UP;
        return decided || leave(CallEnd.AGENT_HUNG_UP, sequel(new NextStep.HangUp(), ""));
    }

    // How it ends.

    private Sequel sequel(NextStep next, String whisper) {
        return new Sequel(next, aiLine.chatGroupId(), whisper);
    }

    /** Ends the call when the agent's last words have been heard; false when an end was decided before. */
    private boolean leave(CallEnd end, Sequel sequel) {
        if (state instanceof Undecided undecided) {
            Farewell farewell = new Farewell(conversation.playout(), setup.policy(), scheduler.nowNanos());
            become(undecided.toLeaving(end, sequel, farewell));
            return true;
        }
        return false;
    }

    /** The caller speaks into the last words: nothing is decided any more, and the AI is told so. */
    private void takeBack() {
        Talking talking = state instanceof Leaving leaving ? leaving.takeBack() : null;
        if (state instanceof Leaving leaving && talking != null) {
            become(talking);
            tell(new CallEvent.TookBack(leaving.end()));
        }
    }

    /** Ends the call at once, though the caller may still be there; where he goes stands if it was decided before. */
    private void breakOff(CallEnd end, NextStep next) {
        end(end, state instanceof Leaving leaving ? leaving.sequel() : sequel(next, ""));
    }

    private void end(CallEnd end, Sequel sequel) {
        if (isOver()) {
            return;
        }
        long nowNanos = scheduler.nowNanos();
        ticker.cancel();
        longest.cancel();
        digits.abandon();
        tools.abandon();
        CutOff cutOff = conversation.end(nowNanos);
        CallState last = state;
        become(new Ended(end));
        around.sequels().keep(callSid(), sequel.cutOff(cutOff));
        last.abandon();
        around.phone().leave();
        tell(new CallEvent.Ended(end, sequel.next(), sequel.transferredTo(), conversation.sinceBeginNanos(nowNanos)));
    }

    private void become(CallState next) {
        state = next;
    }

    private boolean isOver() {
        return state instanceof Ended;
    }

    /** Nothing happens any more after the end. */
    private void tell(CallEvent event) {
        if (!isOver() || event instanceof CallEvent.Ended) {
            around.listener().onEvent(callSid(), scheduler.nowNanos(), event);
        }
    }
}
