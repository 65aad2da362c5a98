package dev.trunkline.phone.twilio;

import com.twilio.base.Page;
import com.twilio.exception.ApiException;
import com.twilio.exception.TwilioException;
import com.twilio.http.HttpClient;
import com.twilio.http.HttpMethod;
import com.twilio.http.TwilioRestClient;
import com.twilio.rest.api.v2010.account.Call;
import com.twilio.rest.api.v2010.account.CallReader;
import dev.failsafe.ExecutionContext;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.RetryPolicy;
import dev.trunkline.phone.CallProgress;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Twilio's REST API, for what TwiML cannot do: ending a call whose socket is gone, moving one, placing one. Works on a few
 * threads of its own; when they and their queue are full, the answer says so at once. Nothing is repeated whose outcome is
 * unknown; only a 429, which Twilio has not processed, is tried again for a while. Thread-safe.
 */
public final class TwilioRest implements AutoCloseable {

    private static final int THREADS = 4;
    private static final int WAITING = 64;
    private static final long ANSWER_MILLIS = 10_000;
    private static final long SILENCE_MILLIS = 40_000; // longer than all tries together
    private static final int MAX_TRIES = 4;
    private static final long RETRY_BUDGET_MILLIS = 10_000;
    private static final long FIRST_PAUSE_MILLIS = 500;
    private static final int NOT_FOUND = 404;
    private static final int SERVER_ERROR = 500;
    private static final Outcome TOO_MANY_REQUESTS = new Refused(429, 20429);
    private static final int CALL_NOT_IN_PROGRESS = 21220; // Twilio's error catalogue
    private static final long PAGE_SIZE = 1_000; // the most that Twilio gives
    private static final Set<Call.Status> GOING_ON =
            EnumSet.of(Call.Status.QUEUED, Call.Status.RINGING, Call.Status.IN_PROGRESS);

    private final TwilioRestClient twilio;
    private final ThreadPoolExecutor threads;
    private final FailsafeExecutor<Outcome> retrying;

    /**
     * Whose API, and with which key.
     *
     * @param accountSid AC...
     * @param user the account sid again, or an API key's sid (SK...)
     * @param password the auth token, or the API key's secret
     * @param baseUrl replaces https://api.twilio.com for tests and proxies; null for Twilio itself
     */
    public record Access(
            String accountSid,
            String user,
            String password,
            @Nullable URI baseUrl) {
        /** Without the password. */
        @Override
        public String toString() {
            return "Access[accountSid=" + accountSid + ", user=" + user + ", baseUrl=" + baseUrl + "]";
        }
    }

    /** What became of a request. */
    public sealed interface Outcome {}

    /** It is done; {@code callSid} is the call it was done to, or the new one. */
    public record Done(String callSid) implements Outcome {}

    /**
     * Twilio says no; nothing has happened.
     *
     * @param status of HTTP
     * @param code of Twilio's error catalogue, 0 if it named none
     */
    public record Refused(int status, int code) implements Outcome {}

    /** No answer, or a server's failure: it may have happened or not, so ask before doing it again. */
    public record Uncertain(String reason) implements Outcome {}

    /** A call as it stands there. */
    public record Standing(String callSid, boolean isOver) implements Outcome {}

    /**
     * Calls, a page of them.
     *
     * @param nextPage where the next page is, or null when this is the last
     */
    public record Listed(List<CarrierCall> calls, @Nullable String nextPage) implements Outcome {}

    /**
     * One of them.
     *
     * @param isWhole whether it is a call of its own, and not somebody whom a call has dialled
     * @param ours the number of ours: the called one, or the calling one of a call that we placed
     * @param startedAt when it was answered, or null before
     */
    public record CarrierCall(
            String callSid,
            boolean isWhole,
            String ours,
            @Nullable Instant startedAt) {}

    /** Calls that we have placed, as they stand there. */
    public record Placed(List<CallProgress> calls) implements Outcome {}

    /** Too much is under way already; nothing has happened. */
    public record Saturated() implements Outcome {}

    /** Nobody wanted it any more when its turn came; nothing has happened. */
    public record CalledOff() implements Outcome {}

    public TwilioRest(Access access) {
        this(access, ANSWER_MILLIS, THREADS, WAITING);
    }

    TwilioRest(Access access, long answerMillis, int threadCount, int waiting) {
        this(access, new JdkHttp(access.baseUrl(), answerMillis), threadCount, waiting);
    }

    TwilioRest(Access access, HttpClient http, int threadCount, int waiting) {
        this.twilio = new TwilioRestClient.Builder(access.user(), access.password())
                .accountSid(access.accountSid())
                .httpClient(http)
                .build();
        this.threads = new ThreadPoolExecutor(
                threadCount,
                threadCount,
                30,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(waiting),
                new DefaultThreadFactory("twilio-rest", true));
        threads.allowCoreThreadTimeOut(true);
        RetryPolicy<Outcome> policy = RetryPolicy.<Outcome>builder()
                .handle(JdkHttp.TooManyRequests.class)
                .withMaxAttempts(MAX_TRIES)
                .withDelayFn(TwilioRest::pause)
                .build();
        this.retrying = Failsafe.with(policy).with(threads);
    }

    /** Ends a call. One that is over already is as good as ended. */
    public CompletableFuture<Outcome> hangUp(String callSid) {
        return ask(() -> {
            try {
                Call.updater(callSid).setStatus(Call.UpdateStatus.COMPLETED).update(twilio);
            } catch (ApiException e) {
                if (!isOver(e)) {
                    throw e;
                }
            }
            return new Done(callSid);
        });
    }

    /**
     * Makes a running call ask {@code url} (POST) what to do; its stream ends.
     *
     * @param stillWanted asked before each try: a call that has gone on meanwhile is not to be interrupted; on any thread
     */
    public CompletableFuture<Outcome> redirect(String callSid, URI url, BooleanSupplier stillWanted) {
        return askWhile(stillWanted, () -> {
            Call.updater(callSid).setUrl(url).setMethod(HttpMethod.POST).update(twilio);
            return new Done(callSid);
        });
    }

    /**
     * Makes a running call obey {@code document}; its stream ends.
     *
     * @param stillWanted as for {@link #redirect}
     */
    public CompletableFuture<Outcome> obey(String callSid, String document, BooleanSupplier stillWanted) {
        return askWhile(stillWanted, () -> {
            Call.updater(callSid).setTwiml(new com.twilio.type.Twiml(document)).update(twilio);
            return new Done(callSid);
        });
    }

    private CompletableFuture<Outcome> askWhile(BooleanSupplier wanted, Supplier<Outcome> request) {
        return ask(() -> wanted.getAsBoolean() ? request.get() : new CalledOff());
    }

    /** Asks something else; {@code request} blocks, and throws what the SDK throws. */
    CompletableFuture<Outcome> ask(Function<TwilioRestClient, Outcome> request) {
        return ask(() -> request.apply(twilio));
    }

    /** Asks how a call stands; once. */
    public CompletableFuture<Outcome> standing(String callSid) {
        return askOnce(() -> {
            Call.Status status = Call.fetcher(callSid).fetch(twilio).getStatus();
            return new Standing(callSid, status != null && !GOING_ON.contains(status));
        });
    }

    /**
     * Asks which calls are in progress; once.
     *
     * @param page where a page before has said that the next one is, or null for the first
     */
    public CompletableFuture<Outcome> inProgress(@Nullable String page) {
        return askOnce(() -> {
            CallReader reader = Call.reader().setStatus(Call.Status.IN_PROGRESS).setPageSize(PAGE_SIZE);
            Page<Call> calls = page == null ? reader.firstPage(twilio) : reader.getPage(page, twilio);
            return new Listed(
                    calls.getRecords().stream().map(TwilioRest::carrierCall).toList(),
                    calls.hasNextPage() ? calls.getNextPageUrl("api") : null);
        });
    }

    private static CarrierCall carrierCall(Call call) {
        boolean isInbound = "inbound".equals(call.getDirection());
        String ours = isInbound ? call.getTo() : call.getFrom();
        ZonedDateTime started = call.getStartTime();
        return new CarrierCall(
                call.getSid(),
                call.getParentCallSid() == null,
                ours == null ? "" : ours,
                started == null ? null : started.toInstant());
    }

    private static boolean isOver(ApiException refusal) {
        return orZero(refusal.getStatusCode()) == NOT_FOUND || orZero(refusal.getCode()) == CALL_NOT_IN_PROGRESS;
    }

    /** Whoever asks now and then need not ask again at once. */
    private CompletableFuture<Outcome> askOnce(Supplier<Outcome> request) {
        try {
            return CompletableFuture.supplyAsync(() -> answer(request), threads).exceptionally(TwilioRest::refused);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.completedFuture(new Saturated());
        }
    }

    private CompletableFuture<Outcome> ask(Supplier<Outcome> request) {
        return retrying.getAsync(attempt -> outcome(request, attempt))
                // A retry that finds the queue full is lost in the library's own timer, and the future stays open.
                .orTimeout(SILENCE_MILLIS, TimeUnit.MILLISECONDS)
                .exceptionally(TwilioRest::refused);
    }

    /** One try. What is thrown from here is tried again, or a bug. */
    private static Outcome outcome(Supplier<Outcome> request, ExecutionContext<Outcome> attempt) {
        try {
            return answer(request);
        } catch (JdkHttp.TooManyRequests e) {
            boolean isTooLong = attempt.getElapsedTime().toMillis() + pauseMillis(e, attempt.getAttemptCount() + 1)
                    > RETRY_BUDGET_MILLIS;
            if (isTooLong) {
                return TOO_MANY_REQUESTS;
            }
            throw e;
        }
    }

    private static Outcome answer(Supplier<Outcome> request) {
        try {
            return request.get();
        } catch (JdkHttp.NoAnswer e) {
            return new Uncertain(String.valueOf(e.getMessage()));
        } catch (ApiException e) {
            int status = orZero(e.getStatusCode());
            return status == 0 || status >= SERVER_ERROR
                    ? new Uncertain("status " + status)
                    : new Refused(status, orZero(e.getCode()));
        } catch (TwilioException e) {
            return new Uncertain(String.valueOf(e.getMessage()));
        }
    }

    private static Outcome refused(Throwable thrown) {
        Throwable failure =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (failure instanceof JdkHttp.TooManyRequests) {
            return TOO_MANY_REQUESTS;
        }
        if (failure instanceof RejectedExecutionException) {
            return new Saturated();
        }
        if (failure instanceof TimeoutException) {
            return new Uncertain("no answer in time");
        }
        throw new CompletionException(failure);
    }

    private static long pauseMillis(JdkHttp.TooManyRequests refusal, int tries) {
        return Math.max(refusal.retryAfterMillis(), FIRST_PAUSE_MILLIS << (tries - 1));
    }

    private static Duration pause(ExecutionContext<Outcome> attempt) {
        long pauseMillis = attempt.getLastException() instanceof JdkHttp.TooManyRequests refusal
                ? pauseMillis(refusal, attempt.getAttemptCount())
                : FIRST_PAUSE_MILLIS;
        return Duration.ofMillis(pauseMillis + ThreadLocalRandom.current().nextLong(FIRST_PAUSE_MILLIS / 2));
    }

    /** Takes nothing more; what is under way or waits is still done. */
    @Override
    public void close() {
        threads.shutdown();
    }

    private static int orZero(@Nullable Integer number) {
        return number == null ? 0 : number;
    }
}
