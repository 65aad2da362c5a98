package dev.trunkline.ai.gemini;

import dev.trunkline.ai.AiLeg;
import dev.trunkline.ai.AiProblem;
import dev.trunkline.ai.RecordingCall;
import dev.trunkline.ai.ToolCall;
import dev.trunkline.audio.SoundFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Numbers turns, which Gemini gives no names; ours are random. */
final class RecordingGeminiCall extends RecordingCall {

    final List<String> handles = new CopyOnWriteArrayList<>();
    final List<String> messageIds = new CopyOnWriteArrayList<>();
    final List<ToolCall> tools = new CopyOnWriteArrayList<>();

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
    public void onAgentMessage(String messageId, String text, Map<String, Double> scores) {
        super.onAgentMessage(turn(messageId), text, scores);
    }

    @Override
    public void onAgentText(String messageId, String more) {
        super.onAgentText(turn(messageId), more);
    }

    @Override
    public void onAgentAudio(String messageId, SoundFormat format, byte[] sound, int offset, int lengthBytes) {
        heard.add("sound " + turn(messageId) + " " + format.sampleRateHz() + " " + lengthBytes);
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
}
