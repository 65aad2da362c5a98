package dev.trunkline.engine;

import dev.trunkline.engine.chat.ChatStores;
import dev.trunkline.engine.history.ChatEntry;
import dev.trunkline.engine.history.ChatEvent;
import dev.trunkline.engine.history.GroupEntry;
import dev.trunkline.engine.history.History;
import dev.trunkline.engine.history.Page;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** Keeps chats in memory, where tests can see them. */
public final class RecordedHistory implements History {

    private final List<ChatEntry> opened = new CopyOnWriteArrayList<>();
    private final List<ChatEvent> events = new CopyOnWriteArrayList<>();
    private final Map<String, String> descriptions = new ConcurrentHashMap<>();
    private final Map<String, String> names = new ConcurrentHashMap<>();
    private final Map<String, ChatEntry.Status> endings = new ConcurrentHashMap<>();
    private volatile boolean broken;

    /** A history and no configs. */
    public ChatStores stores() {
        return new ChatStores(this, ChatStores.none().plans());
    }

    /** From now on nothing can be read. */
    public void breakDown() {
        broken = true;
    }

    public List<ChatEntry> opened() {
        return opened;
    }

    /** Its events once it has ended. */
    public List<ChatEvent> eventsOf(String chatId) {
        ending(chatId);
        return events.stream().filter(event -> event.chatId().equals(chatId)).toList();
    }

    /** How it ended, once it has. */
    public ChatEntry.Status ending(String chatId) {
        return Awaitility.await()
                .atMost(30, TimeUnit.SECONDS)
                .until(() -> endings.get(chatId), status -> status != null);
    }

    public Map<String, String> descriptions() {
        return descriptions;
    }

    /** What their clients call them. */
    public Map<String, String> names() {
        return names;
    }

    @Override
    public void opened(ChatEntry chat) {
        opened.add(chat);
    }

    @Override
    public void add(ChatEvent event) {
        events.add(event);
    }

    @Override
    public void describe(String chatId, String metadataJson) {
        descriptions.put(chatId, metadataJson);
    }

    @Override
    public void named(String chatId, String sessionName) {
        names.put(chatId, sessionName);
    }

    @Override
    public void ended(String chatId, ChatEntry.Status status, long endMillis) {
        endings.put(chatId, status);
    }

    @Override
    public CompletableFuture<@Nullable ChatEntry> chat(String chatId) {
        throw new UnsupportedOperationException("chats do not ask this");
    }

    @Override
    public CompletableFuture<Page<ChatEntry>> chats(ChatFilter filter, Page.Request page) {
        throw new UnsupportedOperationException("chats do not ask this");
    }

    @Override
    public CompletableFuture<Page<ChatEvent>> eventsOfChat(String chatId, Page.Request page) {
        throw new UnsupportedOperationException("chats do not ask this");
    }

    @Override
    public CompletableFuture<@Nullable GroupEntry> group(String groupId) {
        List<ChatEntry> chats =
                opened.stream().filter(chat -> chat.groupId().equals(groupId)).toList();
        if (chats.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        ChatEntry newest = chats.get(chats.size() - 1);
        return CompletableFuture.completedFuture(new GroupEntry(
                groupId,
                chats.get(0).startMillis(),
                newest.startMillis(),
                newest.id(),
                chats.size(),
                false,
                newest.configId(),
                newest.configVersion()));
    }

    @Override
    public CompletableFuture<Page<GroupEntry>> groups(@Nullable String configId, Page.Request page) {
        throw new UnsupportedOperationException("chats do not ask this");
    }

    @Override
    public CompletableFuture<Page<ChatEvent>> eventsOfGroup(String groupId, Page.Request page) {
        if (broken) {
            return CompletableFuture.failedFuture(new IllegalStateException("no disk"));
        }
        List<String> chats = opened.stream()
                .filter(chat -> chat.groupId().equals(groupId))
                .map(ChatEntry::id)
                .toList();
        List<ChatEvent> found = new ArrayList<>(
                events.stream().filter(event -> chats.contains(event.chatId())).toList());
        if (!page.ascending()) {
            Collections.reverse(found);
        }
        return CompletableFuture.completedFuture(
                new Page<>(found.subList(0, Math.min(page.size(), found.size())), found.size()));
    }
}
