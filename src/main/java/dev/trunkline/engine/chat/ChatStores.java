package dev.trunkline.engine.chat;

import dev.trunkline.engine.history.History;
import java.util.concurrent.CompletableFuture;

/**
 * What outlives a chat. Immutable; both parts are thread-safe.
 *
 * @param history where chats are kept
 * @param plans where configs are looked up
 */
public record ChatStores(History history, Plans plans) {

    /** Keeps nothing and knows no config. */
    public static ChatStores none() {
        return new ChatStores(new NoHistory(), (configId, version) -> CompletableFuture.completedFuture(null));
    }
}
