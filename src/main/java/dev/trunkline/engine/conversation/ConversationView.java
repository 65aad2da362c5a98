package dev.trunkline.engine.conversation;

import dev.trunkline.engine.mind.ChatMessage;
import java.util.List;
import java.util.stream.Collectors;

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

    /** What the agent said last, all that came without a word of the caller between; "" when it was nothing. */
    public String agentsLastWords() {
        List<ChatMessage> lines = lines();
        int at = lines.size();
        while (at > 0 && lines.get(at - 1).role() != ChatMessage.Role.CALLER) {
            at--;
        }
        return lines.subList(at, lines.size()).stream()
                .filter(line -> line.role() == ChatMessage.Role.AGENT)
                .map(ChatMessage::text)
                .collect(Collectors.joining(" "))
                .strip();
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
