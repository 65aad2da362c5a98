package dev.trunkline.engine.mind.remote;

import dev.trunkline.net.HttpReceiver;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Hands the bytes of a response on as they come; ends with the body, or when its reader has had enough. The end itself is
 * told by who sent the request, when the connection is free again. Thread-safe. */
final class StreamedBody implements BodySubscriber<@Nullable Void> {

    private final HttpReceiver reader;
    private final CompletableFuture<@Nullable Void> end = new CompletableFuture<>();
    private volatile boolean whole;
    private volatile Flow.@Nullable Subscription subscription;

    StreamedBody(HttpReceiver reader) {
        this.reader = reader;
    }

    /** Wants no more: the connection is closed unless the body is complete. */
    void cancel() {
        boolean isNews = end.complete(null);
        Flow.Subscription current = subscription;
        if (isNews && current != null) {
            current.cancel();
        }
    }

    /** Whether all of it came. */
    boolean isWhole() {
        return whole;
    }

    @Override
    public CompletionStage<@Nullable Void> getBody() {
        return end;
    }

    @Override
    public void onSubscribe(Flow.Subscription newSubscription) {
        subscription = newSubscription;
        if (end.isDone()) {
            newSubscription.cancel();
        } else {
            newSubscription.request(Long.MAX_VALUE);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            if (!end.isDone() && !reader.onBytes(buffer)) {
                cancel();
            }
        }
    }

    @Override
    public void onError(Throwable failure) {
        end.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        whole = !end.isDone();
        end.complete(null);
    }
}
