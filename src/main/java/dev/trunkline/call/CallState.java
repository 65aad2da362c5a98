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
 *   {@link Connecting} --&gt; {@link Talking} --&gt; {@link Leaving} --&gt; {@link Ended}
 *        |  ^             |  ^            (last words)     ^
 *        v  |             v  |                             |
 *   {@link Waiting} &lt;------+  (AI lost)   any state ---------+
 * </pre>
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

    /** Gives up what this state holds open; the call goes elsewhere for good. */
    void abandon();

    /** The end is not decided yet. */
    sealed interface Undecided extends CallState {

        /** There is no AI here that could say anything more; what is queued is still heard. */
        default Leaving toLeaving(CallEnd end, Sequel sequel, Farewell farewell) {
            abandon();
            farewell.onTurnEnded();
            return new Leaving(null, end, sequel, farewell);
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
    record Waiting(Scheduler.Timer retry) implements Undecided {
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
        @Override
        public Leaving toLeaving(CallEnd end, Sequel sequel, Farewell farewell) {
            return new Leaving(leg, end, sequel, farewell);
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

    /** The end is decided; the agent's last words are being heard. The AI may be gone already. */
    record Leaving(@Nullable AiLeg leg, CallEnd end, Sequel sequel, Farewell farewell) implements CallState {
        Leaving withoutAi() {
            farewell.onTurnEnded();
            return new Leaving(null, end, sequel, farewell);
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
