package dev.trunkline.engine.webhook;

import dev.trunkline.engine.chat.ChatFacts;
import dev.trunkline.engine.chat.ChatListener;
import dev.trunkline.engine.history.ChatEntry;
import dev.trunkline.engine.plan.ChatPlan;
import dev.trunkline.engine.wire.ServerMessage;
import dev.trunkline.net.egress.EgressPolicy;
import dev.trunkline.net.outgoing.OutgoingHttp;
import dev.trunkline.net.outgoing.WebhookSignature;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * EVI's webhooks: tells those whom a chat's plan names that it started, which tools it wants run, and how it ended. Events of
 * one chat reach a receiver in order; an attempt that fails (no connection, no answer within ten seconds, 5xx, 429) is
 * repeated three times, after 0.5, 2 and 8 seconds; EVI's own rules for that are not documented. Builtin tools are nobody
 * else's to run and are not told. Thread-safe; never blocks.
 */
public final class Webhooks implements ChatListener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Webhooks.class);
    private static final int MAX_RECEIVERS = 10; // of one chat

    private final WebhookSender sender;
    private final EgressPolicy egress;
    private final Later later;
    private final InstantSource wallClock;
    private final Map<String, List<Subscription>> open = new ConcurrentHashMap<>();

    private record Subscription(Set<String> events, WebhookDelivery delivery) {}

    /**
     * @param signingKey what receivers check signatures with; null: requests are not signed
     * @param egress where receivers may be
     * @throws IllegalArgumentException when the key is empty
     */
    public Webhooks(@Nullable String signingKey, EgressPolicy egress, InstantSource wallClock) {
        this(
                signingKey,
                egress,
                new OutgoingHttp("engine-webhooks", egress),
                wallClock,
                (delayNanos, task) -> CompletableFuture.delayedExecutor(delayNanos, TimeUnit.NANOSECONDS)
                        .execute(task));
    }

    Webhooks(
            @Nullable String signingKey, EgressPolicy egress, OutgoingHttp http, InstantSource wallClock, Later later) {
        this.sender = new WebhookSender(signingKey == null ? null : new WebhookSignature(signingKey), wallClock, http);
        this.egress = egress;
        this.later = later;
        this.wallClock = wallClock;
    }

    /**
     * Why {@code url} may not be told, if so, after the words "the URL". Never blocks: where its host's name leads is judged
     * whenever something is delivered.
     */
    public static Optional<String> objection(URI url, EgressPolicy egress) {
        boolean isHttp = "https".equalsIgnoreCase(url.getScheme()) || "http".equalsIgnoreCase(url.getScheme());
        return isHttp ? egress.objectionTo(url) : Optional.of("must begin with https");
    }

    @Override
    public void started(ChatFacts chat) {
        List<Subscription> subscriptions = subscriptions(chat);
        if (!subscriptions.isEmpty()) {
            open.put(chat.chatId(), subscriptions);
            tell(subscriptions, WebhookEvent.started(chat));
        }
    }

    @Override
    public void toolCalled(ChatFacts chat, ServerMessage.ToolCall call) {
        List<Subscription> subscriptions = open.get(chat.chatId());
        if (subscriptions != null && !call.builtin()) {
            tell(subscriptions, WebhookEvent.toolCalled(chat, call, wallClock.millis()));
        }
    }

    @Override
    public void ended(ChatFacts chat, ChatEntry.Status reason, long durationMillis) {
        List<Subscription> subscriptions = open.remove(chat.chatId());
        if (subscriptions != null) {
            tell(subscriptions, WebhookEvent.ended(chat, reason, durationMillis));
        }
    }

    private List<Subscription> subscriptions(ChatFacts chat) {
        List<Subscription> subscriptions = new ArrayList<>();
        for (ChatPlan.Webhook webhook : chat.plan().webhooks()) {
            Optional<String> objection = objection(webhook.url(), egress);
            if (objection.isPresent() || subscriptions.size() >= MAX_RECEIVERS) {
                LOG.atWarn()
                        .addKeyValue("chatId", chat.chatId())
                        .addKeyValue("host", webhook.url().getHost())
                        .addKeyValue("reason", "its URL " + objection.orElse("is one too many"))
                        .log("webhook left out");
            } else {
                subscriptions.add(new Subscription(
                        webhook.events(), new WebhookDelivery(sender, later, webhook.url(), chat.chatId())));
            }
        }
        return subscriptions;
    }

    private static void tell(List<Subscription> subscriptions, WebhookEvent event) {
        for (Subscription subscription : subscriptions) {
            if (subscription.events.contains(event.name())) {
                subscription.delivery.add(event);
            }
        }
    }

    /** Waits up to three seconds for what is under way, and gives the rest up. Not to be called on a loop. */
    @Override
    public void close() {
        sender.close();
    }
}
