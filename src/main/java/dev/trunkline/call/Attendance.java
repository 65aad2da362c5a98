package dev.trunkline.call;

import dev.trunkline.ai.AiEvents;
import dev.trunkline.ai.AiLeg;
import dev.trunkline.ai.AiLoss;
import dev.trunkline.ai.AiProblem;
import dev.trunkline.ai.ToolCall;
import dev.trunkline.audio.SoundFormat;
import dev.trunkline.call.CallState.Talking;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Sees to it that a caller has an agent who does his work, and is not left in silence without. Hears what the AI tells the call
 * before the call does. Confined to the call's loop.
 */
final class Attendance implements AiEvents {

    private final SilencedAgent call;
    private final Conversation conversation;
    private final CallLifecycle lifecycle;
    private final AiLine aiLine;
    private final ToolCallDispatcher tools;
    private final LongSupplier nowNanos;
    private final AiWatch watch;
    private final MissingAgent missingAgent;
    private final long toolDeadlineNanos;
    private boolean anythingHeard; // by caller or agent, in this call

    Attendance(
            CallPolicy policy,
            SilencedAgent call,
            Conversation conversation,
            CallLifecycle lifecycle,
            AiLine aiLine,
            ToolCallDispatcher tools,
            LongSupplier nowNanos) {
        this.call = call;
        this.conversation = conversation;
        this.lifecycle = lifecycle;
        this.aiLine = aiLine;
        this.tools = tools;
        this.nowNanos = nowNanos;
        this.watch = new AiWatch(policy.patience());
        this.missingAgent = new MissingAgent(policy.comfort(), conversation.playout(), lifecycle::tell);
        this.toolDeadlineNanos = policy.limits().toolDeadlineNanos();
    }

    /** At every tick: a leg that is of no use is given up, and a caller without an agent hears something. */
    void look(long atNanos) {
        if (lifecycle.state() instanceof Talking talking) {
            boolean isSounding = conversation.playout().isSounding(atNanos);
            // Who waits for a tool of ours has not ended its turn, and need not be in the middle of a sentence.
            boolean owesSound = !isSounding && conversation.owesSound() && !tools.isOpen();
            if (isSounding || tools.isOpen() || call.isSilent()) {
                watch.owesNoAnswer();
            }
            long stuckNanos = watch.stuckNanos(owesSound, atNanos);
            String trouble = watch.trouble(stuckNanos, isSounding, atNanos);
            if (trouble != null) {
                giveUp(talking.leg(), new AiLoss(AiLoss.Kind.STALLED, 0, null, trouble));
            } else if (stuckNanos > 0) {
                missingAgent.onMissing(stuckNanos, false, atNanos);
            } else {
                missingAgent.onPresent(atNanos);
            }
        } else if (lifecycle.state().keepsCaller() && !lifecycle.isAttended()) {
            missingAgent.onMissing(aiLine.missingNanos(atNanos), aiLine.isKnown(), atNanos);
            lifecycle.giveUpInOutage(atNanos);
        } else {
            missingAgent.onPresent(atNanos);
        }
    }

    /** Another leg goes on: it is not to blame for what the one before it left undone. */
    void onOtherLeg() {
        watch.onReady(nowNanos.getAsLong());
    }

    private void giveUp(AiLeg leg, AiLoss loss) {
        leg.close();
        aiLine.onUseless(loss);
        call.onLost(loss);
    }

    /** The AI was given this; nothing when it was given silence in its place. */
    void onCallerAudio(byte[] muLaw, int lengthBytes, long atNanos) {
        watch.onCallerAudio(muLaw, lengthBytes, atNanos);
    }

    /** Whoever speaks first, a greeting is not owed any more. */
    private void onHeard() {
        if (!anythingHeard) {
            anythingHeard = true;
            watch.owesGreeting(false, 0);
        }
    }

    private void sign() {
        watch.onSign(nowNanos.getAsLong());
    }

    @Override
    public void onReady(AiLeg leg, String chatId, String chatGroupId) {
        watch.onReady(nowNanos.getAsLong());
        watch.owesGreeting(!anythingHeard && !call.isSilent() && aiLine.hasGreetingFromAnother(), nowNanos.getAsLong());
        call.onReady(leg, chatId, chatGroupId);
    }

    @Override
    public void onCallerHeard(long soundBytes) {
        call.onCallerHeard(soundBytes); // that its socket is alive is no sign of work
    }

    @Override
    public void onCallerUnderstood(long soundBytes) {
        call.onCallerUnderstood(soundBytes);
    }

    @Override
    public void onUserMessage(String text, boolean interim, Map<String, Double> scores) {
        if (interim) {
            sign();
        } else {
            onHeard();
            watch.onUnderstood(nowNanos.getAsLong());
        }
        call.onUserMessage(text, interim, scores);
    }

    @Override
    public void onAgentMessage(String messageId, String text, Map<String, Double> scores) {
        watch.onWords(nowNanos.getAsLong());
        call.onAgentMessage(messageId, text, scores);
    }

    @Override
    public void onAgentText(String messageId, String more) {
        watch.onWords(nowNanos.getAsLong());
        call.onAgentText(messageId, more);
    }

    @Override
    public void onAgentFiller(String messageId, String text, Map<String, Double> scores) {
        watch.onAnswer(nowNanos.getAsLong());
        call.onAgentFiller(messageId, text, scores);
    }

    @Override
    public void onAgentAudio(String messageId, SoundFormat format, byte[] sound, int offset, int lengthBytes) {
        onHeard();
        watch.onSound(nowNanos.getAsLong());
        call.onAgentAudio(messageId, format, sound, offset, lengthBytes);
        if (conversation.isFlooded()) {
            watch.onTooMuch(nowNanos.getAsLong());
        }
    }

    @Override
    public void onAgentTurnEnded() {
        watch.onTurnEnded(nowNanos.getAsLong());
        call.onAgentTurnEnded();
    }

    @Override
    public void onUserInterrupted() {
        watch.onInterrupted(nowNanos.getAsLong());
        call.onUserInterrupted();
    }

    @Override
    public void onAgentHeld() {
        sign();
        call.onAgentHeld();
    }

    @Override
    public void onAgentGoesOn() {
        sign();
        call.onAgentGoesOn();
    }

    @Override
    public void onToolCalled(ToolCall tool) {
        watch.onToolCalled(nowNanos.getAsLong(), toolDeadlineNanos);
        call.onToolCalled(tool);
    }

    @Override
    public void onProblem(AiProblem problem) {
        call.onProblem(problem); // to complain is no work
    }

    @Override
    public void onEndsSoon(long remainingNanos) {
        call.onEndsSoon(remainingNanos);
    }

    @Override
    public void onResumable(String chatGroupId) {
        aiLine.onResumable(chatGroupId);
        lifecycle.tell(new FarEndEvent.AiResumable(chatGroupId, aiLine.farEnd()));
    }

    @Override
    public void onTooLong(long limitNanos) {
        call.onTooLong(limitNanos);
    }

    @Override
    public void onMessageRejected(String reason) {
        call.onMessageRejected(reason); // rubbish is no work either
    }

    @Override
    public void onLost(AiLoss loss) {
        call.onLost(loss);
    }
}
