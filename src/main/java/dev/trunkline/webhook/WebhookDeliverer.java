package dev.trunkline.webhook;

import dev.trunkline.time.Scheduler;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes events to receivers, each at least once: first into the spool, then over the network, and again with growing pauses for a
 * day; after that an operator may try. A receiver that answers 410 gets nothing more. All of it happens on one thread that is no
 * call's, and nobody who tells it something waits. Thread-safe.
 */
final class WebhookDeliverer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WebhookDeliverer.class);
    private static final int MAX_QUEUED = 10_000; // tasks for its thread: more means that the disk is stuck
    private static final int GONE = 410;
    private static final Duration CLOSES = Duration.ofSeconds(3);
    private static final long DISK_AGAIN_MILLIS = 5_000; // whether or not anything happens meanwhile
    private static final String SOME_RECEIVER = "any"; // whose event it was is not known yet

    private final Scheduler thread;
    private final InstantSource clock;
    private final Outbox outbox;
    private final WebhookPost post;
    private final WebhookMeters meters;
    private final Backoff backoff;
    private final AtomicInteger queued = new AtomicInteger();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private boolean isFlushDue;
    private boolean isClosing;
    private Scheduler.@Nullable Timer alarm;
    private volatile int waiting;
    private volatile int dead;

    /** @param thread its own: the disk may hold it up */
    WebhookDeliverer(
            List<WebhookReceiver> receivers,
            Scheduler thread,
            InstantSource clock,
            DeliverySpool spool,
            WebhookPost post,
            WebhookMeters meters,
            Backoff backoff) {
        this.thread = thread;
        this.clock = clock;
        this.outbox = new Outbox(receivers, spool, meters);
        this.post = post;
        this.meters = meters;
        this.backoff = backoff;
        thread.execute(this::open);
    }

    private void open() {
        outbox.open();
        goOn();
    }

    /** Whether anybody wants events of this name. */
    boolean isWanted(String event) {
        return outbox.isWanted(event);
    }

    /** Has its thread do something, if it comes after. */
    void run(Runnable task) {
        if (queued.incrementAndGet() > MAX_QUEUED) {
            queued.decrementAndGet();
            meters.delivery(SOME_RECEIVER, "lost");
            return;
        }
        thread.execute(() -> {
            queued.decrementAndGet();
            task.run();
        });
    }

    /** The same after a while; on its thread. */
    Scheduler.Timer after(Duration delay, Runnable task) {
        return thread.after(delay.toNanos(), task);
    }

    /**
     * Something happened that those are told who want it; on its thread.
     *
     * @param body makes JSON in which the id stands
     */
    void add(String event, String callSid, String from, String to, UnaryOperator<String> body) {
        long nowMillis = clock.millis();
        for (ReceiverLine line : outbox.lines()) {
            WebhookReceiver receiver = line.receiver();
            if (receiver.events().contains(event) && !line.isGone()) {
                String id = UUID.randomUUID().toString();
                String json = body.apply(id);
                if (json.length() > DeliveryJson.MAX_BODY_CHARS) {
                    meters.delivery(receiver.name(), "lost");
                    continue;
                }
                outbox.enter(PendingDelivery.begin(id, receiver.name(), event, callSid, from, to, json, nowMillis));
            }
        }
        flushSoon();
    }

    /** One write for all that comes until then. */
    private void flushSoon() {
        if (!isFlushDue) {
            isFlushDue = true;
            thread.execute(() -> {
                isFlushDue = false;
                goOn();
            });
        }
    }

    /** Writes what is new, and then begins what may begin. */
    private void goOn() {
        outbox.flush();
        long nowMillis = clock.millis();
        Long next = outbox.isWritten() ? null : nowMillis + DISK_AGAIN_MILLIS;
        int left = 0;
        for (ReceiverLine line : outbox.lines()) {
            line.begin(nowMillis).forEach(each -> attempt(line, each));
            Long due = line.nextDueMillis(nowMillis);
            next = next == null || (due != null && due < next) ? due : next;
            left += line.waiting();
        }
        waiting = left;
        dead = outbox.dead();
        wakeAt(next, nowMillis);
        if (isClosing && outbox.lines().stream().allMatch(ReceiverLine::isIdle)) {
            closed.complete(null);
        }
    }

    private void wakeAt(@Nullable Long dueMillis, long nowMillis) {
        if (alarm != null) {
            alarm.cancel();
            alarm = null;
        }
        if (dueMillis != null && !isClosing) {
            alarm = thread.after(TimeUnit.MILLISECONDS.toNanos(dueMillis - nowMillis), this::goOn);
        }
    }

    private void attempt(ReceiverLine line, PendingDelivery delivery) {
        post.post(line.receiver(), delivery)
                .whenComplete((answer, failure) -> thread.execute(() -> onAnswer(line, delivery, answer, failure)));
    }

    private void onAnswer(
            ReceiverLine line,
            PendingDelivery delivery,
            WebhookPost.@Nullable Answer answer,
            @Nullable Throwable failure) {
        line.over(delivery.id());
        int status = answer == null ? 0 : answer.status();
        PendingDelivery kept = outbox.find(delivery.id());
        if (kept != null && status / 100 == 2) {
            outbox.delivered(line, delivery);
        } else if (kept != null && !kept.isDead() && status == GONE) {
            gone(line);
        } else if (kept != null && !kept.isDead()) { // else it was erased or given up meanwhile
            failed(line, delivery, problem(status, failure), answer == null ? null : answer.retryAfter());
        }
        flushSoon();
    }

    private void failed(ReceiverLine line, PendingDelivery delivery, String problem, @Nullable String retryAfter) {
        long nowMillis = clock.millis();
        long askedForMillis = Backoff.askedForMillis(retryAfter, nowMillis);
        line.failed(backoff, askedForMillis, nowMillis);
        long pauseMillis = Math.max(askedForMillis, backoff.pauseMillis(delivery.attempts() + 1));
        PendingDelivery next = delivery.failed(problem, nowMillis + pauseMillis);
        boolean isTooOld = nowMillis - delivery.sinceMillis() >= Backoff.GIVES_UP_MILLIS;
        if (isTooOld) {
            outbox.bury(line, next.dead(problem));
        } else {
            outbox.again(line, next);
        }
        LOG.atWarn()
                .addKeyValue("callSid", delivery.callSid())
                .addKeyValue("receiver", delivery.receiver())
                .addKeyValue("event", delivery.event())
                .addKeyValue("problem", problem)
                .addKeyValue("attempt", next.attempts())
                .log(isTooOld ? "webhook given up" : "webhook failed, to be repeated");
    }

    private void gone(ReceiverLine line) {
        LOG.atWarn()
                .addKeyValue("receiver", line.receiver().name())
                .log(
                        "webhook receiver is gone (410): nothing more is sent to it until a restart, or until one is tried again");
        line.gone().forEach(each -> outbox.bury(line, each.dead("HTTP status " + GONE)));
    }

    private static String problem(int status, @Nullable Throwable failure) {
        if (failure == null) {
            return "HTTP status " + status;
        }
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        String words = cause.getMessage();
        return cause.getClass().getSimpleName() + (words == null ? "" : ": " + words);
    }

    /** What nobody tries any more, the oldest first. */
    CompletableFuture<List<DeadDelivery>> deadOnes() {
        return asked(found -> found.complete(outbox.deadOnes()));
    }

    /** Tries one of them again; false when there is none with this id, or nobody who could take it. */
    CompletableFuture<Boolean> retry(String id) {
        return asked(done -> {
            PendingDelivery found = outbox.find(id);
            ReceiverLine line = found == null ? null : outbox.line(found);
            if (found == null || line == null || !found.isDead()) {
                done.complete(false);
                return;
            }
            line.back();
            outbox.enter(found.anew(clock.millis()));
            flushSoon();
            done.complete(true);
        });
    }

    /**
     * Forgets all that tells of somebody, here and on the disk; how many there were.
     *
     * @param first forgets what more of it would come from; on its thread
     */
    CompletableFuture<Integer> erase(CallWebhooks.Traces traces, Runnable first) {
        return asked(done -> {
            first.run();
            int erased = outbox.erase(each -> traces.areTheirs(each.callSid(), each.from(), each.to()));
            if (outbox.isWritten()) {
                done.complete(erased);
            } else {
                done.completeExceptionally(new IOException("the spool of webhooks cannot be written"));
            }
            flushSoon();
        });
    }

    private <T> CompletableFuture<T> asked(Consumer<CompletableFuture<T>> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        thread.execute(() -> question.accept(answer));
        return answer;
    }

    /** How many are still to be delivered. */
    int waiting() {
        return waiting;
    }

    /** How many nobody tries any more. */
    int dead() {
        return dead;
    }

    /** What is due is still tried, for a few seconds; the rest is in the spool. */
    @Override
    public void close() {
        thread.execute(() -> {
            isClosing = true;
            goOn();
        });
        closed.completeOnTimeout(null, CLOSES.toMillis(), TimeUnit.MILLISECONDS).join();
        CompletableFuture<Void> written = new CompletableFuture<>();
        thread.execute(() -> {
            outbox.close();
            written.complete(null);
        });
        written.completeOnTimeout(null, CLOSES.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        post.close();
    }
}
