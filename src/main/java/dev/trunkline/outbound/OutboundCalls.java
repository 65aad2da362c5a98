package dev.trunkline.outbound;

import dev.trunkline.outbound.OrderEntry.Stage;
import dev.trunkline.phone.CallPlacer;
import dev.trunkline.phone.CallPlacer.Placing;
import dev.trunkline.phone.CallProgress;
import dev.trunkline.phone.PlacedCallEvents;
import dev.trunkline.telemetry.MetricName;
import dev.trunkline.telemetry.Metrics;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls that we are asked to place: takes orders, lets the {@link OrderDialer} place each when it may be, and knows what became of it.
 * An attempt of which nobody knows whether it was made is looked up, and never made again before that. Works on one thread of its
 * own; what others ask from any thread is handed to it.
 */
public final class OutboundCalls implements PlacedCallEvents {

    private static final Logger LOG = LoggerFactory.getLogger(OutboundCalls.class);
    private static final int MAX_WAITING = 100_000;

    private final Parts parts;
    private final OrderBook book;
    private final OrderCheck check;
    private final CarrierQuestions questions;
    private final AnsweredCalls answered;
    private final OrderEnds ends;
    private final OrderChanges changes;
    private final OrderDialer dialer;

    /**
     * What it works with.
     *
     * @param thread runs tasks one at a time, in order
     * @param hasRoom whether this node would take so many calls more
     * @param isAttended whether whoever is called now would find an agent, by the name of the route that takes the call
     * @param calls what happens in the calls themselves
     */
    public record Parts(
            CallPlacer carrier,
            OutboundJournal journal,
            DoNotCallList doNotCall,
            NumberingPlan numbers,
            Executor thread,
            InstantSource clock,
            IntPredicate hasRoom,
            Predicate<String> isAttended,
            AnsweredCalls calls,
            Metrics metrics) {}

    /** Goes on with what an earlier process has left; nothing is placed before the first {@link #step}. */
    public OutboundCalls(OutboundPolicy policy, Parts parts) {
        this.parts = parts;
        this.answered = parts.calls();
        this.book = new OrderBook(parts.journal());
        this.check = new OrderCheck(policy, parts.numbers(), parts.doNotCall(), book.history());
        this.ends = new OrderEnds(policy, book, parts.metrics());
        this.questions = new CarrierQuestions(parts.carrier(), book, parts.thread(), this::learned);
        long nowMillis = parts.clock().millis();
        book.underWay().forEach(id -> questions.ask(id, nowMillis));
        book.calledOff().forEach(parts.carrier()::end); // whoever called it off may have died before he said so
        this.changes = new OrderChanges(parts, book, ends);
        this.dialer = new OrderDialer(policy, parts, book, check, ends, this::placed);
        answered.onDoNotCall(changes::doNotCall);
        parts.metrics().gauge(MetricName.OUTBOUND_WAITING, book::waiting);
        parts.metrics().gauge(MetricName.OUTBOUND_ACTIVE, book::active);
    }

    /** Asks for a call. Any thread. */
    public CompletionStage<Submission> submit(OutboundRequest request) {
        return CompletableFuture.supplyAsync(() -> take(request), parts.thread());
    }

    private Submission take(OutboundRequest request) {
        long nowMillis = parts.clock().millis();
        Submission submission = book.waiting() >= MAX_WAITING
                ? new Submission.Refused(
                        Submission.Reason.FULL, "so many orders wait already: " + MAX_WAITING + "; ask again later")
                : check.check(request, nowMillis);
        if (submission instanceof Submission.Taken taken) {
            submission = keep(taken);
        }
        if (submission instanceof Submission.Refused refused) {
            parts.metrics().count(MetricName.OUTBOUND_REFUSED, refused.reason().label());
        }
        step();
        return submission;
    }

    private Submission keep(Submission.Taken taken) {
        try {
            book.commit(taken.entry());
            return taken;
        } catch (IOException e) {
            LOG.atError().addKeyValue("why", e.toString()).log("an order to call cannot be written down");
            return new Submission.Refused(
                    Submission.Reason.NO_JOURNAL,
                    "what is not written down is not dialled, and data.directory cannot be written");
        }
    }

    /** Places what is due and finds out what is not known. On its thread, several times a second. */
    public void step() {
        long nowMillis = parts.clock().millis();
        dialer.step(nowMillis);
        questions.step(nowMillis);
        for (String id : book.underWay()) {
            questions.askInTheEnd(id, nowMillis);
            settle(id, nowMillis);
        }
        book.forget(nowMillis);
    }

    private void placed(String attempt, Placing placing) {
        long nowMillis = parts.clock().millis();
        OrderEntry entry = underWay(attempt);
        if (entry == null) {
            return; // the carrier's callbacks were faster
        }
        if (placing instanceof Placing.Accepted accepted) {
            adopt(entry, accepted.callSid(), nowMillis);
        } else if (entry.stage() == Stage.CALLED) {
            return; // whatever the answer was: there is a call
        } else if (placing instanceof Placing.Refused refused) {
            LOG.atWarn()
                    .addKeyValue("order", entry.order().id())
                    .addKeyValue("code", refused.code())
                    .log("the carrier does not place a call");
            ended(entry, refused.isNumberInvalid() ? OutboundOutcome.INVALID : OutboundOutcome.REFUSED, nowMillis);
        } else if (placing instanceof Placing.NotNow) {
            book.history().takeBack(entry.order(), entry.lastAskedMillis());
            OrderEntry waits = entry.notAsked(nowMillis + OrderDialer.AGAIN_MILLIS);
            if (entry.calledOff()) {
                ends.order(waits, OutboundOutcome.CANCELED, nowMillis);
            } else {
                book.note(waits);
            }
        } else if (placing instanceof Placing.Unknown unknown) {
            LOG.atWarn()
                    .addKeyValue("order", entry.order().id())
                    .addKeyValue("why", unknown.why())
                    .log("nobody knows whether a call was placed: it is looked for");
            questions.ask(entry.order().id(), nowMillis + CarrierQuestions.FIRST_PAUSE_MILLIS);
        }
    }

    /** The entry that an attempt belongs to, if that is its last, and not over. */
    private @Nullable OrderEntry underWay(String attempt) {
        Attempt named = Attempt.of(attempt);
        OrderEntry entry = named == null ? null : book.find(named.orderId());
        return entry != null && named != null && entry.isUnderWay() && entry.attempts() == named.number()
                ? entry
                : null;
    }

    private void adopt(OrderEntry entry, String callSid, long nowMillis) {
        if (entry.stage() == Stage.ASKED) {
            book.note(entry.called(callSid));
            if (entry.calledOff()) {
                parts.carrier().end(callSid);
            }
            questions.ask(entry.order().id(), nowMillis + CarrierQuestions.SILENCE_MILLIS);
        }
    }

    @Override
    public boolean answers(String attempt, String callSid) {
        OrderEntry entry = underWay(attempt);
        if (entry == null || entry.calledOff() || !answered.begin(callSid, attempt, entry.order(), this::judged)) {
            return false;
        }
        parts.thread().execute(() -> progress(attempt, new CallProgress(callSid, CallProgress.Stage.ANSWERED, 0)));
        return entry.callSid() == null || entry.callSid().equals(callSid);
    }

    @Override
    public void progressed(String attempt, CallProgress progress) {
        parts.thread().execute(() -> progress(attempt, progress));
    }

    @Override
    public void heard(String attempt, String callSid, WhoAnswered who) {
        if (underWay(attempt) != null) {
            answered.carrierHeard(callSid, who);
        }
    }

    private void learned(OrderEntry entry, CarrierQuestions.Learned learned) {
        CallProgress progress = learned.progress();
        if (progress != null) {
            progress(Attempt.name(entry), progress);
            OrderEntry now = book.find(entry.order().id());
            boolean wasTold = entry.calledOff() && entry.callSid() != null;
            if (wasTold && now != null && now.isUnderWay()) {
                parts.carrier().end(progress.callSid()); // once more: what was said of it may have been lost
            }
            if (progress.stage().compareTo(CallProgress.Stage.ANSWERED) < 0) {
                questions.ask(entry.order().id(), parts.clock().millis() + CarrierQuestions.RINGING_MILLIS);
            }
        } else {
            ended(
                    entry,
                    learned.isCertain() ? OutboundOutcome.FAILED : OutboundOutcome.UNKNOWN,
                    parts.clock().millis());
        }
    }

    private void progress(String attempt, CallProgress progress) {
        long nowMillis = parts.clock().millis();
        OrderEntry entry = underWay(attempt);
        if (entry == null) {
            return;
        }
        adopt(entry, progress.callSid(), nowMillis);
        OrderEntry called = underWay(attempt);
        if (called == null || !progress.callSid().equals(called.callSid())) {
            return;
        }
        OutboundOutcome outcome = OrderEnds.unanswered(progress);
        if (outcome != null) {
            ended(called, outcome, nowMillis);
        } else if (progress.stage() != CallProgress.Stage.COMPLETED) {
            questions.ask(called.order().id(), nowMillis + CarrierQuestions.SILENCE_MILLIS);
        } else if (answered.isKnown(progress.callSid())) {
            answered.completed(progress.callSid(), nowMillis); // it comes to its own end, see settle
        } else {
            ended(called, OrderEnds.ofEarlierProcess(called), nowMillis);
        }
    }

    /** Who answered is known, and survives this process. */
    private void judged(String attempt, String who) {
        parts.thread().execute(() -> {
            OrderEntry entry = underWay(attempt);
            if (entry != null) {
                book.note(entry.answeredBy(who));
            }
        });
    }

    /** A call that the carrier has ended, once the call itself has come to its end as well. */
    private void settle(String orderId, long nowMillis) {
        OrderEntry entry = book.find(orderId);
        if (entry != null && entry.callSid() != null) {
            OutboundOutcome outcome = answered.outcome(entry.callSid(), nowMillis);
            if (outcome != null) {
                ended(entry, outcome, nowMillis);
            }
        }
    }

    private void ended(OrderEntry entry, OutboundOutcome outcome, long nowMillis) {
        questions.forget(entry.order().id());
        if (entry.callSid() != null) {
            answered.forget(entry.callSid());
        }
        ends.attempt(entry, outcome, nowMillis);
    }

    /** What people do to orders. */
    public OrderChanges changes() {
        return changes;
    }

    /** How many are being called, and may pick up and find us gone. Any thread. */
    public int ringing() {
        return dialer.ringing(parts.clock().millis());
    }

    /** One of them, or null. Any thread. */
    public @Nullable OrderEntry find(String orderId) {
        return book.find(orderId);
    }

    /** All orders of the last day, newest first. Any thread. */
    public List<OrderEntry> all() {
        return book.all();
    }

    /** On its thread. */
    public void close() {
        book.close();
    }
}
