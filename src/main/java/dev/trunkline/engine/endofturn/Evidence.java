package dev.trunkline.engine.endofturn;

import dev.trunkline.engine.mind.ExpectedAnswer;
import dev.trunkline.speech.FinalPitch;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a turn in which the caller has paused. Immutable.
 *
 * @param words up to the pause, as the recognizer writes them, "" when it made nothing of them; null when it has not answered
 * @param certainty of the last of them, 0 to 1
 * @param ending the melody before the pause; null when it is not known, or nothing was voiced
 * @param completeness how likely it is over, 0 to 1, as a model of sound judges; null without one
 * @param expected what the agent has asked for
 * @param usualPauseMillis how long this caller's pauses in mid-turn are; 0 when there was none
 */
record Evidence(
        @Nullable String words,
        double certainty,
        @Nullable FinalPitch ending,
        @Nullable Double completeness,
        ExpectedAnswer expected,
        int usualPauseMillis) {

    static final Evidence NONE = new Evidence(null, null, null, ExpectedAnswer.ANYTHING, 0);

    /** With words that are sure, if there are any. */
    Evidence(
            @Nullable String words,
            @Nullable FinalPitch ending,
            @Nullable Double completeness,
            ExpectedAnswer expected,
            int usualPauseMillis) {
        this(words, 1, ending, completeness, expected, usualPauseMillis);
    }

    Evidence withWords(String known, double sure) {
        return new Evidence(known, sure, ending, completeness, expected, usualPauseMillis);
    }

    Evidence withEnding(@Nullable FinalPitch known) {
        return new Evidence(words, certainty, known, completeness, expected, usualPauseMillis);
    }

    Evidence withCompleteness(double known) {
        return new Evidence(words, certainty, ending, known, expected, usualPauseMillis);
    }
}
