package dev.trunkline.webhook;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Makes one attempt. Thread-safe. */
@FunctionalInterface
interface WebhookPost extends AutoCloseable {

    /**
     * What a receiver answered.
     *
     * @param retryAfter when it wants to be asked again, as it says so, or null
     */
    record Answer(int status, @Nullable String retryAfter) {}

    /** Returns at once; fails when there is no answer. Completes on any thread. */
    CompletableFuture<Answer> post(WebhookReceiver receiver, PendingDelivery delivery);

    @Override
    default void close() {}
}
