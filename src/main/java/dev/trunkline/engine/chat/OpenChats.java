package dev.trunkline.engine.chat;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The chats that are open now, by their ids. Thread-safe. */
public final class OpenChats {

    private final Map<String, ChatSocket> chats = new ConcurrentHashMap<>();

    /** How many there are. */
    public int size() {
        return chats.size();
    }

    void add(String chatId, ChatSocket chat) {
        chats.put(chatId, chat);
    }

    void remove(String chatId) {
        chats.remove(chatId);
    }

    @Nullable
    ChatSocket find(String chatId) {
        return chats.get(chatId);
    }

    /** The engine closes: all chats end. */
    public void close() {
        chats.values().forEach(ChatSocket::goAway);
    }
}
