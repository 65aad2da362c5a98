package dev.trunkline.engine.chat;

import dev.trunkline.engine.conversation.NoHistory;
import dev.trunkline.engine.history.History;
import dev.trunkline.engine.history.Recordings;
import dev.trunkline.engine.plan.ChatPlans;
import java.util.concurrent.CompletableFuture;

/**
 * What outlives a chat. Immutable; all parts are thread-safe.
 *
 * @param history where chats are kept
 * @param recordings where their sound is kept
 * @param plans where configs are looked up
 */
public record ChatStores(History history, Recordings recordings, ChatPlans plans) {

    /** Without sound. */
    public ChatStores(History history, ChatPlans plans) {
        this(history, Recordings.OFF, plans);
    }

    /** Keeps nothing and knows no config. */
    public static ChatStores none() {
        return new ChatStores(new NoHistory(), (configId, version) -> CompletableFuture.completedFuture(null));
    }
}
