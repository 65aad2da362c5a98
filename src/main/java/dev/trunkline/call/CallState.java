package dev.trunkline.call;

import dev.trunkline.ai.AiConnector;
import dev.trunkline.ai.AiLeg;
import dev.trunkline.time.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Where a call stands. A state holds what belongs to it alone, and its exits are its methods, so that an exit which does
 * not exist cannot be taken. Confined to the call's loop.
 *
 * <pre>
 *   {@link Connecting} ----&gt; {@link Talking} --&gt; {@link Draining} --&gt; {@link Ended}
 *      |  ^             |    &lt;-----   (last words)    ^
 *      v  |             |  (taken back)               |
 *   {@link ReconnectWait} &lt;-+  (AI lost)  any state ------+
 * </pre>
 *
 * <p>Another leg may be opened beside that of {@link Talking}, and go on in its place: see {@link Rollover}.
 * The AI is also lost when it is there and does no work, as {@link AiWatch} judges. What the caller hears in the two states on the
 * left is told by {@link MissingAgent}: what was queued, a tone, words; and then, after the call's window or sooner in an outage
 * of all, {@link Draining} to the route's fallback.
 */
sealed interface CallState {

    /** The AI that hears the caller now, if there is one. */
    default @Nullable AiLeg ai() {
        return null;
    }

    /** Whether the caller's words are kept until an AI hears them. */
    default boolean keepsCaller() {
        return false;
    }

    /** Whether the caller is not heard, so that the agent's last words are. */
    default boolean isProtected() {
        return false;
    }

    /** What it is called in logs. */
    default String name() {
        return getClass().getSimpleName();
    }

    /** Gives up what this state holds open; the call goes elsewhere for good. */
    void abandon();

    /** The end is not decided yet. */
    sealed interface Undecided extends CallState {

        /** There is no AI here that could say anything more; what is queued is still heard. */
        default Draining toDraining(CallEnd end, CallContinuation continuation, Farewell farewell) {
            abandon();
            farewell.onTurnEnded();
            return new Draining(null, end, continuation, farewell);
        }
    }

    /** The AI is being called; the caller's words are kept. */
    record Connecting(AiConnector.Attempt attempt) implements Undecided {
        Talking toTalking(AiLeg ai) {
            return new Talking(ai);
        }

        @Override
        public boolean keepsCaller() {
            return true;
        }

        @Override
        public void abandon() {
            attempt.cancel();
        }
    }

    /** The AI was lost or not reached; it is called again when {@code retry} fires. The caller's words are kept. */
    record ReconnectWait(Scheduler.Timer retry) implements Undecided {
        Connecting toConnecting(AiConnector.Attempt attempt) {
            return new Connecting(attempt);
        }

        @Override
        public boolean keepsCaller() {
            return true;
        }

        @Override
        public void abandon() {
            retry.cancel();
        }
    }

    /** Caller and AI hear each other. */
    record Talking(AiLeg leg) implements Undecided {
        /** The same with another leg of the same conversation. */
        Talking rolledOverTo(AiLeg next) {
            return new Talking(next);
        }

        @Override
        public Draining toDraining(CallEnd end, CallContinuation continuation, Farewell farewell) {
            return new Draining(leg, end, continuation, farewell);
        }

        @Override
        public AiLeg ai() {
            return leg;
        }

        @Override
        public void abandon() {
            leg.close();
        }
    }

    /**
     * The end is decided; the agent's last words are being heard. The AI may be gone already. While it is there, a caller who
     * speaks into them takes the end back, unless they are protected.
     */
    record Draining(@Nullable AiLeg leg, CallEnd end, CallContinuation continuation, Farewell farewell)
            implements CallState {
        Draining withoutAi() {
            farewell.onTurnEnded();
            return new Draining(null, end, continuation, farewell);
        }

        /** The same end, of which the last words begin now. */
        Draining anew(Farewell lastWords) {
            return new Draining(leg, end, continuation, lastWords);
        }

        /** The end is not decided any more, and the AI is told so; null when it is gone, or the last words are protected. */
        @Nullable
        Talking takeBack() {
            Talking talking = withoutTelling();
            if (leg != null && talking != null) {
                leg.context(
                        end == CallEnd.TRANSFERRED ? BridgePhrases.NOT_TRANSFERRED : BridgePhrases.NOT_HUNG_UP, false);
                leg.flush();
            }
            return talking;
        }

        /** The same where the AI is just being lost. */
        @Nullable
        Talking withoutTelling() {
            return leg == null || isProtected() ? null : new Talking(leg);
        }

        @Override
        public boolean isProtected() {
            return farewell.isProtected();
        }

        @Override
        public @Nullable AiLeg ai() {
            return leg;
        }

        @Override
        public void abandon() {
            if (leg != null) {
                leg.close();
            }
        }
    }

    /** It is over. */
    record Ended(CallEnd end) implements CallState {
        @Override
        public void abandon() {}
    }
}
