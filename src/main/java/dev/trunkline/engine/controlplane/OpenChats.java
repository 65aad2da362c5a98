package dev.trunkline.engine.controlplane;

import dev.trunkline.net.connection.MemoryBudget;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The chats that are open now, by their ids. Thread-safe. */
public final class OpenChats {

    private static final long CLOSE_SECONDS = 2;

    private final MemoryBudget budget =
            new MemoryBudget(Runtime.getRuntime().maxMemory() / 8); // for what late observers are shown
    private final Map<String, OpenChat> chats = new ConcurrentHashMap<>();

    private final AtomicInteger seatsTaken = new AtomicInteger();

    /** How many there are. */
    public int size() {
        return chats.size();
    }

    /** Takes a seat if fewer than {@code maxChats} are taken; to be given back. */
    public boolean takeSeat(int maxChats) {
        return seatsTaken.getAndUpdate(taken -> Math.min(taken + 1, maxChats)) < maxChats;
    }

    public void giveSeatBack() {
        seatsTaken.decrementAndGet();
    }

    public void add(String chatId, OpenChat chat) {
        chats.put(chatId, chat);
    }

    public void remove(String chatId) {
        chats.remove(chatId);
    }

    @Nullable
    OpenChat find(String chatId) {
        return chats.get(chatId);
    }

    public MemoryBudget budget() {
        return budget;
    }

    /** The engine closes: all chats end. Waits for them up to two seconds; not to be called on a loop. */
    public void close() {
        CompletableFuture.allOf(chats.values().stream().map(OpenChat::goAway).toArray(CompletableFuture[]::new))
                .orTimeout(CLOSE_SECONDS, TimeUnit.SECONDS)
                .exceptionally(late -> null)
                .join();
    }
}
