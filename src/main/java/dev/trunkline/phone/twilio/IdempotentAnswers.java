package dev.trunkline.phone.twilio;

import dev.trunkline.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Gives a repeated request the answer of the first, and a new one an answer of its own. Twilio repeats what it got no answer
 * to, marked with an idempotency token; the same call may also come to the same webhook once more (sent by REST, a Studio
 * flow, a menu), and that is another question. Who sends no tokens repeats itself when the same form comes again
 * within the time that Twilio has patience, and the answer has not been obeyed yet. Thread-safe.
 */
final class IdempotentAnswers {

    /** Of Twilio's documentation of webhooks: the same in a request and in its repetitions. */
    static final String IDEMPOTENCY_TOKEN = "I-Twilio-Idempotency-Token";

    private static final int MAX_REMEMBERED = 10_000;
    private static final long REMEMBERED_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long REPEATS_NANOS = TimeUnit.SECONDS.toNanos(15); // Twilio gives up on a webhook then

    private final LongSupplier clockNanos;
    private final ExpiringCache<Given> byToken;
    private final ExpiringCache<Given> newest;

    IdempotentAnswers(LongSupplier clockNanos) {
        this.clockNanos = clockNanos;
        this.byToken = new ExpiringCache<>(MAX_REMEMBERED, REMEMBERED_NANOS, clockNanos);
        this.newest = new ExpiringCache<>(MAX_REMEMBERED, REMEMBERED_NANOS, clockNanos);
    }

    /**
     * An answer.
     *
     * @param isObeyed whether the caller has got any further by it
     */
    record Answer(HttpResponse response, BooleanSupplier isObeyed) {
        Answer(HttpResponse response) {
            this(response, () -> false);
        }
    }

    /**
     * Who asks.
     *
     * @param question what it is about: webhook and call
     * @param token Twilio's name of the request, or null when it has none
     */
    record Asked(String question, @Nullable String token, Map<String, List<String>> form) {}

    /** The answer that was given to this request before; if there is none, what {@code source} says. */
    synchronized HttpResponse to(Asked asked, Supplier<Answer> source) {
        Given given = known(asked);
        if (given == null) {
            given = new Given(asked, source.get(), clockNanos.getAsLong());
            newest.put(asked.question, given);
        }
        if (asked.token != null) {
            byToken.put(asked.question + " " + asked.token, given);
        }
        return given.answer.response;
    }

    private @Nullable Given known(Asked asked) {
        Given same = asked.token == null ? null : byToken.recall(asked.question + " " + asked.token);
        return same != null ? same : repeated(asked, newest.recall(asked.question));
    }

    private @Nullable Given repeated(Asked asked, @Nullable Given last) {
        boolean isRepeated = last != null
                && (asked.token == null || last.asked.token == null)
                && asked.form.equals(last.asked.form)
                && clockNanos.getAsLong() - last.sinceNanos <= REPEATS_NANOS
                && !last.answer.isObeyed.getAsBoolean();
        return isRepeated ? last : null;
    }

    private record Given(Asked asked, Answer answer, long sinceNanos) {}
}
