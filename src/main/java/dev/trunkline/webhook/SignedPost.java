package dev.trunkline.webhook;

import dev.trunkline.net.egress.EgressPolicy;
import dev.trunkline.net.outgoing.OutgoingHttp;
import dev.trunkline.net.outgoing.WebhookSignature;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Posts over HTTP, signed with the time of the attempt; no redirect is followed, and of the answer only its head is read.
 * Thread-safe.
 */
final class SignedPost implements WebhookPost {

    private static final int CONNECT_MILLIS = 3_000;
    private static final long TIMEOUT_MILLIS = 10_000; // of one attempt, with an answer that never ends

    private final OutgoingHttp internet;
    private final OutgoingHttp privateToo;
    private final InstantSource clock;

    /** @param privateNetworks where receivers may be that the operator says are private */
    SignedPost(EgressPolicy privateNetworks, InstantSource clock) {
        this(
                new OutgoingHttp("webhooks", EgressPolicy.internet()),
                new OutgoingHttp("webhooks-private", privateNetworks),
                clock);
    }

    SignedPost(OutgoingHttp internet, OutgoingHttp privateToo, InstantSource clock) {
        this.internet = internet;
        this.privateToo = privateToo;
        this.clock = clock;
    }

    @Override
    public CompletableFuture<Answer> post(WebhookReceiver receiver, PendingDelivery delivery) {
        byte[] body = delivery.body().getBytes(StandardCharsets.UTF_8);
        Map<String, String> headers = new HashMap<>(signed(receiver.secret(), body, clock));
        headers.put("X-Trunkline-Event", delivery.event());
        headers.put("Idempotency-Key", delivery.id());
        OutgoingHttp http = receiver.mayBePrivate() ? privateToo : internet;
        return http.post(new OutgoingHttp.Post(receiver.url(), headers, body, CONNECT_MILLIS), 0, TIMEOUT_MILLIS)
                .thenApply(reply -> new Answer(reply.status(), reply.retryAfter()));
    }

    /** The headers of whatever is posted to a program of the operator's: the same for webhooks and for what is asked. */
    static Map<String, String> signed(String secret, byte[] body, InstantSource clock) {
        String timestamp = Long.toString(clock.instant().getEpochSecond());
        return Map.of(
                "Content-Type",
                "application/json",
                "User-Agent",
                "Trunkline",
                "X-Trunkline-Timestamp",
                timestamp,
                "X-Trunkline-Signature",
                new WebhookSignature(secret).of(body, timestamp));
    }

    @Override
    public void close() {
        internet.close();
        privateToo.close();
    }
}
