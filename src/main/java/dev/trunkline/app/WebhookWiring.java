package dev.trunkline.app;

import dev.trunkline.bridge.PreAnswer;
import dev.trunkline.call.CallListener;
import dev.trunkline.config.AutomationConfig;
import dev.trunkline.config.ConfigException;
import dev.trunkline.config.TrunklineConfig;
import dev.trunkline.net.egress.EgressPolicy;
import dev.trunkline.net.http.Routes;
import dev.trunkline.net.loop.EventLoops;
import dev.trunkline.net.loop.LoopScheduler;
import dev.trunkline.ops.AdminGate;
import dev.trunkline.ops.WebhookRoutes;
import dev.trunkline.record.Erasable;
import dev.trunkline.telemetry.MetricName;
import dev.trunkline.telemetry.Metrics;
import dev.trunkline.time.Scheduler;
import dev.trunkline.webhook.CallWebhooks;
import dev.trunkline.webhook.DeadDelivery;
import dev.trunkline.webhook.PreAnswerWebhook;
import dev.trunkline.webhook.WebhookReceiver;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Who is told of calls, and who is asked about them, as the configuration says; without it nothing of it is there. Thread-safe. */
final class WebhookWiring implements AutoCloseable {

    private static final String FOLDER = "webhooks"; // of the data directory
    private static final long ERASES_SECONDS = 10;

    private final @Nullable EventLoops loop;
    private final @Nullable CallWebhooks webhooks;
    private final @Nullable PreAnswerWebhook preAnswer;

    private WebhookWiring(
            @Nullable EventLoops loop, @Nullable CallWebhooks webhooks, @Nullable PreAnswerWebhook preAnswer) {
        this.loop = loop;
        this.webhooks = webhooks;
        this.preAnswer = preAnswer;
    }

    /**
     * Begins, and goes on with what an earlier process has not delivered.
     *
     * @param admin where operators have their page, once it is known
     * @throws ConfigException when a receiver's URL leads where it may not
     */
    static WebhookWiring start(TrunklineConfig config, Metrics metrics, Supplier<URI> admin) throws ConfigException {
        AutomationConfig automation = config.automation();
        PreAnswerWebhook preAnswer = preAnswer(automation.preAnswer(), config.routes(), metrics);
        if (automation.webhooks().isEmpty()) {
            return new WebhookWiring(null, null, preAnswer);
        }
        check(automation.webhooks());
        EventLoops loop = new EventLoops("webhooks", 1);
        Path directory = config.state().directory();
        CallWebhooks webhooks = CallWebhooks.start(
                automation.webhooks().stream().map(WebhookWiring::receiver).toList(),
                directory == null ? null : directory.resolve(FOLDER),
                scheduler(loop.workers().next()),
                InstantSource.system(),
                EgressPolicy.privateNetworksToo(),
                (receiver, outcome) -> metrics.count(MetricName.WEBHOOK_DELIVERIES, receiver, outcome),
                callSid -> admin.get().toString().replaceFirst("/$", "") + "/#/calls/" + callSid);
        metrics.gauge(MetricName.WEBHOOKS_WAITING, webhooks::waitingCount);
        metrics.gauge(MetricName.WEBHOOKS_DEAD, webhooks::deadCount);
        return new WebhookWiring(loop, webhooks, preAnswer);
    }

    private static Scheduler scheduler(EventLoop loop) {
        return CompletableFuture.supplyAsync(() -> LoopScheduler.of(loop), loop).join();
    }

    /** @throws ConfigException when a receiver's URL leads where it may not */
    static void check(List<AutomationConfig.Webhook> webhooks) throws ConfigException {
        List<String> mistakes = new ArrayList<>();
        for (AutomationConfig.Webhook each : webhooks) {
            EgressPolicy egress = each.isPrivate() ? EgressPolicy.privateNetworksToo() : EgressPolicy.internet();
            egress.objectionTo(each.url())
                    .ifPresent(objection -> mistakes.add("webhooks: the URL of " + each.name() + " " + objection
                            + (each.isPrivate() ? "" : "; private: true lets it lead into your own networks")));
        }
        if (!mistakes.isEmpty()) {
            throw new ConfigException(mistakes);
        }
    }

    private static WebhookReceiver receiver(AutomationConfig.Webhook webhook) {
        return new WebhookReceiver(
                webhook.name(), webhook.url(), webhook.secret().reveal(), webhook.events(), webhook.isPrivate());
    }

    private static @Nullable PreAnswerWebhook preAnswer(
            AutomationConfig.@Nullable PreAnswer config, List<TrunklineConfig.Route> routes, Metrics metrics) {
        return config == null
                ? null
                : new PreAnswerWebhook(
                        new PreAnswerWebhook.Settings(
                                config.url(),
                                config.secret().reveal(),
                                config.timeoutMillis(),
                                routes.stream().map(TrunklineConfig.Route::name).collect(Collectors.toSet())),
                        InstantSource.system(),
                        System::nanoTime,
                        (outcome, nanos) -> {
                            metrics.count(MetricName.PRE_ANSWERS, outcome);
                            metrics.record(MetricName.PRE_ANSWER_TIME, nanos);
                        });
    }

    /** Who hears of calls; empty when nobody does. */
    List<CallListener> subscribers() {
        return webhooks == null ? List.of() : List.of(webhooks);
    }

    /** Where callers leave traces, if any do. */
    List<Erasable> erasables() {
        return webhooks == null ? List.of() : List.of(new Spool(webhooks));
    }

    private record Spool(CallWebhooks webhooks) implements Erasable {

        @Override
        public String place() {
            return "webhooks";
        }

        @Override
        public long erase(Caller caller) throws IOException {
            try {
                return webhooks.erase(caller::isOf).get(ERASES_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("told to end");
            } catch (ExecutionException | TimeoutException e) {
                throw new IOException("the spool of webhooks cannot be written", e);
            }
        }
    }

    /** Who is asked about calls, or null. */
    @Nullable
    PreAnswer preAnswer() {
        return preAnswer;
    }

    /** Adds what operators ask about webhooks; without any there is nothing to ask. */
    void contribute(Routes.Builder routes, AdminGate gate) {
        CallWebhooks asked = webhooks;
        WebhookRoutes.contribute(
                routes,
                gate,
                () -> asked == null
                        ? CompletableFuture.completedFuture(List.of())
                        : asked.dead()
                                .thenApply(dead ->
                                        dead.stream().map(WebhookWiring::shown).toList()),
                id -> asked == null ? CompletableFuture.completedFuture(false) : asked.retry(id));
    }

    private static WebhookRoutes.Dead shown(DeadDelivery dead) {
        return new WebhookRoutes.Dead(
                dead.id(),
                dead.receiver(),
                dead.event(),
                dead.callSid(),
                Instant.ofEpochMilli(dead.createdMillis()).toString(),
                dead.attempts(),
                dead.problem());
    }

    /** What is under way has a few seconds; the rest is delivered by the next process. */
    @Override
    public void close() {
        if (webhooks != null) {
            webhooks.close();
        }
        if (loop != null) {
            loop.close();
        }
        if (preAnswer != null) {
            preAnswer.close();
        }
    }
}
