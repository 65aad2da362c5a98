package dev.trunkline.lab.carrier;

import dev.trunkline.lab.caller.CallerScript;
import dev.trunkline.lab.carrier.twiml.Callee;
import dev.trunkline.lab.phone.CallWatcher;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The people whom calls made over REST ({@code POST Calls.json}) reach. Thread-safe. */
@FunctionalInterface
public interface CalledPeople {

    /** Nobody is at home. */
    CalledPeople NOBODY = number -> null;

    /** What the person at {@code number} does once they have picked up; null: nobody answers. */
    @Nullable
    CallerScript pickUp(String number);

    /** What becomes of a call to {@code number}: by default it is picked up at once, or not at all. */
    default CalledLine line(String number) {
        CallerScript script = pickUp(number);
        return script == null ? new CalledLine.RingsOut(0) : new CalledLine.PicksUp(0, script, null);
    }

    /** Whom the called can be connected to by a {@code Dial}; others fail. */
    default Map<String, Callee> callees() {
        return Map.of();
    }

    /** Who watches a call to {@code number}, and so gets its record when it has ended. */
    default CallWatcher watcher(String number) {
        return CallWatcher.NONE;
    }
}
