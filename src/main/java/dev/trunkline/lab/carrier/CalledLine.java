package dev.trunkline.lab.carrier;

import dev.trunkline.lab.caller.CallerScript;
import org.jspecify.annotations.Nullable;

/** What becomes of a call that was made over REST. Immutable. */
public sealed interface CalledLine {

    /**
     * Somebody, or something, picks up.
     *
     * @param ringMillis until then
     * @param script what is said then
     * @param detection what Twilio finds out about who it is, if it was asked; null: nothing before the end
     */
    record PicksUp(
            long ringMillis, CallerScript script, @Nullable Detection detection) implements CalledLine {}

    /**
     * What Twilio's answering machine detection says.
     *
     * @param answeredBy human, machine_end_beep, machine_end_silence, machine_end_other, fax or unknown
     * @param afterMillis since the call was answered
     */
    record Detection(String answeredBy, long afterMillis) {}

    /** The line is engaged. */
    record Engaged(long ringMillis) implements CalledLine {}

    /** Nobody answers, until the time to ring is over. */
    record RingsOut(long ringMillis) implements CalledLine {}

    /**
     * The network does not put the call through.
     *
     * @param sipStatus what it says: 404 for a number that nobody has, 503 for trouble
     */
    record Unreachable(int sipStatus) implements CalledLine {}

    /** No number at all: Twilio refuses to make the call. */
    record Invalid() implements CalledLine {}

    /** The call is made, and who asked for it is not told: the answer is a server's error. */
    record AnswerIsLost(CalledLine line) implements CalledLine {}
}
