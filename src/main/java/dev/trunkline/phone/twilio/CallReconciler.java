package dev.trunkline.phone.twilio;

import dev.trunkline.phone.twilio.TwilioRest.CarrierCall;
import dev.trunkline.phone.twilio.TwilioRest.Listed;
import dev.trunkline.phone.twilio.TwilioRest.Outcome;
import dev.trunkline.phone.twilio.TwilioRest.Standing;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares our calls with Twilio's, now and then: one that lives here and is over there is ended, and one that lives there and is
 * known to nobody here is told. Each step makes one request at most, so that whoever takes a step a second makes no more than that;
 * what Twilio does not want to answer is asked again later and later. Confined to the thread that steps; blocks it.
 */
public final class CallReconciler {

    private static final Logger LOG = LoggerFactory.getLogger(CallReconciler.class);
    private static final long MAX_PAUSE_NANOS = TimeUnit.MINUTES.toNanos(15);
    private static final long ANSWER_SECONDS = 30;
    private static final int MAX_PAGES = 20; // of a thousand calls each
    private static final int MAX_SUSPECTS = 100; // of one round
    private static final int MAX_REMEMBERED = 10_000;

    /** A call may be on its way from one node, or one webhook, to another. */
    private static final Duration YOUNG = Duration.ofMinutes(1);

    private final TwilioRest rest;
    private final Books books;
    private final Settings settings;
    private final LongSupplier clockNanos;
    private final Clock clock;

    private final Deque<String> suspects = new ArrayDeque<>();
    private final Deque<String> toEnd = new ArrayDeque<>();
    private final Set<String> elsewhere = new HashSet<>(); // calls of accounts that we may not look into
    private final Set<String> told = new HashSet<>();
    private Set<String> strangers = Set.of(); // of the round before
    private @Nullable Round round;
    private long notBeforeNanos;
    private long pauseNanos;

    /** What this node knows of calls. Thread-safe. */
    public interface Books {

        /** The calls that have sound here. */
        List<String> live();

        /** Whether this node has to do with a call. */
        boolean isKnown(String callSid);

        /** Whether we answer this number, and nobody else does. */
        boolean isOurs(String called);

        /** Twilio says that a call is over. */
        void completed(String callSid);

        /** What came of a comparison; a metric label from a closed set. */
        void count(String outcome);
    }

    /**
     * What an operator decides. Immutable.
     *
     * @param periodNanos from one comparison to the next
     * @param tellsOrphans whether calls that only Twilio knows are told
     * @param endsOrphans and ended
     */
    public record Settings(long periodNanos, boolean tellsOrphans, boolean endsOrphans) {}

    /** Twilio's calls, page by page, and ours when the first of them was asked for. */
    private static final class Round {
        private final List<String> ours;
        private final List<CarrierCall> theirs = new ArrayList<>();
        private @Nullable String nextPage;
        private int pages;

        Round(List<String> ours) {
            this.ours = ours;
        }
    }

    /**
     * The first comparison is one period from now.
     *
     * @param clockNanos monotonic
     * @param clock tells how old a call is
     */
    public CallReconciler(TwilioRest rest, Books books, Settings settings, LongSupplier clockNanos, Clock clock) {
        this.rest = rest;
        this.books = books;
        this.settings = settings;
        this.clockNanos = clockNanos;
        this.clock = clock;
        this.pauseNanos = settings.periodNanos;
        this.notBeforeNanos = clockNanos.getAsLong() + pauseNanos;
    }

    /** Makes the next request, if one is due. */
    public void step() {
        if (!suspects.isEmpty()) {
            ask(suspects.removeFirst());
        } else if (!toEnd.isEmpty()) {
            end(toEnd.removeFirst());
        } else if (clockNanos.getAsLong() - notBeforeNanos >= 0) {
            list();
        }
    }

    private void list() {
        Round now = round == null ? new Round(books.live()) : round;
        round = null; // whatever goes wrong now: the next time it begins anew, after a pause
        notBeforeNanos = clockNanos.getAsLong() + pauseNanos;
        Outcome outcome = answer(rest.inProgress(now.nextPage));
        if (!(outcome instanceof Listed listed)) {
            later(outcome);
            return;
        }
        pauseNanos = settings.periodNanos;
        now.theirs.addAll(listed.calls());
        now.nextPage = listed.nextPage();
        now.pages++;
        notBeforeNanos = clockNanos.getAsLong();
        if (now.nextPage != null && now.pages < MAX_PAGES) {
            round = now;
        } else {
            notBeforeNanos += pauseNanos;
            compare(now);
        }
    }

    private void compare(Round all) {
        Set<String> theirs = new HashSet<>();
        all.theirs.forEach(call -> theirs.add(call.callSid()));
        Set<String> stillHere = new HashSet<>(books.live());
        elsewhere.retainAll(stillHere);
        all.ours.stream()
                .filter(sid -> !theirs.contains(sid) && stillHere.contains(sid) && !elsewhere.contains(sid))
                .limit(MAX_SUSPECTS)
                .forEach(suspects::add);
        books.count("compared");
        if (settings.tellsOrphans) {
            seekOrphans(all.theirs);
        }
    }

    /** Who is unknown twice in a row is no call that was just on its way. */
    private void seekOrphans(List<CarrierCall> theirs) {
        Set<String> unknown = new HashSet<>();
        for (CarrierCall call : theirs) {
            if (call.isWhole() && isOld(call) && books.isOurs(call.ours()) && !books.isKnown(call.callSid())) {
                unknown.add(call.callSid());
            }
        }
        told.retainAll(unknown);
        for (String callSid : unknown) {
            if (strangers.contains(callSid) && told.size() < MAX_REMEMBERED && told.add(callSid)) {
                books.count("orphan");
                LOG.atWarn()
                        .addKeyValue("callSid", callSid)
                        .addKeyValue("ends", settings.endsOrphans)
                        .log("a call is in progress at Twilio that nobody here knows");
                if (settings.endsOrphans) {
                    toEnd.add(callSid);
                }
            }
        }
        strangers = Set.copyOf(unknown);
    }

    private boolean isOld(CarrierCall call) {
        return call.startedAt() != null
                && Duration.between(call.startedAt(), clock.instant()).compareTo(YOUNG) > 0;
    }

    /** Twilio's list did not have it: is it over? */
    private void ask(String callSid) {
        Outcome outcome = answer(rest.standing(callSid));
        if (outcome instanceof Standing standing) {
            if (standing.isOver()) {
                books.count("ended_here");
                LOG.atWarn()
                        .addKeyValue("callSid", callSid)
                        .log("a call is over at Twilio, and lives here: it is ended");
                books.completed(callSid);
            }
        } else if (outcome instanceof TwilioRest.Refused refused && refused.status() == 404) {
            // Of a subaccount, or of somebody else's: its stream was signed, so it is as good as any.
            elsewhere.add(callSid);
            books.count("not_visible");
        } else {
            suspects.clear();
            later(outcome);
        }
    }

    private void end(String callSid) {
        if (!books.isKnown(callSid)) {
            Outcome outcome = answer(rest.hangUp(callSid));
            boolean isEnded = outcome instanceof TwilioRest.Done;
            books.count(isEnded ? "orphan_ended" : "failed");
            if (!isEnded) {
                told.remove(callSid); // whoever is still there at the next comparison is told and ended again
            }
        }
    }

    /** It was not answered: the next time is twice as far away. */
    private void later(@Nullable Outcome outcome) {
        boolean isTooMuch = outcome instanceof TwilioRest.Refused refused && refused.status() == 429;
        books.count(isTooMuch || outcome instanceof TwilioRest.Saturated ? "throttled" : "failed");
        pauseNanos = Math.max(settings.periodNanos, Math.min(2 * pauseNanos, MAX_PAUSE_NANOS));
        notBeforeNanos = clockNanos.getAsLong() + pauseNanos;
        LOG.atWarn()
                .addKeyValue("outcome", outcome)
                .addKeyValue("pauseSeconds", TimeUnit.NANOSECONDS.toSeconds(pauseNanos))
                .log("Twilio does not tell which calls it has");
    }

    private static @Nullable Outcome answer(CompletableFuture<Outcome> future) {
        try {
            return future.get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            return null;
        }
    }
}
