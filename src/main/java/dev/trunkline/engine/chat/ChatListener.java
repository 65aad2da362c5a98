package dev.trunkline.engine.chat;

import dev.trunkline.engine.history.ChatEntry;
import dev.trunkline.engine.wire.ServerMessage;

/**
 * Is told about every chat: once that it started, then of its tool calls, once that it ended. Called on the chat's loop, and
 * must neither block nor throw.
 */
public interface ChatListener {

    void started(ChatFacts chat);

    /** The client was asked to run a tool, or told of a builtin one. */
    void toolCalled(ChatFacts chat, ServerMessage.ToolCall call);

    /**
     * Nothing more is sent to the chat's client.
     *
     * @param reason anything but {@link ChatEntry.Status#ACTIVE}
     */
    void ended(ChatFacts chat, ChatEntry.Status reason, long durationMillis);
}
