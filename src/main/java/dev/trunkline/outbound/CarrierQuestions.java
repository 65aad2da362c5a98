package dev.trunkline.outbound;

import dev.trunkline.outbound.OrderEntry.Stage;
import dev.trunkline.phone.CallPlacer;
import dev.trunkline.phone.CallPlacer.Answer;
import dev.trunkline.phone.CallProgress;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what the carrier has not told: whether there is a call at all, when asking for one had no answer or this process was
 * killed meanwhile, and how one stands of which nothing was heard for long. Confined to one thread.
 */
final class CarrierQuestions {

    /** How long a call may take to show after an answer that did not come. */
    static final long FIRST_PAUSE_MILLIS = 2_000;
    /** How long nothing is heard of a call before it is asked about: ringing, and then some. */
    static final long SILENCE_MILLIS = 120_000;
    /** A call was found ringing, though the carrier had told nothing of it: after that it is asked again. */
    static final long RINGING_MILLIS = 15_000;

    private static final long[] PAUSES_MILLIS = {FIRST_PAUSE_MILLIS, 3_000, 10_000, 15_000, 30_000};
    private static final long CLOCKS_DIFFER_MILLIS = 5_000;
    private static final long PATIENCE_MILLIS = 3_600_000;
    private static final long LONGEST_CALL_MILLIS = 4 * 3_600_000; // Twilio's

    private final CallPlacer carrier;
    private final OrderBook book;
    private final Executor thread;
    private final BiConsumer<OrderEntry, Learned> told;
    private final Map<String, Question> open = new HashMap<>();

    /**
     * What was found out.
     *
     * @param progress how the call stands; null: there is none
     * @param isCertain whether the carrier says so; else it has said nothing for an hour
     */
    record Learned(@Nullable CallProgress progress, boolean isCertain) {}

    /** @param askedTimes to which it has answered that there is no such call */
    private record Question(long atMillis, int askedTimes, long sinceMillis) {}

    CarrierQuestions(CallPlacer carrier, OrderBook book, Executor thread, BiConsumer<OrderEntry, Learned> told) {
        this.carrier = carrier;
        this.book = book;
        this.thread = thread;
        this.told = told;
    }

    /** Asks about an order's call at {@code atMillis}, instead of when it was to be asked about. */
    void ask(String orderId, long atMillis) {
        open.put(orderId, new Question(atMillis, 0, atMillis));
    }

    /** Asks about it after the silence at the latest, should nobody come to ask before: who was asked to dial may never answer. */
    void askInTheEnd(String orderId, long nowMillis) {
        open.putIfAbsent(orderId, new Question(nowMillis + SILENCE_MILLIS, 0, nowMillis));
    }

    void forget(String orderId) {
        open.remove(orderId);
    }

    /** Asks what is due. */
    void step(long nowMillis) {
        for (Map.Entry<String, Question> each : Map.copyOf(open).entrySet()) {
            long waitsMillis = each.getValue().atMillis() - nowMillis;
            if (waitsMillis <= 0 || waitsMillis > SILENCE_MILLIS) { // a clock may be set back
                ask(each.getKey(), each.getValue(), nowMillis);
            }
        }
    }

    private void ask(String orderId, Question question, long nowMillis) {
        OrderEntry entry = book.find(orderId);
        if (entry == null || !entry.isUnderWay()) {
            open.remove(orderId);
            return;
        }
        // Not again before the answer, which comes within the carrier's own deadline or not at all.
        open.put(orderId, new Question(nowMillis + SILENCE_MILLIS, question.askedTimes(), question.sinceMillis()));
        String callSid = entry.callSid();
        CompletionStage<Answer> answer = callSid == null
                ? carrier.find(entry.order().to(), entry.order().from(), entry.lastAskedMillis() - CLOCKS_DIFFER_MILLIS)
                : carrier.standing(callSid);
        answer.whenCompleteAsync(
                (known, bug) -> answered(
                        orderId,
                        entry.attempts(),
                        question,
                        nowMillis,
                        bug == null ? known : new Answer.Silent(bug.toString())),
                thread);
    }

    private void answered(String orderId, int attempt, Question question, long askedMillis, Answer answer) {
        OrderEntry entry = book.find(orderId);
        if (entry == null || !entry.isUnderWay() || entry.attempts() != attempt) {
            return;
        }
        CallProgress found = answer instanceof Answer.Known known ? ofOurs(entry, known) : null;
        if (found != null) {
            told.accept(entry, new Learned(found, true));
        } else if (entry.stage() == Stage.CALLED
                && answer instanceof Answer.Known
                && askedMillis - question.sinceMillis() > LONGEST_CALL_MILLIS) {
            told.accept(entry, new Learned(null, false)); // the carrier knows no such call, and no call is that long
        } else if (entry.stage() == Stage.CALLED) {
            again(orderId, question, askedMillis + SILENCE_MILLIS, 0);
        } else if (answer instanceof Answer.Known) {
            int times = question.askedTimes() + 1;
            if (times >= PAUSES_MILLIS.length) {
                told.accept(entry, new Learned(null, true));
            } else {
                again(orderId, question, askedMillis + PAUSES_MILLIS[times], times);
            }
        } else if (askedMillis - question.sinceMillis() > PATIENCE_MILLIS) {
            told.accept(entry, new Learned(null, false));
        } else {
            again(orderId, question, askedMillis + PAUSES_MILLIS[PAUSES_MILLIS.length - 1], question.askedTimes());
        }
    }

    private void again(String orderId, Question question, long atMillis, int times) {
        open.put(orderId, new Question(atMillis, times, question.sinceMillis()));
    }

    /** One that no other order has. */
    private @Nullable CallProgress ofOurs(OrderEntry entry, Answer.Known known) {
        Set<String> taken = book.callSids();
        return known.calls().stream()
                .filter(call -> entry.callSid() == null
                        ? !taken.contains(call.callSid())
                        : entry.callSid().equals(call.callSid()))
                .findFirst()
                .orElse(null);
    }
}
