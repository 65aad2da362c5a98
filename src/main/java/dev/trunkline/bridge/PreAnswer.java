package dev.trunkline.bridge;

import dev.trunkline.continuity.Briefing;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Asks the operator's own systems about a call before it is answered. Thread-safe. */
@FunctionalInterface
public interface PreAnswer {

    /** Done soon, on any thread, and never with a failure. */
    CompletionStage<Verdict> ask(String callSid, String from, String to);

    /**
     * What they say. Immutable.
     *
     * @param refusal null when the call is to be answered
     */
    record Verdict(Briefing briefing, @Nullable Refusal refusal) {

        /** The call is answered as if nobody had been asked. */
        public static final Verdict DEFAULTS = new Verdict(Briefing.NONE, null);
    }

    /** What the caller gets instead of the agent. Immutable. */
    sealed interface Refusal {

        /** The caller hears that the line is busy, or that the call is rejected; it costs nothing. */
        record Reject(boolean busy) implements Refusal {}

        /** The caller hears this, and then the end of the call. */
        record Words(String words) implements Refusal {}

        /**
         * The caller is put through at once.
         *
         * @param destination a name of the route's list
         */
        record PutThrough(String destination) implements Refusal {}
    }
}
