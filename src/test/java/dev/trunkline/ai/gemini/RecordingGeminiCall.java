package dev.trunkline.ai.gemini;

import dev.trunkline.ai.AiEvents;
import dev.trunkline.ai.AiLeg;
import dev.trunkline.ai.AiLoss;
import dev.trunkline.ai.AiProblem;
import dev.trunkline.ai.ToolCall;
import dev.trunkline.audio.SoundFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Writes down what it is told, one line each, with turns numbered in place of their names; may be read from another thread. */
final class RecordingGeminiCall implements AiEvents {

    final List<String> heard = new CopyOnWriteArrayList<>();
    final List<String> handles = new CopyOnWriteArrayList<>();
    final List<String> messageIds = new CopyOnWriteArrayList<>();
    final List<ToolCall> tools = new CopyOnWriteArrayList<>();
    volatile long callerHeardBytes;
    private volatile @Nullable AiLeg leg;
    private volatile @Nullable AiLoss loss;

    AiLeg leg() {
        AiLeg ready = leg;
        if (ready == null) {
            throw new AssertionError("not ready; heard " + heard);
        }
        return ready;
    }

    AiLoss loss() {
        AiLoss lost = loss;
        if (lost == null) {
            throw new AssertionError("not lost; heard " + heard);
        }
        return lost;
    }

    private String turn(String messageId) {
        if (!messageIds.contains(messageId)) {
            messageIds.add(messageId);
        }
        return String.valueOf(1 + messageIds.indexOf(messageId));
    }

    @Override
    public void onReady(AiLeg ready, String chatId, String chatGroupId) {
        leg = ready;
        heard.add(("ready " + chatGroupId).strip());
    }

    @Override
    public void onResumable(String chatGroupId) {
        handles.add(chatGroupId);
    }

    @Override
    public void onCallerHeard(long soundBytes) {
        callerHeardBytes = soundBytes;
    }

    @Override
    public void onUserMessage(String text, boolean interim, Map<String, Double> scores) {
        heard.add((interim ? "user... " : "user ") + text);
    }

    @Override
    public void onAgentMessage(String messageId, String text, Map<String, Double> scores) {
        heard.add("agent " + turn(messageId) + " " + text);
    }

    @Override
    public void onAgentText(String messageId, String more) {
        heard.add("text " + turn(messageId) + " " + more);
    }

    @Override
    public void onAgentAudio(String messageId, SoundFormat format, byte[] sound, int offset, int lengthBytes) {
        heard.add("sound " + turn(messageId) + " " + format.sampleRateHz() + " " + lengthBytes);
    }

    @Override
    public void onAgentTurnEnded() {
        heard.add("turn ended");
    }

    @Override
    public void onUserInterrupted() {
        heard.add("interrupted");
    }

    @Override
    public void onAgentHeld() {
        heard.add("held");
    }

    @Override
    public void onAgentGoesOn() {
        heard.add("goes on");
    }

    @Override
    public void onToolCalled(ToolCall tool) {
        tools.add(tool);
        heard.add("tool " + tool.name() + " " + tool.parametersJson());
    }

    @Override
    public void onProblem(AiProblem problem) {
        heard.add("problem " + problem.slug());
    }

    @Override
    public void onEndsSoon(long remainingNanos) {
        heard.add("ends in " + remainingNanos / 1_000_000_000 + " s");
    }

    @Override
    public void onMessageRejected(String reason) {
        heard.add("rejected " + reason);
    }

    @Override
    public void onLost(AiLoss lost) {
        heard.add("lost " + lost.kind());
        loss = lost;
    }
}
