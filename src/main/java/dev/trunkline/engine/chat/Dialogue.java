package dev.trunkline.engine.chat;

import dev.trunkline.engine.mind.ChatMessage;
import java.util.List;

/**
 * What was said and done, as this chat's mind may know it: all of this chat, and of the chats before it as much as its event
 * limit lets in. Confined to the chat's loop.
 */
final class Dialogue {

    private final ChatGroups.Group group;
    private final long firstNumber;

    Dialogue(ChatGroups.Group group, int eventLimit) {
        this.group = group;
        this.firstNumber = group.numberBefore(eventLimit);
    }

    List<ChatMessage> lines() {
        return group.linesFrom(firstNumber);
    }

    void add(ChatMessage line) {
        group.add(line);
    }

    /** The caller did not hear {@code line} at all. */
    void unsay(ChatMessage line) {
        group.unsay(line);
    }

    /** The caller did not hear the end of {@code line}. */
    void cutOff(ChatMessage line) {
        group.cutOff(line);
    }
}
