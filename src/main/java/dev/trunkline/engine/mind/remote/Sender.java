package dev.trunkline.engine.mind.remote;

import dev.trunkline.net.outgoing.HttpReceiver;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Sends a request that is always the same. Thread-safe. */
@FunctionalInterface
interface Sender {

    /**
     * Sends it once more; must not block.
     *
     * @return calls it off: the receiver hears no more. Any thread; twice is harmless
     */
    Runnable send(HttpReceiver receiver);

    /** To an address of the operator's own choice: HTTP/2, proxies and kept connections as the JDK has them; no redirects. */
    static Sender of(HttpClient client, HttpRequest request) {
        return receiver -> {
            CompletableFuture<HttpResponse<@Nullable Void>> sent = client.sendAsync(request, head -> {
                receiver.onHead(
                        head.statusCode(),
                        head.headers().firstValue("Content-Type").orElse(""));
                return BodySubscribers.ofByteArrayConsumer(bytes -> {
                    if (bytes.isPresent() && !receiver.onBytes(ByteBuffer.wrap(bytes.get()))) {
                        throw new CancellationException("enough"); // makes the client close the connection
                    }
                });
            });
            // The end is told only now, when the connection is free again.
            sent.whenComplete((response, failure) -> {
                Throwable cause = failure instanceof CompletionException && failure.getCause() != null
                        ? failure.getCause()
                        : failure;
                if (cause == null) {
                    receiver.onEnd();
                } else if (!(cause instanceof CancellationException)) {
                    receiver.onLost(cause);
                }
            });
            return () -> sent.cancel(true);
        };
    }
}
