package dev.trunkline.ai;

import dev.trunkline.audio.SoundFormat;
import java.util.Map;

/** Passes on everything that a leg tells, for whoever wants to hear some of it first. Confined to the call's loop. */
public class PassedOnEvents implements AiEvents {

    private final AiEvents events;

    /** @param events hears everything that is not overridden */
    protected PassedOnEvents(AiEvents events) {
        this.events = events;
    }

    @Override
    public void onReady(AiLeg leg, String chatId, String chatGroupId) {
        events.onReady(leg, chatId, chatGroupId);
    }

    @Override
    public void onCallerHeard(long soundBytes) {
        events.onCallerHeard(soundBytes);
    }

    @Override
    public void onCallerUnderstood(long soundBytes) {
        events.onCallerUnderstood(soundBytes);
    }

    @Override
    public void onUserMessage(String text, boolean interim, Map<String, Double> scores) {
        events.onUserMessage(text, interim, scores);
    }

    @Override
    public void onAgentMessage(String messageId, String text, Map<String, Double> scores) {
        events.onAgentMessage(messageId, text, scores);
    }

    @Override
    public void onAgentText(String messageId, String more) {
        events.onAgentText(messageId, more);
    }

    @Override
    public void onAgentFiller(String messageId, String text, Map<String, Double> scores) {
        events.onAgentFiller(messageId, text, scores);
    }

    @Override
    public void onAgentAudio(String messageId, SoundFormat format, byte[] sound, int offset, int lengthBytes) {
        events.onAgentAudio(messageId, format, sound, offset, lengthBytes);
    }

    @Override
    public void onAgentTurnEnded() {
        events.onAgentTurnEnded();
    }

    @Override
    public void onUserInterrupted() {
        events.onUserInterrupted();
    }

    @Override
    public void onAgentHeld() {
        events.onAgentHeld();
    }

    @Override
    public void onAgentGoesOn() {
        events.onAgentGoesOn();
    }

    @Override
    public void onToolCalled(ToolCall tool) {
        events.onToolCalled(tool);
    }

    @Override
    public void onProblem(AiProblem problem) {
        events.onProblem(problem);
    }

    @Override
    public void onEndsSoon(long remainingNanos) {
        events.onEndsSoon(remainingNanos);
    }

    @Override
    public void onResumable(String chatGroupId) {
        events.onResumable(chatGroupId);
    }

    @Override
    public void onTooLong(long limitNanos) {
        events.onTooLong(limitNanos);
    }

    @Override
    public void onMessageRejected(String reason) {
        events.onMessageRejected(reason);
    }

    @Override
    public void onLost(AiLoss loss) {
        events.onLost(loss);
    }
}
