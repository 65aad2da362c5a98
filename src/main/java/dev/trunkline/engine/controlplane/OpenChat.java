package dev.trunkline.engine.controlplane;

import dev.trunkline.engine.wire.ClientMessage;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** An open chat, as those see it who observe or steer it. Any thread; what is asked happens on the chat's loop. */
public interface OpenChat {

    String chatId();

    /** Who may observe, or null when nobody may. */
    @Nullable
    Observers observers();

    /** Takes {@code message} as if the chat's client had sent it; completes on the chat's loop. */
    CompletableFuture<ControlResult> steer(ClientMessage message);

    /** The engine closes; completes when the chat has ended. */
    CompletableFuture<Void> goAway();
}
