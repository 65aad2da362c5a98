package dev.trunkline.lab.answer;

import dev.trunkline.lab.caller.CallerScript;
import dev.trunkline.lab.caller.CallerStep;
import dev.trunkline.lab.phone.CallerSound;
import dev.trunkline.speech.Speech;

/**
 * How one call is answered. Never written to after construction.
 *
 * @param name what it is, for people
 * @param truth who it is
 * @param sound what is heard from the moment of the answer on, whatever the other side does; 8 kHz
 * @param recordsFromMillis when a machine begins to record: its beep is over; -1 when there is none
 */
public record Answering(String name, Truth truth, Speech sound, long recordsFromMillis) {

    /** Who it is. */
    public enum Truth {
        HUMAN,
        MACHINE,
        FAX,
        SILENCE
    }

    /** The same as a caller: who waits after it, and hangs up when nothing comes for {@code patienceMillis}. */
    public CallerScript script(long patienceMillis) {
        return CallerScript.of(new CallerStep.Say(name, sound, CallerSound.TIC)).withPatience(patienceMillis);
    }
}
