package dev.trunkline.engine.mind.remote;

import dev.trunkline.net.HttpReceiver;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
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
            AtomicReference<@Nullable StreamedBody> body = new AtomicReference<>();
            CompletableFuture<HttpResponse<@Nullable Void>> sent = client.sendAsync(request, info -> {
                receiver.onHead(
                        info.statusCode(),
                        info.headers().firstValue("Content-Type").orElse(""));
                StreamedBody streamed = new StreamedBody(receiver);
                body.set(streamed);
                return streamed;
            });
            sent.whenComplete((response, failure) -> {
                StreamedBody streamed = body.get();
                if (failure == null && streamed != null && streamed.isWhole()) {
                    receiver.onEnd();
                } else if (failure != null) {
                    receiver.onLost(
                            failure instanceof CompletionException && failure.getCause() != null
                                    ? failure.getCause()
                                    : failure);
                }
            });
            return () -> {
                StreamedBody streamed = body.get();
                if (streamed != null) {
                    streamed.cancel();
                }
                sent.cancel(true);
            };
        };
    }
}
