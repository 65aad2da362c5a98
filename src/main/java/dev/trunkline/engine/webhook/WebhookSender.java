package dev.trunkline.engine.webhook;

import dev.trunkline.net.outgoing.OutgoingHttp;
import dev.trunkline.net.outgoing.WebhookSignature;
import java.net.URI;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Posts events, within reach: no redirects, and whatever is answered is not read beyond its status.
 * Thread-safe.
 */
final class WebhookSender implements AutoCloseable {

    private static final int CONNECT_MILLIS = 3_000;
    private static final long TIMEOUT_MILLIS = 10_000; // of one attempt, with a body that never ends
    private static final long CLOSE_SECONDS = 3;
    private static final long MAX_WAITING_BYTES = 16 * 1024 * 1024; // of all chats

    private final @Nullable WebhookSignature signature;
    private final InstantSource wallClock;
    private final OutgoingHttp http;
    private final Map<Long, CompletableFuture<Void>> waiting = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();
    private final AtomicLong waitingBytes = new AtomicLong();
    private volatile boolean closing;

    /** @param signature null: requests carry none */
    WebhookSender(@Nullable WebhookSignature signature, InstantSource wallClock, OutgoingHttp http) {
        this.signature = signature;
        this.wallClock = wallClock;
        this.http = http;
    }

    /**
     * Makes room for one more.
     *
     * @return to be completed when the event is delivered or given up; null when there is no room
     */
    @Nullable
    CompletableFuture<Void> admit(WebhookEvent event) {
        int bytes = event.body().length;
        if (closing) {
            return null;
        }
        if (waitingBytes.addAndGet(bytes) > MAX_WAITING_BYTES) {
            waitingBytes.addAndGet(-bytes);
            return null;
        }
        CompletableFuture<Void> done = new CompletableFuture<>();
        Long number = numbers.incrementAndGet();
        waiting.put(number, done);
        done.whenComplete((nothing, never) -> {
            waitingBytes.addAndGet(-bytes);
            waiting.remove(number);
        });
        return done;
    }

    /** One attempt, signed with the time it is made at; completes on any thread with the status. */
    CompletableFuture<Integer> send(WebhookEvent event, URI receiver) {
        Map<String, String> headers =
                new HashMap<>(Map.of("Content-Type", "application/json", "User-Agent", "Trunkline"));
        if (signature != null) {
            String timestamp = Long.toString(wallClock.instant().getEpochSecond());
            headers.put("X-Hume-AI-Webhook-Timestamp", timestamp);
            headers.put("X-Hume-AI-Webhook-Signature", signature.of(event.body(), timestamp));
        }
        return http.post(new OutgoingHttp.Post(receiver, headers, event.body(), CONNECT_MILLIS), 0, TIMEOUT_MILLIS)
                .thenApply(OutgoingHttp.Reply::status);
    }

    /** Whether there is no time for second attempts any more. */
    boolean isClosing() {
        return closing;
    }

    /** Waits up to three seconds for what is under way, and gives the rest up. Not to be called on a loop. */
    @Override
    public void close() {
        closing = true;
        CompletableFuture.allOf(waiting.values().toArray(CompletableFuture[]::new))
                .orTimeout(CLOSE_SECONDS, TimeUnit.SECONDS)
                .exceptionally(late -> null)
                .join();
        http.close();
    }
}
