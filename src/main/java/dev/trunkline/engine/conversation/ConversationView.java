package dev.trunkline.engine.conversation;

import dev.trunkline.engine.mind.ChatMessage;
import java.util.List;

/**
 * What was said and done, as this chat's model may know it: all of this chat, and of the chats before it as much as its event
 * limit lets in. Confined to the chat's loop.
 */
public final class ConversationView {

    private final ChatGroups.Group group;
    private final long firstNumber;

    public ConversationView(ChatGroups.Group group, int eventLimit) {
        this.group = group;
        this.firstNumber = group.numberBefore(eventLimit);
    }

    public List<ChatMessage> lines() {
        return group.linesFrom(firstNumber);
    }

    public void add(ChatMessage line) {
        group.add(line);
    }

    /** The caller did not hear {@code line} at all. */
    public void unsay(ChatMessage line) {
        group.unsay(line);
    }

    /** The caller did not hear the end of {@code line}. */
    public void cutOff(ChatMessage line) {
        group.cutOff(line);
    }
}
