package dev.trunkline.engine.mind.remote;

import dev.trunkline.engine.mind.ChatMessage;
import dev.trunkline.engine.mind.ToolRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A conversation's messages in the order that chat completions demand: every call of a tool is followed at once by its answer,
 * whatever was said in between, and none is left without one. Not thread-safe.
 */
final class MessageSequence {

    private static final String PENDING = "There is no answer yet.";
    private static final String DONE = "Done.";

    /** Takes a conversation, oldest first. */
    interface Receiver {

        /** The caller or the agent spoke. */
        void onWords(ChatMessage message);

        /** The agent called tools, all at once. */
        void onCalls(List<Call> calls);

        /** A tool answered a call that is not, or no longer, part of what is told. */
        void onLooseAnswer(String content);
    }

    /**
     * A call of a tool.
     *
     * @param answer never missing; may be that there is none yet
     */
    record Call(ChatMessage.ToolUse tool, String answer) {}

    private final List<ChatMessage> messages;
    private final Set<Integer> told = new HashSet<>();

    private MessageSequence(List<ChatMessage> messages) {
        this.messages = messages;
    }

    /** All of {@code messages}, each once. */
    static void deliver(List<ChatMessage> messages, Receiver receiver) {
        new MessageSequence(messages).deliver(receiver);
    }

    private void deliver(Receiver receiver) {
        for (int i = 0; i < messages.size(); i++) {
            if (!told.add(i)) {
                continue;
            }
            ChatMessage message = messages.get(i);
            if (message.role() == ChatMessage.Role.AGENT && message.tool() != null) {
                receiver.onCalls(callsFrom(i));
            } else if (message.role() == ChatMessage.Role.TOOL) {
                receiver.onLooseAnswer(message.text());
            } else if (!message.text().isBlank()) {
                receiver.onWords(message);
            }
        }
    }

    /** The call at {@code first}, and those made with it. */
    private List<Call> callsFrom(int first) {
        int end = first;
        while (end < messages.size() && callAt(end) != null) {
            told.add(end++);
        }
        List<Call> calls = new ArrayList<>();
        for (int i = first; i < end; i++) {
            ChatMessage.ToolUse tool = callAt(i);
            if (tool != null) {
                calls.add(new Call(tool, answerTo(tool, end)));
            }
        }
        return calls;
    }

    private ChatMessage.@Nullable ToolUse callAt(int index) {
        ChatMessage message = messages.get(index);
        return message.role() == ChatMessage.Role.AGENT ? message.tool() : null;
    }

    private String answerTo(ChatMessage.ToolUse tool, int from) {
        for (int i = from; i < messages.size(); i++) {
            ChatMessage message = messages.get(i);
            boolean isAnswer = message.role() == ChatMessage.Role.TOOL
                    && message.tool() != null
                    && message.tool().id().equals(tool.id());
            if (isAnswer && told.add(i)) {
                return message.text().isBlank() ? DONE : message.text();
            }
        }
        return tool.name().equals(ToolRequest.HANG_UP) ? DONE : PENDING;
    }
}
