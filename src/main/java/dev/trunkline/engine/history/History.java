package dev.trunkline.engine.history;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Keeps chats. Thread-safe and never blocks: writes are done soon and in order, reads see every write before them, and
 * futures complete on any thread. What cannot be written is logged and counted, never thrown at a chat.
 */
public interface History {

    /** A chat opened; its status is {@link ChatEntry.Status#ACTIVE}. */
    void opened(ChatEntry chat);

    void add(ChatEvent event);

    /** The client said something about itself; replaces what it said before. */
    void describe(String chatId, String metadataJson);

    /** The client calls the chat so; replaces what it called it before. */
    void named(String chatId, String sessionName);

    void ended(String chatId, ChatEntry.Status status, long endMillis);

    /** One chat, or null. */
    CompletableFuture<@Nullable ChatEntry> chat(String chatId);

    /**
     * Chats by the time they began.
     *
     * @param filter null fields match everything
     */
    CompletableFuture<Page<ChatEntry>> chats(ChatFilter filter, Page.Request page);

    CompletableFuture<Page<ChatEvent>> eventsOfChat(String chatId, Page.Request page);

    /** One conversation, or null. */
    CompletableFuture<@Nullable GroupEntry> group(String groupId);

    /**
     * Conversations by the time their newest chat began.
     *
     * @param configId null for all
     */
    CompletableFuture<Page<GroupEntry>> groups(@Nullable String configId, Page.Request page);

    /** The events of all its chats, by time. */
    CompletableFuture<Page<ChatEvent>> eventsOfGroup(String groupId, Page.Request page);

    /** Which chats are wanted; a null field matches everything. */
    record ChatFilter(@Nullable String groupId, @Nullable String configId, ChatEntry.@Nullable Status status) {

        public static final ChatFilter ALL = new ChatFilter(null, null, null);
    }
}
