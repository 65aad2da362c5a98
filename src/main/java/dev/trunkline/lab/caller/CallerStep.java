package dev.trunkline.lab.caller;

import dev.trunkline.lab.phone.CallerSound;
import dev.trunkline.speech.Speech;

/** One thing a caller does. Immutable. */
public sealed interface CallerStep {

    /**
     * Waits until the agent has spoken since the caller's last word (or key) and then been silent.
     *
     * @param quietMillis how long the silence must be
     * @param capMillis goes on after this in any case
     */
    record AwaitAgent(long quietMillis, long capMillis) implements CallerStep {}

    /**
     * Waits as {@link AwaitAgent} does, but only for an agent that begins to answer: not all answer keys.
     *
     * @param beginMillis within what time it must begin
     * @param quietMillis how long the silence must be
     * @param capMillis goes on after this in any case
     */
    record AwaitReaction(long beginMillis, long quietMillis, long capMillis) implements CallerStep {}

    /**
     * Speaks at once.
     *
     * @param text the words, for the record
     * @param speech their sound, at any rate
     * @param sound what it is meant to be; what is no turn asks for no answer
     */
    record Say(String text, Speech speech, CallerSound sound) implements CallerStep {

        /** Words for the far end. */
        public Say(String text, Speech speech) {
            this(text, speech, CallerSound.TURN);
        }
    }

    /**
     * Speaks as soon as the agent has been speaking for a while.
     *
     * @param afterMillis for how long; pauses under 400 ms count as speaking
     * @param capMillis speaks after this in any case
     * @param sound what it is meant to be
     */
    record Interrupt(String text, Speech speech, long afterMillis, long capMillis, CallerSound sound)
            implements CallerStep {

        /** Words for the far end. */
        public Interrupt(String text, Speech speech, long afterMillis, long capMillis) {
            this(text, speech, afterMillis, capMillis, CallerSound.TURN);
        }
    }

    /**
     * Presses keys, one every 200 ms.
     *
     * @param digits of 0-9, * and #
     */
    record Press(String digits) implements CallerStep {}

    /** Does nothing for a while. */
    record Pause(long millis) implements CallerStep {}

    /** Hangs up at once. */
    record HangUp() implements CallerStep {}
}
