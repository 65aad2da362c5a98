package dev.trunkline.engine.webhook;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Posts letters, on threads of its own: HTTP/1.1, no redirects, and whatever is answered is not read beyond its status.
 * Thread-safe.
 */
final class Post implements AutoCloseable {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
    private static final long TIMEOUT_SECONDS = 10; // of one attempt, with a body that never ends
    private static final long CLOSE_SECONDS = 3;
    private static final int THREADS = 4; // look names up and encrypt; nobody waits on them
    private static final long MAX_WAITING_BYTES = 16 * 1024 * 1024; // of all chats

    private final @Nullable Signature signature;
    private final InstantSource wallClock;
    private final ExecutorService threads =
            Executors.newFixedThreadPool(THREADS, new DefaultThreadFactory("engine-webhooks", true));
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT_TIMEOUT)
            .executor(threads)
            .build();
    private final Map<Long, CompletableFuture<Void>> waiting = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();
    private final AtomicLong waitingBytes = new AtomicLong();
    private volatile boolean closing;

    /** @param signature null: letters carry none */
    Post(@Nullable Signature signature, InstantSource wallClock) {
        this.signature = signature;
        this.wallClock = wallClock;
    }

    /**
     * Makes room for one more.
     *
     * @return to be completed when the letter is delivered or given up; null when there is no room
     */
    @Nullable
    CompletableFuture<Void> admit(Letter letter) {
        int bytes = letter.body().length;
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
    CompletableFuture<Integer> post(Letter letter, URI receiver) {
        HttpRequest.Builder request = HttpRequest.newBuilder(receiver)
                .header("Content-Type", "application/json")
                .header("User-Agent", "Trunkline")
                .POST(HttpRequest.BodyPublishers.ofByteArray(letter.body()));
        if (signature != null) {
            String timestamp = Long.toString(wallClock.instant().getEpochSecond());
            request.header("X-Hume-AI-Webhook-Timestamp", timestamp)
                    .header("X-Hume-AI-Webhook-Signature", signature.of(letter.body(), timestamp));
        }
        CompletableFuture<HttpResponse<Void>> exchange =
                http.sendAsync(request.build(), HttpResponse.BodyHandlers.discarding());
        return exchange.copy()
                .orTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .whenComplete((response, failure) -> exchange.cancel(true))
                .thenApply(HttpResponse::statusCode);
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
        threads.shutdownNow();
    }
}
