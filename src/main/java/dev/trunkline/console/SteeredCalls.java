package dev.trunkline.console;

import dev.trunkline.call.Supervision;
import dev.trunkline.call.SupervisionRefusal;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Asks calls for something, and tells what came of it as an HTTP status. Thread-safe. */
final class SteeredCalls {

    private static final long PATIENCE_SECONDS = 3;
    private static final Outcome DONE = new Outcome(202, "", "");
    private static final Outcome NOT_HERE = new Outcome(404, "not_live", "no call with this sid is going on here");
    private static final Outcome STUCK = new Outcome(503, "stuck", "the call does not answer; try again");

    private final CallsInReach calls;

    SteeredCalls(CallsInReach calls) {
        this.calls = calls;
    }

    /** What is done to a call, on its loop. */
    @FunctionalInterface
    interface Steering {

        /** Why it cannot be done now, or null when it was. */
        @Nullable
        SupervisionRefusal steer(Supervision call);
    }

    /**
     * What came of it.
     *
     * @param status of HTTP
     * @param reason one word of a closed set; "" when it was done
     * @param words for the operator
     */
    record Outcome(int status, String reason, String words) {
        boolean isDone() {
            return status == DONE.status;
        }
    }

    /** Has it done on the call's loop; done soon, on any thread, and never with a failure. */
    CompletionStage<Outcome> ask(String callSid, Steering what) {
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        boolean isHere = calls.supervise(callSid, call -> {
            try {
                SupervisionRefusal refusal = what.steer(call);
                outcome.complete(refusal == null ? DONE : new Outcome(409, refusal.reason(), refusal.words()));
            } catch (RuntimeException bug) {
                outcome.complete(STUCK);
                throw bug; // the loop logs it
            }
        });
        return isHere
                ? outcome.completeOnTimeout(STUCK, PATIENCE_SECONDS, TimeUnit.SECONDS)
                : CompletableFuture.completedFuture(NOT_HERE);
    }
}
