package dev.trunkline.webhook;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.failsafe.CircuitBreaker;
import dev.trunkline.bridge.PreAnswer;
import dev.trunkline.net.outgoing.OutgoingHttp;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a program of the operator's about a call before it is answered, and waits no longer than a caller may. One that does not
 * answer is not asked for a while, so that it does not cost every caller that wait. Thread-safe; never blocks.
 */
public final class PreAnswerWebhook implements PreAnswer, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PreAnswerWebhook.class);
    private static final int MAX_ANSWER_BYTES = 64 * 1024;
    private static final int MISSES = 5; // in a row, and then it is not asked
    private static final Duration PAUSE = Duration.ofSeconds(15); // after which one call tries again

    private final Settings settings;
    private final OutgoingHttp http;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final Meters meters;
    private final CircuitBreaker<Object> breaker;

    /**
     * Whom to ask. Immutable.
     *
     * @param url chosen by the operator: it may be anywhere
     * @param secret signs what is asked
     * @param timeoutMillis how long a caller waits for an answer
     * @param routes the names of those that it may choose
     */
    public record Settings(URI url, String secret, int timeoutMillis, Set<String> routes) {
        public Settings {
            routes = Set.copyOf(routes);
        }

        /** Without its secret and its URL, in which one may stand. */
        @Override
        public String toString() {
            return "Settings[timeoutMillis=" + timeoutMillis + "]";
        }
    }

    /** Takes what is measured. Thread-safe. */
    public interface Meters {
        /**
         * A call was asked about, or not.
         *
         * @param outcome answered, refused, transferred, bad_answer, status, timeout, failed or skipped: a metric label
         * @param nanos how long that took
         */
        void asked(String outcome, long nanos);
    }

    /** @param nanoTime measures how long it takes */
    public PreAnswerWebhook(Settings settings, InstantSource clock, LongSupplier nanoTime, Meters meters) {
        this(settings, clock, nanoTime, meters, PAUSE);
    }

    PreAnswerWebhook(Settings settings, InstantSource clock, LongSupplier nanoTime, Meters meters, Duration pause) {
        this.settings = settings;
        this.http = OutgoingHttp.anywhere("pre-answer");
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.meters = meters;
        this.breaker = CircuitBreaker.builder()
                .withFailureThreshold(MISSES)
                .withSuccessThreshold(1)
                .withDelay(pause)
                .onOpen(event -> {
                    if (event.getPreviousState() == CircuitBreaker.State.CLOSED) {
                        LOG.atWarn().log("pre-answer webhook does not answer: not asked but for one call at a time");
                    }
                })
                .onClose(event -> LOG.atInfo().log("pre-answer webhook answers again"))
                .build();
    }

    @Override
    public CompletionStage<Verdict> ask(String callSid, String from, String to) {
        if (!breaker.tryAcquirePermit()) {
            meters.asked("skipped", 0);
            return CompletableFuture.completedFuture(Verdict.DEFAULTS);
        }
        long beganNanos = nanoTime.getAsLong();
        byte[] body = JsonNodeFactory.instance
                .objectNode()
                .put("event", "call.ringing")
                .put("at", clock.instant().toString())
                .put("callSid", callSid)
                .put("from", from)
                .put("to", to)
                .toString()
                .getBytes(StandardCharsets.UTF_8);
        Map<String, String> headers = SignedPost.signed(settings.secret(), body, clock);
        return http.post(
                        new OutgoingHttp.Post(settings.url(), headers, body, settings.timeoutMillis()),
                        MAX_ANSWER_BYTES,
                        settings.timeoutMillis())
                .handle((reply, failure) -> verdict(callSid, reply, failure, beganNanos));
    }

    private Verdict verdict(
            String callSid, OutgoingHttp.@Nullable Reply reply, @Nullable Throwable failure, long beganNanos) {
        long nanos = nanoTime.getAsLong() - beganNanos;
        if (reply == null || reply.status() / 100 == 5) {
            breaker.recordFailure();
        } else {
            breaker.recordSuccess();
        }
        if (reply == null || reply.status() / 100 != 2) {
            String outcome = reply != null ? "status" : isTimeout(failure) ? "timeout" : "failed";
            meters.asked(outcome, nanos);
            warn(callSid, reply != null ? "HTTP status " + reply.status() : String.valueOf(failure));
            return Verdict.DEFAULTS;
        }
        PreAnswerReply.Result read = PreAnswerReply.read(reply.body(), settings.routes());
        if (!read.mistakes().isEmpty()) {
            meters.asked("bad_answer", nanos);
            warn(callSid, String.join("; ", read.mistakes()));
            return Verdict.DEFAULTS;
        }
        Refusal refusal = read.verdict().refusal();
        meters.asked(
                refusal == null ? "answered" : refusal instanceof Refusal.PutThrough ? "transferred" : "refused",
                nanos);
        return read.verdict();
    }

    private static boolean isTimeout(@Nullable Throwable failure) {
        return failure instanceof TimeoutException
                || (failure instanceof CompletionException && failure.getCause() instanceof TimeoutException);
    }

    private static void warn(String callSid, String why) {
        LOG.atWarn()
                .addKeyValue("callSid", callSid)
                .addKeyValue("why", why)
                .log("pre-answer webhook is of no use for this call, which is answered as always");
    }

    @Override
    public void close() {
        http.close();
    }
}
