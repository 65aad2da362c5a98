package dev.trunkline.app;

import dev.trunkline.ai.AiEvents;
import dev.trunkline.ai.AiLeg;
import dev.trunkline.ai.AiLoss;
import dev.trunkline.ai.AiProblem;
import dev.trunkline.ai.ToolCall;
import dev.trunkline.audio.SoundFormat;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Hears whether a far end takes a session, and leaves as soon as it is let in. Confined to its loop. */
record FarEndVisit(CompletableFuture<AiLoss> ended) implements AiEvents {

    /** It was let in. */
    static final AiLoss TAKEN = new AiLoss(AiLoss.Kind.GOODBYE, 0, null, "");

    @Override
    public void onReady(AiLeg leg, String chatId, String chatGroupId) {
        leg.close();
        ended.complete(TAKEN);
    }

    @Override
    public void onLost(AiLoss loss) {
        ended.complete(loss);
    }

    @Override
    public void onCallerHeard(long soundBytes) {}

    @Override
    public void onUserMessage(String text, boolean interim, Map<String, Double> scores) {}

    @Override
    public void onAgentMessage(String messageId, String text, Map<String, Double> scores) {}

    @Override
    public void onAgentText(String messageId, String more) {}

    @Override
    public void onAgentAudio(String messageId, SoundFormat format, byte[] sound, int offset, int lengthBytes) {}

    @Override
    public void onAgentTurnEnded() {}

    @Override
    public void onUserInterrupted() {}

    @Override
    public void onAgentHeld() {}

    @Override
    public void onAgentGoesOn() {}

    @Override
    public void onToolCalled(ToolCall tool) {}

    @Override
    public void onProblem(AiProblem problem) {}

    @Override
    public void onEndsSoon(long remainingNanos) {}

    @Override
    public void onMessageRejected(String reason) {}
}
