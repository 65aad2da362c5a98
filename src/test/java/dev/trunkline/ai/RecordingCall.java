package dev.trunkline.ai;

import dev.trunkline.audio.SoundFormat;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Writes down what it is told, one line each; may be read from another thread. */
public class RecordingCall implements AiEvents {

    public final List<String> heard = new CopyOnWriteArrayList<>();
    public volatile int biggestSoundBytes;
    public final List<Long> understood = new CopyOnWriteArrayList<>();
    public volatile @Nullable AiLeg leg;
    public volatile @Nullable AiLoss loss;
    public volatile long heardBytes;
    public volatile long limitNanos = -1;

    public AiLeg leg() {
        AiLeg ready = leg;
        if (ready == null) {
            throw new AssertionError("not ready; heard " + heard);
        }
        return ready;
    }

    public AiLoss loss() {
        AiLoss lost = loss;
        if (lost == null) {
            throw new AssertionError("not lost; heard " + heard);
        }
        return lost;
    }

    @Override
    public void onReady(AiLeg ready, String chatId, String chatGroupId) {
        leg = ready;
        heard.add("ready " + chatId + " " + chatGroupId);
    }

    @Override
    public void onCallerHeard(long soundBytes) {
        heardBytes = soundBytes;
    }

    @Override
    public void onCallerUnderstood(long soundBytes) {
        understood.add(soundBytes);
    }

    @Override
    public void onTooLong(long nanos) {
        limitNanos = nanos;
    }

    @Override
    public void onUserMessage(String text, boolean interim, Map<String, Double> scores) {
        heard.add((interim ? "user... " : "user ") + text + (scores.isEmpty() ? "" : " " + scores));
    }

    @Override
    public void onAgentMessage(String messageId, String text, Map<String, Double> scores) {
        heard.add("agent " + messageId + " " + text + (scores.isEmpty() ? "" : " " + scores));
    }

    @Override
    public void onAgentAudio(String messageId, SoundFormat format, byte[] sound, int offset, int lengthBytes) {
        biggestSoundBytes = Math.max(biggestSoundBytes, lengthBytes);
        heard.add("audio " + messageId + " "
                + HexFormat.of().formatHex(sound, offset, offset + Math.min(lengthBytes, 8)));
    }

    @Override
    public void onAgentText(String messageId, String more) {
        heard.add("more " + messageId + " " + more);
    }

    @Override
    public void onEndsSoon(long remainingNanos) {
        heard.add("ends soon " + remainingNanos);
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
        heard.add(tool.toString());
    }

    @Override
    public void onProblem(AiProblem problem) {
        heard.add(problem.toString());
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
