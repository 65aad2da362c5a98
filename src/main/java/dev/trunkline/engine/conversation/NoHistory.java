package dev.trunkline.engine.conversation;

import dev.trunkline.engine.history.ChatEntry;
import dev.trunkline.engine.history.ChatEvent;
import dev.trunkline.engine.history.GroupEntry;
import dev.trunkline.engine.history.History;
import dev.trunkline.engine.history.Page;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Keeps nothing: conversations can be resumed for as long as the engine runs, and nobody can list them. Thread-safe. */
public final class NoHistory implements History {

    @Override
    public void opened(ChatEntry chat) {}

    @Override
    public void add(ChatEvent event) {}

    @Override
    public void describe(String chatId, String metadataJson) {}

    @Override
    public void named(String chatId, String sessionName) {}

    @Override
    public void ended(String chatId, ChatEntry.Status status, long endMillis) {}

    @Override
    public CompletableFuture<@Nullable ChatEntry> chat(String chatId) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Page<ChatEntry>> chats(ChatFilter filter, Page.Request page) {
        return empty();
    }

    @Override
    public CompletableFuture<Page<ChatEvent>> eventsOfChat(String chatId, Page.Request page) {
        return empty();
    }

    @Override
    public CompletableFuture<@Nullable GroupEntry> group(String groupId) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Page<GroupEntry>> groups(@Nullable String configId, Page.Request page) {
        return empty();
    }

    @Override
    public CompletableFuture<Page<ChatEvent>> eventsOfGroup(String groupId, Page.Request page) {
        return empty();
    }

    private static <T> CompletableFuture<Page<T>> empty() {
        return CompletableFuture.completedFuture(new Page<>(List.of(), 0));
    }
}
