package dev.trunkline.call;

import dev.trunkline.ai.AiEvents;
import dev.trunkline.ai.AiLeg;
import dev.trunkline.ai.PassedOnEvents;
import dev.trunkline.ai.ToolCall;
import dev.trunkline.audio.SoundFormat;
import dev.trunkline.bounded.BoundedMap;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Hears what the AI tells before the call does, and keeps the agent silent while an operator wants it so. A far end that is paused
 * may still be sending what it was about to say, and one that has just been reached may greet: the caller hears none of it, now or
 * later, but the words that the operator himself has the agent say. What the caller says goes on being written down. Confined to the
 * call's loop.
 */
final class SilencedAgent extends PassedOnEvents {

    private static final int MAX_REMEMBERED = 256;

    private final Consumer<AiLeg> onLeg;
    private final Consumer<ToolCall> onRefusedTool;
    private final Set<String> unheard = Collections.newSetFromMap(new BoundedMap<>(MAX_REMEMBERED));
    private final Set<String> wanted =
            Collections.newSetFromMap(new BoundedMap<>(MAX_REMEMBERED)); // sentences of the operator's words
    private boolean silent;
    private boolean replaced;
    private String words = "";
    private int nearly; // times that a far end was asked for words which it says as it likes

    /**
     * Lets everything pass for now.
     *
     * @param onLeg is given each leg before the call is
     * @param onRefusedTool is given the tools that a silent agent calls all the same
     */
    SilencedAgent(AiEvents call, Consumer<AiLeg> onLeg, Consumer<ToolCall> onRefusedTool) {
        super(call);
        this.onLeg = onLeg;
        this.onRefusedTool = onRefusedTool;
    }

    /** From now on the agent is silent, but for {@link #wants words that are wanted}. */
    void silence() {
        silent = true;
    }

    /** From now on nothing of it is heard: a person speaks in its place. */
    void replace() {
        silent = true;
        replaced = true;
        words = "";
        nearly = 0;
        wanted.clear();
    }

    /** The agent may speak again. */
    void letSpeak() {
        silent = false;
        replaced = false;
        words = "";
        nearly = 0;
        wanted.clear();
    }

    boolean isSilent() {
        return silent;
    }

    /**
     * The operator has the agent say this.
     *
     * @param isExact whether it will say these words; else its next message is taken for them
     */
    void wants(String text, boolean isExact) {
        if (silent && isExact) {
            words += " " + text.strip();
        } else if (silent) {
            nearly++;
        }
    }

    @Override
    public void onReady(AiLeg leg, String chatId, String chatGroupId) {
        onLeg.accept(leg);
        super.onReady(leg, chatId, chatGroupId);
    }

    @Override
    public void onAgentMessage(String messageId, String text, Map<String, Double> scores) {
        boolean isWanted = silent && !text.isBlank() && isWanted(text);
        if (!silent) {
            super.onAgentMessage(messageId, text, scores);
        } else if (isWanted) {
            wanted.add(messageId);
            super.onAgentMessage(messageId, text, scores);
        } else {
            unheard.add(messageId);
        }
    }

    private boolean isWanted(String text) {
        if (nearly > 0) {
            nearly--;
            return true;
        }
        return !text.isBlank() && words.contains(text.strip());
    }

    /** What grows may be wanted by its beginning, which may have no words yet; what is not wanted then is not heard. */
    @Override
    public void onAgentText(String messageId, String more) {
        if (silent ? wanted.contains(messageId) : !unheard.contains(messageId)) {
            super.onAgentText(messageId, more);
        } else if (silent && !unheard.contains(messageId) && isWanted(more)) {
            wanted.add(messageId);
            super.onAgentText(messageId, more);
        } else {
            unheard.add(messageId);
        }
    }

    @Override
    public void onAgentFiller(String messageId, String text, Map<String, Double> scores) {
        if (silent) {
            unheard.add(messageId);
        } else {
            super.onAgentFiller(messageId, text, scores);
        }
    }

    @Override
    public void onAgentAudio(String messageId, SoundFormat format, byte[] sound, int offset, int lengthBytes) {
        boolean isHeard = silent ? wanted.contains(messageId) : unheard.isEmpty() || !unheard.contains(messageId);
        if (isHeard) {
            super.onAgentAudio(messageId, format, sound, offset, lengthBytes);
        }
    }

    /** Nobody interrupts a person but the person. */
    @Override
    public void onUserInterrupted() {
        if (!replaced) {
            super.onUserInterrupted();
        }
    }

    @Override
    public void onAgentHeld() {
        if (!replaced) {
            super.onAgentHeld();
        }
    }

    /** Who is not to speak is not to act either: it would put through or hang up a caller with whom a person talks. */
    @Override
    public void onToolCalled(ToolCall tool) {
        if (silent && !tool.builtin()) {
            onRefusedTool.accept(tool);
        } else {
            super.onToolCalled(tool);
        }
    }
}
