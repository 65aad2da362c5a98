package dev.trunkline.engine.turns;

import dev.trunkline.time.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is in a chat. A state holds what belongs to it alone, and its exits are its methods, so that an exit which
 * does not exist cannot be taken. Confined to the chat's loop.
 *
 * <pre>
 *                    (has something to say)
 *     {@link Considering} -----------------------&gt; {@link Speaking} ----(hangs up)----+
 *        ^  |                                  ^  |                          |
 *        |  v (gives way, or says nothing)     |  v (over, or interrupted)   v
 *     {@link Listening} &lt;----------------------------&gt; {@link Paused}          {@link LastWords} --&gt; {@link Closed}
 *                       (as the client wants)                                ^
 *     any of these four ---------------(the chat is to end)------------------+
 * </pre>
 */
sealed interface TurnState {

    /** Whether this is the agent's turn, which a caller who speaks would interrupt. */
    default boolean isAgentsTurn() {
        return false;
    }

    /** Gives up what is being made. */
    void abandon();

    /** The chat is over. */
    default Closed toClosed() {
        abandon();
        return new Closed();
    }

    /** The end is not decided yet. */
    sealed interface Open extends TurnState {

        /** Whether the agent was interrupted, and what the caller said is not known yet. */
        boolean isCutOff();

        /** The same state, interrupted or not. */
        Open cutOff(boolean nowCutOff);

        /** Whether the client wants no answers now. */
        boolean isPaused();

        /** The same state, with answers wanted. */
        Open toResumed();

        /** The agent stops: what is being made is gone. */
        Silent toSilence();

        /** The agent stops, and answers nothing until the client wants it. */
        default Paused toPaused() {
            return new Paused(toSilence().isCutOff());
        }

        /** The chat ends when {@code turn} is over or {@code patience} is; {@code then} is done once. */
        default LastWords toLastWords(AgentTurn turn, Scheduler.Timer patience, Runnable then) {
            return new LastWords(turn, patience, then, null);
        }

        @Override
        default void abandon() {
            toSilence();
        }
    }

    /** Nothing of the agent's is being made; what was sent may still be heard. */
    sealed interface Silent extends Open {

        default Speaking toSpeaking(AgentTurn turn) {
            return new Speaking(turn, this);
        }

        @Override
        Silent cutOff(boolean nowCutOff);

        @Override
        Listening toResumed();

        @Override
        default Silent toSilence() {
            return this;
        }
    }

    /** The agent waits for the caller, or for a tool. */
    record Listening(boolean isCutOff) implements Silent {
        Considering toConsidering(AgentTurn turn) {
            return new Considering(turn, this);
        }

        @Override
        public Listening cutOff(boolean nowCutOff) {
            return new Listening(nowCutOff);
        }

        @Override
        public boolean isPaused() {
            return false;
        }

        @Override
        public Listening toResumed() {
            return this;
        }
    }

    /** The client wants no answers; words that it gives itself are said all the same. */
    record Paused(boolean isCutOff) implements Silent {
        @Override
        public Paused cutOff(boolean nowCutOff) {
            return new Paused(nowCutOff);
        }

        @Override
        public boolean isPaused() {
            return true;
        }

        @Override
        public Listening toResumed() {
            return new Listening(isCutOff);
        }
    }

    /** The model was told something and need not say anything: all that there is to answer comes first. */
    record Considering(AgentTurn turn, Listening before) implements Open {
        Speaking toSpeaking() {
            return new Speaking(turn, before);
        }

        @Override
        public boolean isCutOff() {
            return before.isCutOff;
        }

        @Override
        public Considering cutOff(boolean nowCutOff) {
            return new Considering(turn, before.cutOff(nowCutOff));
        }

        @Override
        public boolean isPaused() {
            return false;
        }

        @Override
        public Considering toResumed() {
            return this;
        }

        @Override
        public Listening toSilence() {
            turn.cancel();
            return before;
        }
    }

    /** The agent's turn is being made: its model thinks, and what it says is spoken and sent, sentence by sentence. */
    record Speaking(AgentTurn turn, Silent before) implements Open {
        @Override
        public boolean isAgentsTurn() {
            return true;
        }

        @Override
        public boolean isCutOff() {
            return before.isCutOff();
        }

        @Override
        public Speaking cutOff(boolean nowCutOff) {
            return new Speaking(turn, before.cutOff(nowCutOff));
        }

        @Override
        public boolean isPaused() {
            return before.isPaused();
        }

        @Override
        public Speaking toResumed() {
            return new Speaking(turn, before.toResumed());
        }

        @Override
        public Silent toSilence() {
            turn.cancel();
            return before;
        }
    }

    /**
     * The end is decided; these words are not interrupted any more.
     *
     * @param before what was before, where the caller can take the end back; else null
     */
    record LastWords(
            AgentTurn turn,
            Scheduler.Timer patience,
            Runnable then,
            @Nullable Silent before) implements TurnState {

        /** The same, which the caller can take back. */
        LastWords revocable(Silent earlier) {
            return new LastWords(turn, patience, then, earlier);
        }

        @Override
        public boolean isAgentsTurn() {
            return true;
        }

        @Override
        public void abandon() {
            patience.cancel();
            turn.cancel();
        }
    }

    /** Nothing is said any more. */
    record Closed() implements TurnState {
        @Override
        public void abandon() {}
    }
}
