package dev.trunkline.lab.carrier.twiml;

import dev.trunkline.speech.Speech;
import org.jspecify.annotations.Nullable;

/** What happens at a number that a {@code Dial} rings. Immutable. */
public sealed interface Callee {

    /** Among numbers: who answers at every number that is not there. */
    String EVERYBODY_ELSE = "*";

    /**
     * A person answers, is put through, speaks, and hangs up.
     *
     * @param ringMillis until they answer
     * @param line what they say when put through; null: nothing
     * @param talkMillis how long the conversation lasts, at least as long as the line
     */
    record Answers(long ringMillis, @Nullable Speech line, long talkMillis) implements Callee {}

    /**
     * A person answers, is asked for a key, presses it, and if the caller is put through then, speaks and hangs up.
     *
     * @param ringMillis until they answer
     * @param keys what they press, one at each question; fewer: they press nothing any more
     * @param line what they say when put through; null: nothing
     * @param talkMillis how long the conversation lasts, at least as long as the line
     */
    record Presses(long ringMillis, String keys, @Nullable Speech line, long talkMillis) implements Callee {

        /** The same person once the caller is put through. */
        Answers putThrough() {
            return new Answers(ringMillis, line, talkMillis);
        }
    }

    /**
     * A person answers, hears the whisper, and hangs up: the caller is not put through.
     *
     * @param ringMillis until they answer
     */
    record Declines(long ringMillis) implements Callee {}

    /** The line is engaged. */
    record Busy(long ringMillis) implements Callee {}

    /**
     * Nobody answers.
     *
     * @param ringMillis gives up after this, or after the {@code timeout} of the {@code Dial} when that is shorter
     */
    record NoAnswer(long ringMillis) implements Callee {}

    /** The call cannot be put through at all, as to a number that does not exist. */
    record Fails() implements Callee {}
}
