package dev.trunkline.engine.webhook;

import dev.trunkline.net.egress.EgressDenied;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the events of one chat to one receiver, one after the other: the next one starts when the last has arrived or been
 * given up. Thread-safe; never blocks.
 */
final class WebhookDelivery {

    private static final Logger LOG = LoggerFactory.getLogger(WebhookDelivery.class);
    private static final int MAX_WAITING = 64;
    private static final long[] PAUSES_NANOS = {500_000_000L, 2_000_000_000L, 8_000_000_000L};

    private final WebhookSender sender;
    private final Later later;
    private final URI receiver;
    private final String chatId;
    private final Deque<Waiting> waiting = new ArrayDeque<>(); // the first of them is under way

    WebhookDelivery(WebhookSender sender, Later later, URI receiver, String chatId) {
        this.sender = sender;
        this.later = later;
        this.receiver = receiver;
        this.chatId = chatId;
    }

    private record Waiting(WebhookEvent event, CompletableFuture<Void> done) {}

    void add(WebhookEvent event) {
        Waiting first;
        synchronized (this) {
            CompletableFuture<Void> done = waiting.size() < MAX_WAITING ? sender.admit(event) : null;
            if (done == null) {
                LOG.atWarn()
                        .addKeyValue("chatId", chatId)
                        .addKeyValue("event", event.name())
                        .log("webhook dropped: too many are waiting");
                return;
            }
            waiting.add(new Waiting(event, done));
            first = waiting.size() == 1 ? waiting.peek() : null;
        }
        if (first != null) {
            deliver(first, 0);
        }
    }

    private void deliver(Waiting one, int failures) {
        sender.send(one.event, receiver)
                .whenComplete((status, failure) -> onAnswer(
                        one,
                        failures,
                        status == null ? 0 : status,
                        failure instanceof CompletionException ? failure.getCause() : failure));
    }

    private void onAnswer(Waiting one, int failures, int status, @Nullable Throwable failure) {
        boolean delivered = status >= 200 && status < 300;
        boolean isBarred = failure instanceof EgressDenied;
        boolean mayWorkLater = (failure != null && !isBarred) || status >= 500 || status == 429;
        boolean again = mayWorkLater && failures < PAUSES_NANOS.length && !sender.isClosing();
        (delivered ? LOG.atInfo() : LOG.atWarn())
                .addKeyValue("chatId", chatId)
                .addKeyValue("event", one.event.name())
                .addKeyValue("host", receiver.getHost())
                .addKeyValue("status", status)
                .addKeyValue("attempt", failures + 1)
                .addKeyValue("cause", cause(failure))
                .log(delivered ? "webhook delivered" : again ? "webhook failed, to be repeated" : "webhook failed");
        if (again) {
            later.after(PAUSES_NANOS[failures], () -> deliver(one, failures + 1));
        } else {
            next(one);
        }
    }

    private static @Nullable String cause(@Nullable Throwable failure) {
        if (failure == null) {
            return null;
        }
        return failure instanceof EgressDenied out
                ? "its URL " + out.objection()
                : failure.getClass().getSimpleName();
    }

    private void next(Waiting over) {
        over.done.complete(null);
        Waiting next;
        synchronized (this) {
            waiting.remove();
            next = waiting.peek();
        }
        if (next != null) {
            deliver(next, 0);
        }
    }
}
