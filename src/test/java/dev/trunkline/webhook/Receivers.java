package dev.trunkline.webhook;

import dev.trunkline.continuity.JournalFile;
import dev.trunkline.testing.ManualScheduler;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** WebhookDeliverer in virtual time, to receivers that answer as they are told. */
final class Receivers implements WebhookPost {

    static final String EVENT = "call.ended";

    final ManualScheduler time = new ManualScheduler();
    final InstantSource clock = () -> Instant.ofEpochSecond(1_795_000_000).plusNanos(time.elapsedNanos());
    final List<Attempt> attempts = new ArrayList<>();
    final Map<String, Integer> outcomes = new HashMap<>();
    final Map<String, Function<PendingDelivery, CompletableFuture<Answer>>> answers = new HashMap<>();
    final WebhookDeliverer deliveries;

    /** What was tried, and when. */
    record Attempt(String receiver, String id, String callSid, String body, long atMillis) {}

    Receivers(@Nullable Path folder, long maxBytes, String... names) {
        List<WebhookReceiver> receivers = new ArrayList<>();
        for (String name : names) {
            receivers.add(new WebhookReceiver(
                    name,
                    URI.create("https://" + name + ".example.com/"),
                    "a secret of a receiver's",
                    CallWebhooks.EVENTS,
                    false));
            answers.put(name, delivery -> status(200));
        }
        deliveries = new WebhookDeliverer(
                receivers,
                time,
                clock,
                new DeliverySpool(folder == null ? null : new JournalFile(folder, "deliveries"), maxBytes),
                this,
                (receiver, outcome) -> outcomes.merge(receiver + " " + outcome, 1, Integer::sum),
                new Backoff(new Random(7)));
        time.advance(0);
    }

    Receivers(String... names) {
        this(null, DeliverySpool.MAX_BYTES, names);
    }

    static CompletableFuture<Answer> status(int status) {
        return CompletableFuture.completedFuture(new Answer(status, null));
    }

    static CompletableFuture<Answer> noAnswer() {
        return CompletableFuture.failedFuture(new IOException("connection refused"));
    }

    @Override
    public CompletableFuture<Answer> post(WebhookReceiver receiver, PendingDelivery delivery) {
        attempts.add(
                new Attempt(receiver.name(), delivery.id(), delivery.callSid(), delivery.body(), time.elapsedMillis()));
        return answers.getOrDefault(receiver.name(), any -> status(200)).apply(delivery);
    }

    /** Something happens, and what can be done at once is done. */
    void happens(String callSid, String caller) {
        deliveries.run(() -> deliveries.add(
                EVENT,
                callSid,
                caller,
                "+18005550199",
                id -> "{\"id\":\"" + id + "\",\"call\":\"" + callSid + "\",\"from\":\"" + caller + "\"}"));
        time.advance(0);
    }

    void happens(String callSid) {
        happens(callSid, "+14155550100");
    }

    <T> T asked(CompletableFuture<T> answer) {
        time.advance(0);
        return answer.join();
    }

    List<Attempt> of(String receiver) {
        return attempts.stream()
                .filter(each -> each.receiver().equals(receiver))
                .toList();
    }
}
