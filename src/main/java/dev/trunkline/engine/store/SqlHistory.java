package dev.trunkline.engine.store;

import dev.trunkline.engine.history.ChatEntry;
import dev.trunkline.engine.history.ChatEvent;
import dev.trunkline.engine.history.GroupEntry;
import dev.trunkline.engine.history.History;
import dev.trunkline.engine.history.Page;
import dev.trunkline.engine.work.BoundedExecutor;
import dev.trunkline.store.Database;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The history in a SQL database. Thread-safe. What one chat may write is bounded; more is lost and counted, like what the
 * database refuses.
 */
public final class SqlHistory implements History, AutoCloseable {

    private static final int READERS = 2;
    private static final long MAX_CHAT_CHARACTERS = 8_000_000; // a talkative half hour has half a million

    private static final int MAX_METADATA_CHARACTERS = 1_000_000;
    private static final int VALUES_AT_A_TIME = 2_000; // PostgreSQL takes 65,535 of them in a statement

    private final Database database;
    private final HistoryWriter writer;
    private final BoundedExecutor readers = new BoundedExecutor("engine-history-reader", READERS);
    private final Map<String, AtomicLong> charactersOfOpenChats = new ConcurrentHashMap<>();

    /**
     * The history of {@code database}. Chats that an earlier process left open, long ago, are ended as errors. Blocking.
     *
     * @param database stays the caller's to close, after this
     * @param retention what is kept of chats that have ended
     */
    public SqlHistory(Database database, Retention retention, InstantSource wallClock) {
        this.database = database;
        this.writer = new HistoryWriter(database, retention);
        if (database.isOpen()) {
            database.jdbi().useHandle(sql -> AbandonedChats.end(sql, wallClock.millis()));
        }
    }

    /** How many events and changes of chats could not be written since the start. */
    public long lost() {
        return writer.lost();
    }

    @Override
    public void opened(ChatEntry chat) {
        charactersOfOpenChats.put(chat.id(), new AtomicLong());
        writer.write(new HistoryWrite.Opened(chat));
    }

    @Override
    public void add(ChatEvent event) {
        HistoryWrite.Added added = new HistoryWrite.Added(event);
        AtomicLong characters = charactersOfOpenChats.get(event.chatId());
        if (characters == null || characters.addAndGet(added.weight()) <= MAX_CHAT_CHARACTERS) {
            writer.write(added);
        } else {
            writer.refuse();
        }
    }

    @Override
    public void describe(String chatId, String metadataJson) {
        if (metadataJson.length() <= MAX_METADATA_CHARACTERS) {
            writer.write(new HistoryWrite.Described(chatId, metadataJson));
        } else {
            writer.refuse();
        }
    }

    @Override
    public void named(String chatId, String sessionName) {
        writer.write(new HistoryWrite.Named(chatId, sessionName));
    }

    @Override
    public void ended(String chatId, ChatEntry.Status status, long endMillis) {
        charactersOfOpenChats.remove(chatId);
        writer.write(new HistoryWrite.Ended(chatId, status, endMillis));
    }

    @Override
    public CompletableFuture<@Nullable ChatEntry> chat(String chatId) {
        return read(sql -> ChatQueries.chat(sql, chatId));
    }

    @Override
    public CompletableFuture<Page<ChatEntry>> chats(ChatFilter filter, Page.Request page) {
        return read(sql -> ChatQueries.chats(sql, filter, page));
    }

    @Override
    public CompletableFuture<Page<ChatEvent>> eventsOfChat(String chatId, Page.Request page) {
        return read(sql -> EventQueries.ofChat(sql, chatId, page));
    }

    @Override
    public CompletableFuture<@Nullable GroupEntry> group(String groupId) {
        return read(sql -> GroupQueries.group(sql, groupId));
    }

    @Override
    public CompletableFuture<Page<GroupEntry>> groups(@Nullable String configId, Page.Request page) {
        return read(sql -> GroupQueries.groups(sql, configId, page));
    }

    @Override
    public CompletableFuture<Page<ChatEvent>> eventsOfGroup(String groupId, Page.Request page) {
        return read(sql -> EventQueries.ofGroup(sql, groupId, page));
    }

    /** The ids of the chats in these conversations, and of those that their clients call so. */
    public CompletableFuture<List<String>> chatIds(Set<String> groupIds, Set<String> sessionNames) {
        return read(sql -> {
            Set<String> chatIds = new LinkedHashSet<>(idsBy(sql, "group_id", groupIds));
            chatIds.addAll(idsBy(sql, "session_name", sessionNames));
            return List.copyOf(chatIds);
        });
    }

    /**
     * Erases chats with all that was said in them: all of them, or, where it fails, none. Completes with how many there were; none can be
     * found any more then, so what else is kept by their ids goes first.
     */
    public CompletableFuture<Integer> erase(List<String> chatIds) {
        return read(sql -> sql.inTransaction(all -> {
            int erased = 0;
            for (List<String> some : portions(chatIds)) {
                erased += all.createUpdate("delete from chat where id in (<ids>)")
                        .bindList("ids", some)
                        .execute();
            }
            return erased;
        }));
    }

    private static List<String> idsBy(Handle sql, String column, Set<String> values) {
        List<String> ids = new ArrayList<>();
        for (List<String> some : portions(values)) {
            ids.addAll(sql.createQuery("select id from chat where " + column + " in (<values>)")
                    .bindList("values", some)
                    .mapTo(String.class)
                    .list());
        }
        return ids;
    }

    private static List<List<String>> portions(Collection<String> values) {
        List<String> all = List.copyOf(values);
        List<List<String>> portions = new ArrayList<>();
        for (int from = 0; from < all.size(); from += VALUES_AT_A_TIME) {
            portions.add(all.subList(from, Math.min(all.size(), from + VALUES_AT_A_TIME)));
        }
        return portions;
    }

    /** Writes what is left, for a few seconds at most. Blocking. */
    @Override
    public void close() {
        writer.close();
        readers.close();
    }

    private <T extends @Nullable Object> CompletableFuture<T> read(Function<Handle, T> query) {
        return writer.settled()
                .thenCompose(written -> readers.submit(() -> database.jdbi().withHandle(query::apply)));
    }
}
