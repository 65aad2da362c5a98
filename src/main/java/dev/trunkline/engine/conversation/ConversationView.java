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
    private long notByOthers; // lines that were there before, or are this chat's own

    public ConversationView(ChatGroups.Group group, int eventLimit) {
        this.group = group;
        this.firstNumber = group.numberBefore(eventLimit);
        this.notByOthers = group.numberBefore(0);
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

    /** How many lines another chat of the same conversation has added since this one began: one that this is to follow. */
    public long linesOfOthers() {
        return group.numberBefore(0) - notByOthers;
    }

    public void add(ChatMessage line) {
        notByOthers++;
        group.add(line);
    }

    /** The caller did not hear {@code line} at all. */
    public void unsay(ChatMessage line) {
        notByOthers--;
        group.unsay(line);
    }

    /** The caller did not hear the end of {@code line}. */
    public void cutOff(ChatMessage line) {
        group.cutOff(line);
    }
}
