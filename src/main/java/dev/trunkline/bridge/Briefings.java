package dev.trunkline.bridge;

import dev.trunkline.bounded.BoundedMap;
import dev.trunkline.bridge.PreAnswer.Verdict;
import dev.trunkline.continuity.Briefing;
import dev.trunkline.continuity.CallMemory;
import dev.trunkline.continuity.RememberedCall;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What the operator's systems have said of calls that ring, until they are let in; from then on the memory knows. A call is asked
 * about once. Bounded, the oldest goes first. Thread-safe.
 */
final class Briefings {

    private static final int MAX_CALLS = 10_000;

    private final @Nullable PreAnswer preAnswer;
    private final RouteTable routes;
    private final CallMemory memory;
    private final Map<String, Verdict> ringing = new BoundedMap<>(MAX_CALLS);

    /** @param preAnswer null: nobody is asked */
    Briefings(@Nullable PreAnswer preAnswer, RouteTable routes, CallMemory memory) {
        this.preAnswer = preAnswer;
        this.routes = routes;
        this.memory = memory;
    }

    /** Asks about a call that is new here. Done soon, on any thread, and never with a failure. */
    CompletionStage<Void> ask(String callSid, String from, String to) {
        if (preAnswer == null || of(callSid) != null || memory.recall(callSid) != null || routes.of(to) == null) {
            return CompletableFuture.completedFuture(null);
        }
        return preAnswer.ask(callSid, from, to).thenAccept(verdict -> keep(callSid, verdict));
    }

    private synchronized void keep(String callSid, Verdict verdict) {
        ringing.put(callSid, verdict);
    }

    /** What was said of a call that rings; null for nothing. */
    synchronized @Nullable Verdict of(String callSid) {
        return ringing.get(callSid);
    }

    /** The call is let in, and known to the memory. */
    void letIn(String callSid) {
        Verdict verdict;
        synchronized (this) {
            verdict = ringing.remove(callSid);
        }
        if (verdict != null) {
            memory.brief(callSid, verdict.briefing());
        }
    }

    /** Which route the call takes: the one that was said, else that of the called number; or null. */
    @Nullable
    Route route(String callSid, String to) {
        Verdict verdict = of(callSid);
        RememberedCall known = verdict == null ? memory.recall(callSid) : null;
        Briefing briefing = verdict != null ? verdict.briefing() : known != null ? known.briefing() : null;
        Route said = briefing == null || briefing.route() == null ? null : routes.named(briefing.route());
        return said == null ? routes.of(to) : said;
    }

    /** The call as its route would take it; of nobody in particular when there is no route. */
    NewCall newCall(String callSid, String from, String to) {
        Route route = route(callSid, to);
        return route == null ? NewCall.known(callSid) : NewCall.of(callSid, route, from);
    }
}
